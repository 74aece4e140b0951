import { describe, expect, test } from 'vitest';
import type { Pod, PodStatus } from '../api/pod.js';
import { addressesOf, belongsInEndpoints, findPort } from './endpoint-of-pod.js';

const pod = (status: Partial<PodStatus>, deletionTimestamp?: string) =>
  ({
    metadata: { name: 'p', ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }) },
    spec: { containers: [] },
    status: { phase: 'Running', ...status },
  }) as unknown as Pod;
const ip = { podIP: '10.244.1.5', podIPs: [{ ip: '10.244.1.5' }] };

// staging/src/k8s.io/endpointslice/util/controller_utils.go: ShouldPodBeInEndpoints.
test.each<[string, Pod, boolean, boolean]>([
  ['a running pod', pod(ip), true, true],
  ['one without an address', pod({}), false, false],
  ['one that has done its work', pod({ ...ip, phase: 'Succeeded' }), false, false],
  ['one that has failed', pod({ ...ip, phase: 'Failed' }), false, false],
  ['one that is being deleted', pod(ip, '2026-01-01T00:00:00Z'), true, false],
])('%s is in EndpointSlices: %s', (_, one, inSlices, inEndpoints) => {
  expect([belongsInEndpoints(one, true), belongsInEndpoints(one, false)]).toEqual([inSlices, inEndpoints]);
});

// pkg/api/v1/pod/util.go: FindPort.
describe('the port that a targetPort means', () => {
  const serving = {
    spec: {
      containers: [
        { name: 'a', ports: [{ name: 'dns', containerPort: 5353, protocol: 'UDP' }] },
        { name: 'b', ports: [{ name: 'dns', containerPort: 5300, protocol: 'TCP' }] },
      ],
      initContainers: [
        { name: 'once', ports: [{ name: 'setup', containerPort: 1, protocol: 'TCP' }] },
        {
          name: 'sidecar',
          restartPolicy: 'Always',
          ports: [{ name: 'proxy', containerPort: 15_001, protocol: 'TCP' }],
        },
      ],
    },
  } as unknown as Pod;
  test.each([
    ['a number, whether a container says it or not', 9376, 'TCP', 9376],
    ['a name, of this protocol', 'dns', 'TCP', 5300],
    ['the same name, of the other protocol', 'dns', 'UDP', 5353],
    ['a name that nobody has', 'http', 'TCP', undefined],
    ['the name of a sidecar’s port', 'proxy', 'TCP', 15_001],
    ['the name of a port of a container that ends before the others begin', 'setup', 'TCP', undefined],
  ] as const)('%s', (_, targetPort, protocol, port) => {
    expect(findPort(serving, { targetPort, protocol })).toBe(port);
  });
});

test('the addresses of a family are picked, of podIPs or of podIP alone', () => {
  const both = pod({ podIP: '10.244.1.5', podIPs: [{ ip: '10.244.1.5' }, { ip: 'fd00::5' }] });
  expect([addressesOf(both, 'IPv4'), addressesOf(both, 'IPv6')]).toEqual([['10.244.1.5'], ['fd00::5']]);
  const old = pod({ podIP: '10.244.1.5' });
  expect([addressesOf(old, 'IPv4'), addressesOf(old, 'IPv6')]).toEqual([['10.244.1.5'], []]);
});
