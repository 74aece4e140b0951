import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStorageSession } from '../engine/testing/storage-session.js';
import { firstPath, workOfExample } from '../lessons/index.js';
import { readWork } from '../share/shape.js';

/** Names, addresses, sizes: each takes the part of any other. */
const word = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '0',
    '-1',
    '1e999',
    'NaN',
    '4',
    '8Gi',
    '1Ei',
    'a/b/c',
    '\n',
    '<img>',
    '10.0.0.0/33',
    '::/0',
    '0.0.0.0/0',
    '10.0.0.0/31',
    '10.0.0.0/0',
    'fe80::1/64',
    '999.1.1.1/8',
    '10.244.0.0/16',
    '10.96.0.0/12',
    '192.168.10.0/24',
    'cluster.local',
    'worker-1',
    '\u202e',
    '\ud800',
    'x'.repeat(1024),
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const name = fc.oneof(
  fc.constantFrom('client', 'my-service', 'my-app', '__proto__'),
  fc.string({ minLength: 1, maxLength: 5 }),
);
const keyOf = (...kinds: readonly string[]) =>
  fc.tuple(fc.constantFrom(...kinds), fc.constantFrom('default', '', 'no'), name).map((parts) => parts.join('/'));
const anything = keyOf('Pod', 'Deployment', 'Service', 'Node', 'PersistentVolumeClaim', 'PersistentVolume', 'toString');
const pod = keyOf('Pod');
const node = fc.oneof(word, fc.constantFrom('worker-1', 'worker-2'));
const is = <T>(value: T) => fc.constant(value);

const action = fc.oneof(
  fc.record({ type: is('delete-pod'), pod, force: fc.boolean() }),
  fc.record({ type: is('set-readiness'), pod, ready: fc.boolean() }),
  fc.record({ type: is('crash-container'), pod, container: word }),
  fc.record({ type: is('write-file'), pod, container: word, path: word, text: word }),
  fc.record({ type: is('scale'), workload: anything, replicas: fc.nat(100_000) }),
  fc.record({ type: fc.constantFrom('cordon', 'out-of-service'), node, on: fc.boolean() }),
  fc.record({ type: fc.constantFrom('drain', 'fail-node', 'heal-node'), node }),
  fc.record({ type: is('delete-claim'), claim: keyOf('PersistentVolumeClaim') }),
  fc.record({ type: is('expand-claim'), claim: keyOf('PersistentVolumeClaim'), storage: word }),
  fc.record({ type: fc.constantFrom('delete-volume', 'clear-claim-ref'), volume: keyOf('PersistentVolume') }),
  fc.record({ type: is('delete-object'), object: anything, orphan: fc.boolean() }),
  fc.record({ type: is('detach'), attachment: keyOf('VolumeAttachment') }),
);
const files = workOfExample(firstPath).files;
const at = fc.oneof(fc.nat(200), is(Number.MAX_SAFE_INTEGER));
const work = fc.record({
  files: fc.oneof(is(files), fc.array(fc.record({ id: word, name: word, text: fc.string() }), { maxLength: 3 })),
  settings: fc.record({
    nodes: fc.array(fc.record({ name: word, controlPlane: fc.boolean(), cpu: word, memory: word, zone: word }), {
      maxLength: 4,
    }),
    podCIDR: word,
    nodeMask: fc.nat(128),
    serviceCIDR: word,
    nodeCIDR: word,
    clusterDomain: word,
    seed: fc.nat(0xffffffff),
    loadBalancer: fc.constantFrom('none', 'vip', 'proxy'),
    networkPolicy: fc.constantFrom('enforced', 'ignored'),
  }),
  history: fc.array(
    fc.oneof(fc.record({ op: is('act'), action, at }), fc.record({ op: is('apply'), files: is(files), at })),
    {
      maxLength: 6,
    },
  ),
  request: fc.record({
    from: fc.oneof(
      fc.record({ kind: is('pod'), pod }),
      fc.record({ kind: is('node'), node }),
      fc.record({ kind: is('outside'), place: fc.constantFrom('lan', 'internet') }),
    ),
    to: fc.oneof(
      fc.record({ kind: is('service'), service: keyOf('Service') }),
      fc.record({ kind: is('pod'), pod }),
      fc.record({ kind: is('ip'), ip: word }),
      fc.record({ kind: is('name'), name: word }),
    ),
    port: fc.nat(65_535),
    protocol: fc.constantFrom('TCP', 'UDP', 'SCTP'),
    attempt: fc.oneof(fc.nat(), is(Number.MAX_SAFE_INTEGER)),
    http: fc.record({
      scheme: fc.constantFrom('http', 'https'),
      method: is('GET'),
      host: word,
      path: fc.constantFrom('/', '//', '/%zz', '/../..'),
    }),
  }),
});

it('a link whose shape is right and whose content is not opens all the same, on every lens, and never throws', () => {
  let opened = 0;
  fc.assert(
    fc.property(work, (made) => {
      const shaped = readWork(JSON.parse(JSON.stringify(made)));
      if (shaped === null) return;
      opened += 1;
      const session = createStorageSession();
      session.open(shaped);
      session.show('storage');
      session.seek(3);
      session.workspace();
    }),
    { seed: 12, numRuns: 100 },
  );
  expect(opened).toBeGreaterThan(80);
}, 120_000);
