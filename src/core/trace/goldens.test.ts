import { describe, expect, test } from 'vitest';
import { aNode, aPod, aService, aSlice } from '../network/testing/objects.js';
import type { KubeObject } from '../api/meta.js';
import { expectCauses } from './testing/expect-causes.js';
import { backends, coreDns, pod, request, service, shop } from './testing/shop.js';
import { traceText } from './testing/trace-text.js';
import { createTracer } from './tracer.js';
import type { TrafficRequest } from './types.js';

interface Scenario {
  readonly file: string;
  readonly request: Partial<TrafficRequest>;
  readonly changed?: readonly KubeObject[];
}

const udp = aPod('echo', { node: 'worker-2', ip: '10.244.2.9', ports: [{ port: 7000, protocol: 'UDP' }] });
const lone = backends[0];
const hairpin = [aSlice('my-service', lone ? [lone] : [], [{ name: '', port: 9376, protocol: 'TCP' }])];
const noEndpoints = [aSlice('my-service', [], [{ name: '', port: 9376, protocol: 'TCP' }])];
const wrongTarget = [
  aService('my-service', '10.96.0.20', [{ port: 80, targetPort: 8080 }], { spec: { selector: { app: 'MyApp' } } }),
  aSlice('my-service', backends, [{ name: '', port: 8080, protocol: 'TCP' }]),
];
const silentDns = [aSlice('kube-dns', [], [{ name: 'dns', port: 53, protocol: 'UDP' }], 'kube-system')];

/** Twelve ways a reviewer can read from end to end. */
const SCENARIOS: readonly Scenario[] = [
  { file: '01-service-by-name-on-another-node', request: { to: service('my-service') } },
  { file: '02-cluster-ip-on-the-same-node', request: { attempt: 1 } },
  { file: '03-hairpin', request: { from: pod('web-1') }, changed: hairpin },
  { file: '04-no-endpoints', request: {}, changed: noEndpoints },
  { file: '05-wrong-target-port', request: {}, changed: wrongTarget },
  { file: '06-pod-to-pod-same-node', request: { to: pod('web-1'), port: 9376 } },
  { file: '07-pod-to-pod-other-node-udp', request: { to: pod('echo'), port: 7000, protocol: 'UDP' }, changed: [udp] },
  { file: '08-node-process-to-cluster-ip', request: { from: { kind: 'node', node: 'worker-2' } } },
  { file: '09-pod-to-outside-by-name', request: { to: { kind: 'name', name: 'example.com' } } },
  {
    file: '10-dead-node',
    request: { to: pod('web-2'), port: 9376 },
    changed: [aNode('worker-2', 2, { ready: 'Unknown' })],
  },
  { file: '11-name-that-does-not-exist', request: { to: { kind: 'name', name: 'my-servcie' } } },
  { file: '12-kube-dns-without-endpoints', request: { to: service('my-service') }, changed: silentDns },
  { file: '13-address-nobody-has', request: { to: { kind: 'ip', ip: '10.244.1.99' } } },
  { file: '14-udp-port-nobody-listens-on', request: { to: pod('echo'), port: 7001, protocol: 'UDP' }, changed: [udp] },
  { file: '15-second-packet', request: { packet: 'second' } },
];

describe('traces as text', () => {
  test.each(SCENARIOS)('$file', async ({ file, request: parts, changed = [] }) => {
    const view = shop(...changed);
    const trace = createTracer().trace(view, request(parts));
    expectCauses(view, trace);
    await expect(traceText(trace)).toMatchFileSnapshot(`goldens/${file}.txt`);
  });
});

test('the scenarios use both CoreDNS pods', () => expect(coreDns).toHaveLength(2));
