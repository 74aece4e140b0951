import { describe, expect, it } from 'vitest';
import { parseManifests, createManifestCache, type ObjectKey, type TrafficTarget } from '../core/index.js';
import type { Snapshot } from './protocol.js';
import { firstPathWork, openFirstPath } from './testing/first-path.js';

/** Counted work decides, not the clock; this only catches what never ends. */
const GUARD = 15_000;

const repeat = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');
const codes = ({ diagnostics }: Snapshot) => diagnostics.map(({ code }) => code);

/** A text beside the manifests of the first path, whose packet arrives. */
function besides(text: string) {
  const { session, first, files } = openFirstPath();
  const hostile = { id: 'hostile', name: 'hostile.yaml', text };
  return { session, first, files, snapshot: session.edit([...files, hostile]) };
}

describe('texts that are built to hurt leave the last good picture, and the next edit works', () => {
  it.each<readonly [string, string, string]>([
    [
      'an alias bomb',
      `a0: &a0 [x]\n${repeat(10, (i) => `a${i + 1}: &a${i + 1} [${Array.from({ length: 9 }, () => `*a${i}`).join()}]`)}`,
      'yaml-too-complex',
    ],
    ['an alias inside its own anchor', 'a: &a [*a]', 'yaml-bad-alias'],
    ['3 KB of nested {', '{'.repeat(3_000), 'yaml-too-complex'],
    ['complex keys', '? '.repeat(5_000), 'yaml-too-complex'],
    ['200,000 keys', repeat(200_000, (i) => `k${i}: 1`), 'yaml-too-complex'],
    ['100,000 documents', '---\na: 1\n'.repeat(100_000), 'too-many-documents'],
    ['50,000 anchors', repeat(50_000, (i) => `- &a${i} x`), 'yaml-too-complex'],
    ['10 MB of YAML', 'a: b\n'.repeat(2_000_000), 'text-too-long'],
    ['one line of 5 MB', `a: ${'x'.repeat(5_000_000)}`, 'text-too-long'],
    ['NUL', 'a: "\0"', 'yaml-control-character'],
    ['a tab for indentation', 'kind: Pod\n\tname: x', 'yaml-syntax'],
  ])(
    '%s',
    (_, text, code) => {
      const { session, first, files, snapshot } = besides(text);
      expect(codes(snapshot)).toContain(code);
      expect(snapshot.stale).toBe(true);
      expect(snapshot.scenes).toEqual(first.scenes);
      expect(snapshot.trace).toBe(first.trace);
      expect(snapshot.work.reconciles).toBe(first.work.reconciles);
      const healed = session.edit(files);
      expect([healed.stale, healed.diagnostics, healed.trace?.client]).toEqual([false, [], 'ok']);
    },
    GUARD,
  );

  it.each<readonly [string, string]>([
    ['a byte order mark', '\ufeff'],
    ['Windows line ends', ''],
  ])('%s is no fault', (_, start) => {
    const { session, files } = openFirstPath();
    const text = (files[0]?.text ?? '').replaceAll('\n', start === '' ? '\r\n' : '\n');
    const edited = session.edit(files.map((file, index) => (index === 0 ? { ...file, text: start + text } : file)));
    expect([edited.stale, edited.diagnostics, edited.trace?.client]).toEqual([false, [], 'ok']);
  });
});

describe('wrong types everywhere', () => {
  it.each<readonly [string, string, string]>([
    ['ports that are no list', 'spec: {ports: {}}', 'spec.ports'],
    ['a spec that is a word', 'spec: x', 'spec'],
    ['a port of 1e400', 'spec: {ports: [{port: 1e400}]}', 'spec.ports'],
    ['a port below zero', 'spec: {ports: [{port: -1}]}', 'spec.ports'],
    ['a port of 70000', 'spec: {ports: [{port: 70000}]}', 'spec.ports'],
    [
      'a network of /33',
      'spec: {ports: [{port: 1}], loadBalancerSourceRanges: [10.0.0.0/33]}',
      'spec.loadBalancerSourceRanges',
    ],
  ])('%s: the field is named, and what was there stays', (_, line, field) => {
    const { snapshot, first } = besides(`apiVersion: v1\nkind: Service\nmetadata: {name: a}\n${line}\n`);
    expect(snapshot.stale).toBe(true);
    const named = snapshot.diagnostics
      .filter(({ severity }) => severity === 'error')
      .map((one) => one.field?.join('.'));
    expect(named.some((one) => one?.startsWith(field))).toBe(true);
    expect(snapshot.trace).toBe(first.trace);
  });

  it('an address of the other family is refused by the cluster, and the rest still runs', () => {
    const { snapshot } = besides(
      'apiVersion: v1\nkind: Service\nmetadata: {name: six}\nspec: {clusterIP: "2001:db8::1", ports: [{port: 80}]}\n',
    );
    expect(codes(snapshot).some((code) => code === 'refused' || code === 'invalid-value')).toBe(true);
    expect(snapshot.trace?.client).toBe('ok');
  });
});

