import { describe, expect, it } from 'vitest';
import type { Diagnostic, Hop, ManifestFile, ObjectKey, Trace, TrafficRequest } from '../core/index.js';
import * as edgeAnswers from '../engine/edge-core.js';
import type { Snapshot } from '../engine/protocol.js';
import { createSession, type EngineSession } from '../engine/session.js';
import { loadExample, workOfExample, type ExampleId } from '../lessons/index.js';

interface Opened {
  readonly session: EngineSession;
  readonly snapshot: Snapshot;
  readonly files: readonly ManifestFile[];
}

async function opened(id: ExampleId): Promise<Opened> {
  const session = createSession();
  session.useEdgeAnswers(edgeAnswers);
  const work = workOfExample(await loadExample(id));
  return { session, snapshot: session.open(work), files: work.files };
}

/** The example's request, otherwise. */
async function asked(id: ExampleId, change: Partial<TrafficRequest>): Promise<Trace> {
  const { session, snapshot } = await opened(id);
  const request = { ...snapshot.request, ...change } as TrafficRequest;
  return traced(session.send(request));
}

/** Its text, otherwise. */
async function edited(id: ExampleId, from: string | RegExp, to: string): Promise<Snapshot> {
  const { session, files } = await opened(id);
  const changed = files.map((file) => ({ ...file, text: file.text.replace(from, to) }));
  expect(changed).not.toEqual(files);
  return session.edit(changed);
}

function traced({ trace }: Snapshot): Trace {
  if (trace === null) throw new Error('no trace');
  return trace;
}

const http = (host: string, path: string, scheme: 'http' | 'https' = 'http') =>
  ({ http: { scheme, method: 'GET', host, path } }) as const;
const to = (ip: string) => ({ to: { kind: 'ip', ip } }) as const;
const from = (pod: string) => ({ from: { kind: 'pod', pod: pod as ObjectKey } }) as const;

const hopsOf = <K extends Hop['kind']>(trace: Trace, kind: K) =>
  trace.hops.filter((hop): hop is Extract<Hop, { kind: K }> => hop.kind === kind);
/** The name of the Deployment or bare pod that answered. */
const served = ({ server }: Trace): string | undefined =>
  /^Pod\/[^/]+\/(.+?)(-[0-9a-z]{8,10}-[0-9a-z]{5})?$/.exec(server?.pod ?? '')?.[1];
const said = (trace: Trace) => `${trace.http?.status} ${trace.http?.by === 'server' ? served(trace) : trace.http?.by}`;

describe('the ways in', () => {
  it('a node port: the pod on another node is reached, and takes the node for its client', async () => {
    const { snapshot } = await opened('node-port');
    expect(traced(snapshot).server?.sourceIp).toBe('192.168.10.12');
    const local = await edited('node-port', / {2}selector:\n(?= {4}app)/, '  externalTrafficPolicy: Local\n$&');
    expect(traced(local).verdict).toBe('DROPPED');
  });

  it('Local: the node without a pod drops, the other one keeps the client’s address', async () => {
    const { snapshot } = await opened('node-port-local');
    expect([traced(snapshot).verdict, traced(snapshot).client]).toEqual(['DROPPED', 'timeout']);
    expect(await asked('node-port-local', to('192.168.10.13'))).toMatchObject({
      client: 'ok',
      server: { sourceIp: '192.168.10.200' },
    });
  });

  it('an external address, with and without its client', async () => {
    const { snapshot } = await opened('external-ip');
    expect(traced(snapshot).client).toBe('ok');
    expect(traced(snapshot).server?.sourceIp).not.toBe('198.51.100.7');
    const local = await edited('external-ip', / {2}selector:\n(?= {4}app)/, '  externalTrafficPolicy: Local\n$&');
    expect(traced(local)).toMatchObject({ client: 'ok', server: { sourceIp: '198.51.100.7' } });
  });

  it('a balancer that never comes, until there is one', async () => {
    const { session, snapshot } = await opened('balancer-pending');
    expect(traced(snapshot).client).toBe('ok');
    const key = 'Service/default/web' as ObjectKey;
    expect(session.inspect(key)?.yaml).toContain('loadBalancer: {}');
    const { settings } = session.workspace();
    session.configure({ ...settings, loadBalancer: 'vip' });
    expect(session.inspect(key)?.yaml).toContain('ip: 203.0.113.1');
  });

  it('a balancer that keeps the client, until every node is as good', async () => {
    const { snapshot } = await opened('balancer');
    expect(traced(snapshot).server?.sourceIp).toBe('198.51.100.7');
    const anywhere = traced(await edited('balancer', '  externalTrafficPolicy: Local\n', ''));
    expect(anywhere.client).toBe('ok');
    expect(anywhere.server?.sourceIp).not.toBe('198.51.100.7');
  });

  it('a source that is not in the ranges is dropped by kube-proxy, until it is', async () => {
    const { snapshot } = await opened('source-ranges');
    expect([traced(snapshot).verdict, traced(snapshot).client]).toEqual(['DROPPED', 'timeout']);
    const more = await edited('source-ranges', '    - 192.0.2.0/24\n', '    - 192.0.2.0/24\n    - 198.51.100.0/24\n');
    expect(traced(more).client).toBe('ok');
  });
});

