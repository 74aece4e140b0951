import { describe, expect, test } from 'vitest';
import { aNode, aPod, aService, aSlice } from '../network/testing/objects.js';
import { pod } from './testing/shop.js';
import { ended, hops, traced } from './testing/traced.js';

const onNode = { from: { kind: 'node' as const, node: 'worker-1' } };
const agent = aPod('agent', { node: 'worker-1', ip: '192.168.0.11', ports: [8000], hostNetwork: true });
const agentService = [
  aService('agent', '10.96.0.40', [{ port: 80, targetPort: 8000 }], { spec: { selector: { app: 'agent' } } }),
  aSlice('agent', [agent], [{ name: '', port: 8000, protocol: 'TCP' }]),
];

describe('the address a masquerade takes', () => {
  test('a process of a node to a hostNetwork pod of that node by the ClusterIP: the node’s address, for 127.0.0.1 is no source beyond the loopback', () => {
    const trace = traced({ ...onNode, to: { kind: 'ip', ip: '10.96.0.40' } }, agent, ...agentService);
    expect(ended(trace)[1]).toBe('ok');
    expect(trace.server).toMatchObject({ ip: '192.168.0.11', sourceIp: '192.168.0.11' });
    const masquerade = hops(trace, 'rule').find((hop) => hop.chain === 'KUBE-POSTROUTING');
    expect(masquerade?.why.params).toMatchObject({ dev: 'eth0', address: '192.168.0.11' });
  });
});

describe('the address a socket takes on the loopback is 127.0.0.1', () => {
  test.each([
    ['a pod', { from: pod('web-1'), to: { kind: 'ip', ip: '127.0.0.1' } as const, port: 9376 }],
    ['a node', { ...onNode, to: { kind: 'ip', ip: '127.0.0.1' } as const, port: 10250 }],
  ])('%s', (_, parts) => {
    const trace = traced(parts);
    expect(ended(trace)[1]).toBe('ok');
    expect(trace.server?.sourceIp).toBe('127.0.0.1');
  });
});

describe('an ICMP error keeps its sender’s address unless the connection was rewritten', () => {
  test('a pod’s address that nobody has, on another node: “host unreachable” comes from that node', () => {
    const trace = traced({ to: { kind: 'ip', ip: '10.244.2.77' } });
    expect(trace.client).toBe('no-route-to-host');
    expect(hops(trace, 'nat')).toEqual([]);
    expect(trace.hops.at(-1)?.packet.after).toMatchObject({ protocol: 'icmp', src: '192.168.0.12', dst: '10.244.1.5' });
  });

  test('an address of the nodes’ network that nobody has: only the masquerade is undone', () => {
    const trace = traced({ to: { kind: 'ip', ip: '192.168.0.77' } });
    expect(hops(trace, 'nat').map((hop) => hop.nat)).toEqual(['SNAT', 'un-SNAT']);
    expect(trace.hops.at(-1)?.packet.after).toMatchObject({ src: '192.168.0.11', dst: '10.244.1.5' });
  });

  test('an endpoint that nobody has, behind a ClusterIP: the error comes from the ClusterIP', () => {
    const gone = aPod('gone', { node: 'worker-2', ip: '10.244.2.78' });
    const trace = traced(
      {},
      aNode('worker-2', 2),
      aSlice('my-service', [gone], [{ name: '', port: 9376, protocol: 'TCP' }]),
    );
    expect(hops(trace, 'nat').map((hop) => hop.nat)).toEqual(['DNAT', 'un-DNAT']);
    expect(trace.hops.at(-1)?.packet.after).toMatchObject({ src: '10.96.0.20', dst: '10.244.1.5' });
  });
});