describe('names that are built to hurt', () => {
  it('labels named constructor and toString are data: the Service finds the pod that carries them', () => {
    const labels = '{constructor: a, toString: b, hasOwnProperty: c}';
    const { session, snapshot } = besides(
      `apiVersion: v1\nkind: Pod\nmetadata: {name: valueof, labels: ${labels}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n---\n` +
        `apiVersion: v1\nkind: Service\nmetadata: {name: constructor}\nspec: {selector: ${labels}, ports: [{port: 80}]}\n`,
    );
    expect(snapshot.diagnostics).toEqual([]);
    const { trace } = session.send({
      ...firstPathWork.request!,
      to: { kind: 'service', service: 'Service/default/constructor' as ObjectKey },
    });
    expect([trace?.client, trace?.server?.pod]).toEqual(['ok', 'Pod/default/valueof']);
  });

  it('__proto__ is no label key that the API server takes; it says so and pollutes nothing', () => {
    const { snapshot } = besides(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, labels: {__proto__: {polluted: true}}}\nspec: {containers: [{name: c, image: i}]}\n',
    );
    expect(snapshot.stale).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('what would not be seen is written out: in a diagnostic, an Event and the object panel', () => {
    const broken = besides(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: "p\u202eq"}\nspec: {containers: [{name: c, image: i}]}\n',
    );
    const quoted = broken.snapshot.diagnostics.flatMap(({ message }) => (typeof message === 'string' ? [message] : []));
    const said = quoted.join('\n');
    expect(said).toContain('⟨U+202E⟩');
    expect(said).not.toContain('\u202e');
    const { session, snapshot } = besides(
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p, annotations: {a: "x\u200by"}}\nspec: {containers: [{name: c, image: "i\u202egpj"}]}\n',
    );
    const events = snapshot.steps
      .flatMap(({ event }) => event?.message ?? [])
      .filter((text) => text.includes('U+202E'));
    expect(events[0]).toBe('Pulling image "i⟨U+202E⟩gpj"');
    const yaml = session.inspect('Pod/default/p' as ObjectKey)?.yaml ?? '';
    expect(yaml).toContain('"i\\u202egpj"');
    expect(yaml).toContain('"x\\u200by"');
    const read = parseManifests([{ id: 'f', name: 'f', text: yaml }], createManifestCache()).documents[0];
    expect(read?.object.metadata.annotations).toEqual({ a: 'x\u200by' });
  });
});

describe('endless loops in meaning come to an end, and the end is a verdict', () => {
  const ask = (text: string, to: TrafficTarget, from = 'client') => {
    const { session } = besides(text);
    return session.send({
      ...firstPathWork.request!,
      from: { kind: 'pod', pod: `Pod/default/${from}` as ObjectKey },
      to,
    }).trace;
  };
  const alias = (name: string, externalName: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: ExternalName, externalName: ${externalName}}\n`;

  it.each<readonly [string, string]>([
    ['an ExternalName of itself', alias('a', 'a.default.svc.cluster.local')],
    [
      'two that name each other',
      `${alias('a', 'b.default.svc.cluster.local')}---\n${alias('b', 'a.default.svc.cluster.local')}`,
    ],
    [
      'a chain of fifty',
      Array.from({ length: 50 }, (_, i) => alias(i === 0 ? 'a' : `a${i}`, `a${i + 1}.default.svc.cluster.local`)).join(
        '---\n',
      ),
    ],
  ])('%s: no address, after a bounded number of questions', (_, text) => {
    const trace = ask(text, { kind: 'name', name: 'a' });
    expect(['nxdomain', 'no-address']).toContain(trace?.client);
    expect(trace?.hops.length).toBeGreaterThan(0);
    expect(trace?.hops.length).toBeLessThan(64);
  });

  it('a Service that selects its own client reaches it, by hairpin', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: self, labels: {app: self}}\nspec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\n---\n' +
      'apiVersion: v1\nkind: Service\nmetadata: {name: self}\nspec: {selector: {app: self}, ports: [{port: 80}]}\n';
    const trace = ask(text, { kind: 'service', service: 'Service/default/self' as ObjectKey }, 'self');
    expect([trace?.client, trace?.server?.pod]).toEqual(['ok', 'Pod/default/self']);
  });

  it('Endpoints that point at their own Service’s address lead nowhere, and end', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata: {name: loop}\nspec: {clusterIP: 10.96.44.4, ports: [{port: 80}]}\n---\n' +
      'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: loop, labels: {kubernetes.io/service-name: loop}}\naddressType: IPv4\nendpoints: [{addresses: [10.96.44.4]}]\nports: [{port: 80, name: ""}]\n';
    const trace = ask(text, { kind: 'service', service: 'Service/default/loop' as ObjectKey });
    expect(trace?.client).not.toBe('ok');
    expect(trace?.hops.length).toBeLessThan(200);
  });

  it('owners in a circle are found out', () => {
    const pod = (name: string, owner: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, ownerReferences: [{apiVersion: v1, kind: Pod, name: ${owner}, uid: u, controller: true}]}\nspec: {containers: [{name: c, image: i}]}\n`;
    const { session, snapshot } = besides(`${pod('x', 'y')}---\n${pod('y', 'x')}`);
    expect(snapshot.trace?.client).toBe('ok');
    expect(() => session.causedAt('hostile', 30)).not.toThrow();
  });
});