describe('Ingresses', () => {
  it.each<[ExampleId, Partial<TrafficRequest>, string]>([
    ['ingress-fanout', {}, '200 s2'],
    ['ingress-fanout', http('foo.bar.com', '/foo/barrel'), '200 s1'],
    ['ingress-hosts', {}, '200 s1'],
    ['ingress-hosts', { to: { kind: 'ip', ip: '203.0.113.1' }, ...http('a.bar.com', '/') }, '200 s2'],
    ['ingress-hosts', { to: { kind: 'ip', ip: '203.0.113.1' }, ...http('a.b.bar.com', '/') }, '404 balancer'],
    ['ingress-tls', {}, '200 test'],
    ['ingress-tls', { port: 80, ...http('ssl.example.foo.com', '/') }, '308 balancer'],
    ['lecture-ingress-single', {}, '200 test'],
    ['lecture-ingress-single', http('any.host', '/any/path'), '200 test'],
    ['lecture-ingress-fanout', {}, '200 s2'],
    ['lecture-ingress-fanout', http('foo.bar.com', '/foo'), '200 s1'],
    ['lecture-ingress-fanout', http('foo.bar.com', '/nowhere'), '404 balancer'],
    ['lecture-ingress-hosts', {}, '200 s2'],
    ['lecture-ingress-hosts', http('foo.bar.com', '/'), '200 s1'],
  ])('%s asked %o answers %s', async (id, change, answer) => {
    expect(said(await asked(id, change))).toBe(answer);
  });

  it('the certificate is the Secret’s, or the controller’s own where there is none', async () => {
    expect(traced((await opened('ingress-tls')).snapshot).http?.tls).toMatchObject({
      self: false,
      names: ['ssl.example.foo.com'],
    });
    expect(traced((await opened('ingress-no-secret')).snapshot).http?.tls).toMatchObject({
      self: true,
      names: ['Kubernetes Ingress Controller Fake Certificate'],
    });
  });

  it('without a controller the host has no address; the fix that is offered brings one', async () => {
    const { session, snapshot, files } = await opened('ingress-no-controller');
    expect(traced(snapshot).client).toBe('nxdomain');
    const mended = session.edit(click(files, snapshot, 'no-ingress-controller'));
    expect(said(traced(mended))).toBe('200 test');
  });
});

/** The files after a click on the first fix of the first diagnostic with this code. */
function click(files: readonly ManifestFile[], { diagnostics }: Snapshot, code: string): readonly ManifestFile[] {
  const fix = diagnostics.find((diagnostic: Diagnostic) => diagnostic.code === code)?.fixes[0];
  if (fix === undefined) throw new Error(`nothing is offered for ${code}`);
  return files.map((file) => {
    const edits = fix.edits.filter((edit) => edit.file === file.id).toSorted((a, b) => b.from - a.from);
    return {
      ...file,
      text: edits.reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), file.text),
    };
  });
}

describe('the lecture, word for word', () => {
  it.each<[ExampleId, readonly string[], string]>([
    ['lecture-ingress', ['unknown-field', 'removed-api'], '200 test'],
    ['lecture-ingress-tls', ['yaml-syntax', 'illegal-base64'], '200 test'],
  ])('%s runs after two clicks', async (id, clicks, answer) => {
    const { session, snapshot, files } = await opened(id);
    expect(snapshot.stale).toBe(true);
    let [now, text] = [snapshot, files];
    for (const code of clicks) {
      text = click(text, now, code);
      now = session.edit(text);
    }
    expect(now.stale).toBe(false);
    expect(said(traced(now))).toBe(answer);
  });

  it('each Service is reached as the lecture says', async () => {
    const client = async (id: ExampleId, change: Partial<TrafficRequest> = {}) => (await asked(id, change)).client;
    expect(await client('lecture-cluster-ip')).toBe('ok');
    expect(await client('lecture-node-port')).toBe('ok');
    expect(await client('lecture-node-port', to('192.168.10.11'))).toBe('ok');
    expect(await client('lecture-load-balancer')).toBe('ok');
    expect(await client('lecture-external-ip')).toBe('ok');
    expect(await client('lecture-external-ip', from('Pod/default/client'))).toBe('ok');
    const { session, snapshot } = await opened('lecture-cluster-ip');
    const [, clusterIp = ''] =
      /clusterIP: ([\d.]+)/.exec(session.inspect('Service/default/svc' as ObjectKey)?.yaml ?? '') ?? [];
    const outside = session.send({
      ...(snapshot.request as TrafficRequest),
      from: { kind: 'outside' },
      ...to(clusterIp),
    });
    expect(traced(outside).client).toBe('timeout');
  });

  it('the policies let in whom the lecture says', async () => {
    expect((await asked('lecture-access-nginx', {})).client).toBe('timeout');
    expect((await asked('lecture-access-nginx', from('Pod/default/friend'))).client).toBe('ok');
    const labelled = await edited(
      'lecture-access-nginx',
      'name: stranger\n',
      "name: stranger\n  labels:\n    access: 'true'\n",
    );
    expect(traced(labelled).client).toBe('ok');
    expect((await asked('lecture-isolated-ns', {})).client).toBe('timeout');
    expect((await asked('lecture-isolated-ns', from('Pod/isolated-ns/neighbour'))).client).toBe('ok');
  });
});

