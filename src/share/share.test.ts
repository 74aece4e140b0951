import { createHash } from 'node:crypto';
import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObjectKey } from '../core/index.js';
import { fromBase64Url, toBase64Url } from './base64url.js';
import { MAX_FRAGMENT, packWork, unpackWork } from './codec.js';
import { DICTIONARY_K1 } from './dictionary.js';
import { linkOf, readLink } from './link.js';
import { readWork } from './shape.js';
import type { SharedWork } from './types.js';

const work: SharedWork = {
  files: [
    {
      id: 'f1',
      name: 'my-service.yaml',
      text: 'kind: Service\napiVersion: v1\nmetadata:\n  name: my-service\nspec:\n  selector:\n    app: MyApp\n  ports:\n    - protocol: TCP\n      port: 80\n      targetPort: 9376\n',
    },
  ],
  settings: {
    nodes: [{ name: 'worker-1', controlPlane: false, cpu: '4', memory: '8Gi', zone: '' }],
    podCIDR: '10.244.0.0/16',
    nodeMask: 24,
    serviceCIDR: '10.96.0.0/12',
    nodeCIDR: '192.168.10.0/24',
    clusterDomain: 'cluster.local',
    seed: 42,
  },
  history: [{ op: 'act', action: { type: 'delete-pod', pod: 'Pod/default/web-1' as ObjectKey }, at: 31 }],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'my-service' },
    port: 80,
    protocol: 'TCP',
    attempt: 2,
  },
};

/** A payload made by hand, with its checksum right: what a stranger could send. */
function payloadOf(json: string): string {
  const bytes = strToU8(json);
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  const packed = deflateSync(bytes, { level: 9, dictionary: strToU8(DICTIONARY_K1) });
  const whole = new Uint8Array(4 + packed.length);
  new DataView(whole.buffer).setUint32(0, hash >>> 0);
  whole.set(packed, 4);
  return toBase64Url(whole);
}

describe('base64url', () => {
  it('is what everybody else writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const text = toBase64Url(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64Url(text)).toEqual(bytes);
      }),
      { seed: 1 },
    );
  });

  it.each(['a', 'abcde', 'ab=', 'ab+/', 'ab cd', 'я'])('refuses %j', (text) => {
    expect(fromBase64Url(text)).toBeNull();
  });
});

describe('a link', () => {
  it('opens as the very work it was made of', () => {
    const link = linkOf(work, { step: 12, lens: 'rules', language: 'ru', theme: 'night', t: 3.25 });
    expect(readLink(link)).toEqual({
      kind: 'work',
      work,
      view: { step: 12, lens: 'rules', language: 'ru', theme: 'night', t: 3.25 },
    });
  });

  it.each([0, 3.25, 0.1 + 0.2, 11.500000000000002, 11.499999999999998, 1e-7, Infinity])(
    'opens at the very moment of %d seconds',
    (t) => {
      expect(readLink(linkOf(work, { t }))).toMatchObject({ view: { t } });
    },
  );

  it.each([
    ['11.5', 11.5],
    ['11.499999', 11.499999],
    ['end', Infinity],
    ['1e9', undefined],
    ['-1', undefined],
    ['Infinity', undefined],
  ])('reads the moment t=%s as %s', (text, t) => {
    expect(readLink(`${linkOf(work, {})}&t=${text}`)).toEqual({
      kind: 'work',
      work,
      view: t === undefined ? {} : { t },
    });
  });

  it('holds the lecture’s Service, its cluster and a request in under 230 characters', () => {
    expect(linkOf({ ...work, history: [] }, {}).length).toBeLessThan(230);
  });

  it('opens any text as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 5 }), (texts) => {
        const files = texts.map((text, index) => ({ id: `f${index}`, name: 'x.yaml', text }));
        const opened = readLink(linkOf({ ...work, files }, {}));
        expect(opened).toEqual({ kind: 'work', work: { ...work, files }, view: {} });
      }),
      { seed: 2 },
    );
  });

  it('ignores view parameters that make no sense', () => {
    expect(readLink(`${linkOf(work, {})}&lens=x&step=-1&t=NaN&lang=fr&theme=%E0%A4%A&&=&q`)).toMatchObject({
      kind: 'work',
      view: {},
    });
  });

  it('names an example', () => {
    expect(readLink('#example/first-path')).toEqual({ kind: 'example', id: 'first-path', view: {} });
    expect(readLink('#example/%ff')).toEqual({ kind: 'refused', fault: 'unknown-example' });
    expect(readLink('')).toEqual({ kind: 'nothing' });
    expect(readLink('#')).toEqual({ kind: 'nothing' });
  });
});

