import { describe, expect, test } from 'vitest';
import { aNamespace, aPod, aService, aSlice } from '../network/testing/objects.js';
import { backends, pod, service } from './testing/shop.js';
import { ended, hops, traced } from './testing/traced.js';

const ports9376 = [{ name: '', port: 9376, protocol: 'TCP' as const }];

describe('names', () => {
  const otherPod = aPod('other', { namespace: 'shop', node: 'worker-2', ip: '10.244.2.30' });
  const changed = [aNamespace('shop'), otherPod];

  test('a Service of another namespace is asked for as name.namespace', () => {
    const trace = traced({ from: pod('other', 'shop'), to: service('my-service') }, ...changed);
    expect(hops(trace, 'dns').map((hop) => `${hop.question.name} ${hop.answer.rcode}`)).toEqual([
      'my-service.default.shop.svc.cluster.local. NXDOMAIN',
      'my-service.default.shop.svc.cluster.local. NXDOMAIN',
      'my-service.default.svc.cluster.local. NOERROR',
      'my-service.default.svc.cluster.local. NOERROR',
    ]);
  });

  test('a headless Service gives pods, and the client takes any of them', () => {
    const headless = aService('pets', 'None', [{ port: 9376 }], { spec: { selector: { app: 'MyApp' } } });
    const slice = aSlice('pets', backends, ports9376);
    const reached = new Set<string>();
    for (let attempt = 0; attempt < 30; attempt++) {
      const trace = traced({ to: service('pets'), port: 9376, attempt }, headless, slice);
      expect(trace.client).toBe('ok');
      expect(hops(trace, 'nat')).toEqual([]);
      reached.add(trace.server?.ip ?? '');
    }
    expect(reached.size).toBe(3);
  });

  test.each([
    ['example.com', '203.0.113.10'],
    ['www.example.com', '203.0.113.10'],
    ['example.org', '203.0.113.20'],
    ['example.net', '203.0.113.30'],
    ['db.example.com', '203.0.113.40'],
  ])('the world outside has %s', (name, address) => {
    expect(traced({ to: { kind: 'name', name }, port: 443 }).server?.ip).toBe(address);
  });

  test('an ExternalName leads outside', () => {
    const out = aService('out', '', [], { spec: { type: 'ExternalName', externalName: 'example.com' } });
    const trace = traced({ to: service('out') }, out);
    expect(trace.server).toMatchObject({ ip: '203.0.113.10', sourceIp: '192.168.0.11' });
  });

  test('dnsPolicy Default cannot see the cluster’s names', () => {
    const plain = aPod('client', { node: 'worker-1', ip: '10.244.1.5', spec: { dnsPolicy: 'Default' } });
    expect(traced({ to: service('my-service') }, plain).client).toBe('nxdomain');
  });

  test('kube-dns without ready endpoints: the hops of the refused question are told', () => {
    const silent = aSlice('kube-dns', [], [{ name: 'dns', port: 53, protocol: 'UDP' }], 'kube-system');
    const trace = traced({ to: service('my-service') }, silent);
    expect(ended(trace)).toEqual(['REJECTED', 'timeout', 'resolverRefused']);
    expect(hops(trace, 'stop').map((hop) => [hop.stop, hop.packet.after.dport])).toEqual([['reject', 53]]);
  });

  test('both CoreDNS pods answer sooner or later', () => {
    const servers = new Set<string>();
    for (let attempt = 0; attempt < 20; attempt++) {
      for (const hop of hops(traced({ to: service('my-service'), attempt }), 'dns')) servers.add(hop.at.pod ?? '');
    }
    expect(servers.size).toBe(2);
  });

  test('the second name server is asked when the first does not answer, and nothing is told of the first', () => {
    const dnsConfig = { nameservers: ['192.0.2.1', '10.96.0.10'] };
    const patient = aPod('client', { node: 'worker-1', ip: '10.244.1.5', spec: { dnsPolicy: 'None', dnsConfig } });
    const trace = traced({ to: { kind: 'name', name: 'my-service.default.svc.cluster.local' } }, patient);
    expect(trace.client).toBe('ok');
    expect(trace.hops.slice(0, 3).map((hop) => [hop.kind, hop.packet.after.dst])).toEqual([
      ['dns', '10.96.0.10'],
      ['dns', '10.96.0.10'],
      ['socket', '10.96.0.20'],
    ]);
  });

  test('a pod without any name server asks itself, and is refused', () => {
    const alone = aPod('client', { node: 'worker-1', ip: '10.244.1.5', spec: { dnsPolicy: 'None' } });
    expect(ended(traced({ to: service('my-service') }, alone))).toEqual(['REJECTED', 'timeout', 'resolverRefused']);
  });
});