/** Another request, or another text. */
type Otherwise = Partial<TrafficRequest> | readonly [from: string | RegExp, to: string];
const toPod = (pod: string, port: number) => ({ to: { kind: 'pod', pod: pod as ObjectKey }, port }) as const;

describe('the recipes of policies, and what they say to try', () => {
  it.each<[ExampleId, Trace['client'], Otherwise, Trace['client']]>([
    ['recipe-deny-all-to-an-app', 'timeout', ['ingress: []', 'ingress: [{}]'], 'ok'],
    ['recipe-limit-to-an-app', 'timeout', from('Pod/default/api'), 'ok'],
    ['recipe-allow-all-to-an-app', 'ok', [/---\n[^]*allow-all[^]*$/, ''], 'timeout'],
    ['recipe-default-deny-ingress', 'timeout', toPod('Pod/prod/shop', 80), 'ok'],
    ['recipe-deny-from-other-namespaces', 'timeout', from('Pod/default/api'), 'ok'],
    ['recipe-allow-from-all-namespaces', 'ok', ['namespaceSelector: {}', 'podSelector: {}'], 'timeout'],
    ['recipe-allow-from-a-namespace', 'timeout', from('Pod/prod/monitor'), 'ok'],
    ['recipe-allow-some-pods-elsewhere', 'timeout', [/ {10}podSelector/, '        - podSelector'], 'ok'],
    ['recipe-allow-external-clients', 'ok', toPod('Pod/default/web', 5000), 'timeout'],
    ['recipe-only-certain-ports', 'timeout', toPod('Pod/default/web', 5000), 'ok'],
    ['recipe-several-selectors', 'timeout', from('Pod/default/web'), 'ok'],
    [
      'recipe-deny-egress-of-an-app',
      'timeout',
      [
        '  egress:\n',
        '  egress:\n    - to:\n        - podSelector:\n            matchLabels:\n              app: db\n',
      ],
      'ok',
    ],
    ['recipe-default-deny-egress', 'timeout', toPod('Pod/default/web', 80), 'timeout'],
    ['recipe-deny-external-egress', 'timeout', { to: { kind: 'name', name: 'db' }, port: 3306 }, 'ok'],
  ])('%s: %s, and with %o %s', async (id, before, otherwise, after) => {
    expect(traced((await opened(id)).snapshot).client).toBe(before);
    const now = Array.isArray(otherwise)
      ? traced(await edited(id, ...(otherwise as readonly [string | RegExp, string])))
      : await asked(id, otherwise as Partial<TrafficRequest>);
    expect(now.client).toBe(after);
  });

  it('default-deny of egress stops the question for the name first, and the packet itself where there is none', async () => {
    const id = 'recipe-default-deny-egress';
    expect(traced((await opened(id)).snapshot).why.code).toBe('policy.sumDns');
    expect((await asked(id, toPod('Pod/default/web', 80))).why.code).toBe('policy.sum');
  });
});

describe('policies', () => {
  it('no egress: the question for the name is what is dropped', async () => {
    const trace = traced((await opened('policy-no-dns')).snapshot);
    expect([trace.verdict, trace.client]).toEqual(['DROPPED', 'timeout']);
    const stop = hopsOf(trace, 'stop')[0];
    expect([stop?.packet.before.protocol, stop?.packet.before.dport]).toEqual(['udp', 53]);
    const allowed = await edited(
      'policy-no-dns',
      '    - Egress\n',
      `    - Egress
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
`,
    );
    expect(hopsOf(traced(allowed), 'stop')[0]?.packet.before.protocol).toBe('tcp');
  });

  it('a provider that ignores policies, until it does not', async () => {
    const { session, snapshot } = await opened('policy-ignored');
    expect(traced(snapshot).client).toBe('ok');
    const { settings } = session.workspace();
    expect(traced(session.configure({ ...settings, networkPolicy: 'enforced' })).client).toBe('timeout');
  });
});