const storageWork: SharedWork = {
  ...work,
  request: null,
  history: (
    [
      { type: 'delete-pod', pod: 'Pod/default/mongodb' as ObjectKey, force: true },
      { type: 'delete-claim', claim: 'PersistentVolumeClaim/default/data' as ObjectKey },
      { type: 'delete-volume', volume: 'PersistentVolume//pv-1' as ObjectKey },
      { type: 'delete-object', object: 'StatefulSet/default/web' as ObjectKey },
      { type: 'delete-object', object: 'StatefulSet/default/web' as ObjectKey, orphan: true },
      {
        type: 'write-file',
        pod: 'Pod/default/mongodb' as ObjectKey,
        container: 'mongodb',
        path: '/data/db/users',
        text: 'alice\nбоб\n',
      },
      { type: 'clear-claim-ref', volume: 'PersistentVolume//pv-1' as ObjectKey },
      { type: 'out-of-service', node: 'worker-1', on: true },
      { type: 'detach', attachment: 'VolumeAttachment//csi-1' as ObjectKey },
      { type: 'expand-claim', claim: 'PersistentVolumeClaim/default/data' as ObjectKey, storage: '10Gi' },
    ] as const
  ).map((action, at) => ({ op: 'act', action, at })),
};

describe('a link about storage', () => {
  it('opens with everything that was done to volumes and files', () => {
    const link = linkOf(storageWork, { lens: 'storage', step: 7 });
    expect(readLink(link)).toEqual({ kind: 'work', work: storageWork, view: { lens: 'storage', step: 7 } });
  });

  it.each([
    ['a claim that is no key', { type: 'delete-claim', claim: 'data' }],
    ['a volume that is missing', { type: 'clear-claim-ref' }],
    ['an orphan that is text', { type: 'delete-object', object: 'StatefulSet/default/web', orphan: 'yes' }],
    ['a file without a path', { type: 'write-file', pod: 'Pod/default/a', container: 'a', path: '', text: '' }],
    [
      'a file whose text is a number',
      { type: 'write-file', pod: 'Pod/default/a', container: 'a', path: '/a', text: 1 },
    ],
    ['a taint that is neither on nor off', { type: 'out-of-service', node: 'worker-1' }],
    ['a size that is a number', { type: 'expand-claim', claim: 'PersistentVolumeClaim/default/data', storage: 10 }],
  ])('is refused when it holds %s', (_what, action) => {
    const json = JSON.stringify({ ...storageWork, history: [{ op: 'act', action, at: 0 }] });
    expect(unpackWork(payloadOf(json))).toEqual({ ok: false, fault: 'wrong-shape' });
  });
});

const edgeWork: SharedWork = {
  ...work,
  settings: { ...work.settings, loadBalancer: 'proxy', networkPolicy: 'ignored' },
  history: [],
  request: {
    from: { kind: 'outside', place: 'lan' },
    to: { kind: 'ip', ip: '203.0.113.1' },
    port: 443,
    protocol: 'TCP',
    attempt: 0,
    http: { scheme: 'https', method: 'GET', host: 'foo.bar.com', path: '/кошка', sni: 'bar.com' },
  },
};

describe('a link about the way in', () => {
  it('opens with its balancer, its provider and what was asked over HTTP', () => {
    expect(readLink(linkOf(edgeWork, { lens: 'policy' }))).toEqual({
      kind: 'work',
      work: edgeWork,
      view: { lens: 'policy' },
    });
  });

  const { request } = edgeWork;
  it.each([
    ['an unknown balancer', { settings: { ...edgeWork.settings, loadBalancer: 'metallb' } }],
    ['a balancer that is null', { settings: { ...edgeWork.settings, loadBalancer: null } }],
    ['a provider that is a yes', { settings: { ...edgeWork.settings, networkPolicy: true } }],
    ['an unknown place outside', { request: { ...request, from: { kind: 'outside', place: 'moon' } } }],
    ['another scheme', { request: { ...request, http: { ...request?.http, scheme: 'ftp' } } }],
    ['a method with a line break', { request: { ...request, http: { ...request?.http, method: 'GET\r\nX' } } }],
    ['no host', { request: { ...request, http: { ...request?.http, host: '' } } }],
    ['a relative path', { request: { ...request, http: { ...request?.http, path: 'foo' } } }],
    ['a path with a query', { request: { ...request, http: { ...request?.http, path: '/a?b' } } }],
    ['a path of two megabytes', { request: { ...request, http: { ...request?.http, path: `/${'a'.repeat(2e6)}` } } }],
    ['a server name that is a list', { request: { ...request, http: { ...request?.http, sni: ['a'] } } }],
    ['a request that is text', { request: { ...request, http: 'GET /' } }],
  ])('is refused when it holds %s', (_what, part) => {
    expect(readWork({ ...edgeWork, ...part })).toBeNull();
  });
});

describe('the format k1 is frozen', () => {
  it('in its dictionary', () => {
    expect(createHash('sha256').update(DICTIONARY_K1).digest('hex')).toMatchInlineSnapshot(
      `"f932e03146b8b86f4e0a1950aa187c66f2562482594ee72c1eb2acd4bf8b8802"`,
    );
  });

  it('in a link that was made on its first day', () => {
    const old =
      '#k1:c4JJASPPJpSyLyYPtfCLyYOXfjF5mMVfTB64_ANJwQtAEAe5BATxIUUgRAatDIQIIgpBGB-9FIzJA2cQJO9iFhiUZu1BlgVRUnU18QU-ZuouT00CZ1lwQWtsCPLmoMkiRrW1AA&lens=rules&step=12&t=3.25';
    expect(readLink(old)).toEqual({ kind: 'work', work, view: { step: 12, lens: 'rules', t: 3.25 } });
  });

  it('in a link of the first day of storage', () => {
    expect(
      readLink(
        '#k1:jpaFvs2YS47CMAyGT4Qyo3kv5x7ZtAWGGVVpNTwlxKG4AGfokfj_OCQtQUoELFg1cSvbbezPdq-zNGCfNkP4aePpp02MP20s_3jLA5CbPgG5FwTKnTMGijBA8LQ_p6A2NkF6rxsD49bUfrAUHET1Nh_4cXRjNvxpxiUJ3KAZFHhCPbn7xAzL0G0HYes9r9B_aV72FhkyTBJaeM60IMMxHnCL2IZS7cqyx-rFB8rS25R_CE0WJFmAMmFA9x6vJ0CwKH65u2I88t_OClcQnZnXlJk1_4KMmNSJU-2X7CDlDAOBPQs1LtUSIcsGwCV-wblem27fHbo900u8ekt5VdWY5yQc0FdM88_rPaUZhWTUTD1j46ITegqn8iN9UouimgmSsWDbAql49-1FSlXz3-DoZ0rrZNNiqLkmJZDd8rvKMgPwcSa_iB5ftsyyrndH&lens=storage&step=7',
      ),
    ).toEqual({
      kind: 'work',
      work: storageWork,
      view: { lens: 'storage', step: 7 },
    });
  });
});

describe('a link of the first day of the way in', () => {
  it('opens as it was', () => {
    const old =
      '#k1:RdLAwSPPJpSyLyYPtfCLyYOXfjF5mMVfTB64_ANJwQtAEAe5BATxIUUgRAatDIQIIgpBGB-9FIzJA2cQJO9iFhiUZu1BlgV1lEBFLqxZD0q8RfkVoCoAOlwBaYSDMlp6Xn4RUA_x2QCWZYHezQG2TYAiQEvwZGAjA2NQ9jU01gPlfGjSNzExxpv2ga4BtrtA5oE6n-AYAgmA6iBgqsoA50F31xBQXQCsu0HpFTjSkZRYBBrlALkM2AQHCupf2HVh38UOILkBFDZ5mUAxmKLa2loA&lens=policy';
    expect(readLink(old)).toEqual({ kind: 'work', work: edgeWork, view: { lens: 'policy' } });
  });
});

describe('a hostile link is refused in one word', () => {
  const payload = packWork(work);
  const refused = (fragment: string): unknown => {
    const opened = readLink(fragment);
    return opened.kind === 'refused' ? opened.fault : opened.kind;
  };
  /** A spoilt link may still open when the spoilt bits say nothing; then it is the work that was sent. */
  const expectNoOther = (fragment: string): void => {
    const opened = readLink(fragment);
    if (opened.kind === 'work') expect(opened.work).toEqual(work);
    else expect(opened).toEqual({ kind: 'refused', fault: expect.stringMatching(/unreadable|too-big/) as string });
  };

  it('when any of its characters is another one, or is missing', () => {
    for (let at = 0; at < payload.length; at += 1) {
      const other = payload[at] === 'A' ? 'B' : 'A';
      expectNoOther(`#k1:${payload.slice(0, at)}${other}${payload.slice(at + 1)}`);
      expectNoOther(`#k1:${payload.slice(0, at)}${payload.slice(at + 1)}`);
      expectNoOther(`#k1:${payload.slice(0, at)}`);
    }
  });

  it.each([
    ['#k2:AAAA', 'future'],
    ['#k9999:', 'future'],
    ['#pako:AAAA', 'unreadable'],
    ['#k1:', 'unreadable'],
    ['#k1:%%%%', 'unreadable'],
    ['#<script>', 'unreadable'],
    [`#k1:${'A'.repeat(MAX_FRAGMENT)}`, 'too-long'],
    [`#${'x'.repeat(2_000_000)}`, 'too-long'],
  ])('%.20s: %s', (fragment, fault) => {
    expect(refused(fragment)).toBe(fault);
  });

  it('when it is a bomb: 40 MB in 52 KB', () => {
    const bomb = `#k1:${payloadOf(' '.repeat(40_000_000))}`;
    expect(bomb.length).toBeLessThan(MAX_FRAGMENT);
    expect(refused(bomb)).toBe('too-big');
  });

  it.each([
    ['null', null],
    ['a list', []],
    ['a number', 1],
    ['no files', { ...work, files: undefined }],
    ['files that are no list', { ...work, files: { length: 1 } }],
    ['a file without a text', { ...work, files: [{ id: 'a', name: 'a' }] }],
    ['two files of one id', { ...work, files: [work.files[0], work.files[0]] }],
    ['201 files', { ...work, files: Array.from({ length: 201 }, (_, n) => ({ id: `f${n}`, name: 'x', text: '' })) }],
    ['no settings', { ...work, settings: null }],
    ['a seed that is text', { ...work, settings: { ...work.settings, seed: '42' } }],
    ['a mask of 129', { ...work, settings: { ...work.settings, nodeMask: 129 } }],
    ['half a port', { ...work, request: { ...work.request, port: 80.5 } }],
    ['an unknown protocol', { ...work, request: { ...work.request, protocol: 'ICMP' } }],
    ['an unknown action', { ...work, history: [{ op: 'act', action: { type: 'rm -rf' }, at: 0 }] }],
    ['a key that is none', { ...work, history: [{ op: 'act', action: { type: 'delete-pod', pod: 'web' }, at: 0 }] }],
    [
      'minus one replica',
      {
        ...work,
        history: [{ op: 'act', action: { type: 'scale', workload: 'Deployment/default/a', replicas: -1 }, at: 0 }],
      },
    ],
    ['a million operations', { ...work, history: Array.from({ length: 2001 }, () => work.history[0]) }],
    ['a request that is missing', { files: work.files, settings: work.settings, history: [] }],
  ])('when it holds %s', (_what, value) => {
    expect(unpackWork(payloadOf(JSON.stringify(value)))).toEqual({ ok: false, fault: 'wrong-shape' });
  });

  it.each([
    ['a Deployment is deleted as a pod', { type: 'delete-pod', pod: 'Deployment/default/my-app' }],
    ['a Service crashes', { type: 'crash-container', pod: 'Service/default/my-service', container: 'a' }],
    [
      'a file is written to a node',
      { type: 'write-file', pod: 'Node//worker-1', container: 'a', path: '/a', text: '' },
    ],
    ['a pod is detached', { type: 'detach', attachment: 'Pod/default/client' }],
    ['a pod is expanded', { type: 'expand-claim', claim: 'Pod/default/client', storage: '1Gi' }],
    ['a claim loses its claim', { type: 'clear-claim-ref', volume: 'PersistentVolumeClaim/default/a' }],
    ['a claim is deleted as a volume', { type: 'delete-volume', volume: 'PersistentVolumeClaim/default/a' }],
    ['a kind that only begins so', { type: 'delete-pod', pod: 'PodTemplate/default/a' }],
  ])('when in it %s', (_what, action) => {
    const json = JSON.stringify({ ...work, history: [{ op: 'act', action, at: 0 }] });
    expect(unpackWork(payloadOf(json))).toEqual({ ok: false, fault: 'wrong-shape' });
  });

  it.each(['[', '{"files":', '{"settings":', '{"__proto__":'])('when it nests %s 50,000 times', (open) => {
    const json = `${open.repeat(50_000)}1${(open === '[' ? ']' : '}').repeat(50_000)}`;
    expect(unpackWork(payloadOf(json))).toEqual({ ok: false, fault: 'wrong-shape' });
  });

  it('when any of its bytes are others', () => {
    const bytes = fromBase64Url(payload) ?? new Uint8Array();
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    const spoilt = fc.array(change, { minLength: 1, maxLength: 20 }).map((changes) => {
      const copy = Uint8Array.from(bytes);
      for (const [at, value] of changes) copy[at] = value;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.uint8Array({ minLength: 5, maxLength: 2000 })), (made) => {
        expectNoOther(`#k1:${toBase64Url(made)}`);
      }),
      { seed: 11, numRuns: 3000 },
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'first-path/', '%2e%2e', 'first-path%00', ''])(
    'an example called %j is no way out of the gallery',
    (id) => {
      const opened = readLink(`#example/${id}&lens=__proto__&step=constructor&t=toString&lang=__proto__`);
      expect(opened).toEqual({ kind: 'example', id: decodeURIComponent(id), view: {} });
    },
  );

  it('and __proto__ in it is nothing', () => {
    const json = JSON.stringify(work).replace('{', '{"__proto__":{"polluted":1},');
    const unpacked = unpackWork(payloadOf(json));
    expect(unpacked).toEqual({ ok: true, work });
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        readLink(text);
        readLink(`#k1:${text}`);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});
