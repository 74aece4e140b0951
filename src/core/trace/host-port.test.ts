import { describe, expect, test } from 'vitest';
import { aPod } from '../network/testing/objects.js';
import { internet, ip, LAN, lan, landed, node, trace } from './testing/opened.js';
import { pod } from './testing/shop.js';
import { ended, hops } from './testing/traced.js';

const ports = [{ containerPort: 8080, hostPort: 8081, protocol: 'TCP' } as const];
const proxy = aPod('proxy', { node: 'worker-1', ip: '10.244.1.9', spec: { containers: [{ name: 'app', ports }] } });
const to = { to: ip('192.168.0.11'), port: 8081 };

describe('a hostPort', () => {
  test.each([
    ['from beside the nodes: the client’s address is kept', { from: lan }, LAN],
    ['from another node', { from: node('worker-2') }, '192.168.0.12'],
    [
      'from a pod of another node: masqueraded there, as all that leaves the pods’ network',
      { from: pod('web-2') },
      '192.168.0.12',
    ],
    [
      'from a pod of this node: masqueraded, or the answer would take a short cut',
      { from: pod('client') },
      '10.244.1.1',
    ],
    ['from the pod itself', { from: pod('proxy') }, '10.244.1.1'],
    ['from the node, at 127.0.0.1', { from: node('worker-1'), to: ip('127.0.0.1') }, '10.244.1.1'],
    ['from the node, at its own address: nobody else is meant', { from: node('worker-1') }, '192.168.0.11'],
    ['at the bridge’s address', { from: pod('client'), to: ip('10.244.1.1') }, '10.244.1.1'],
  ])('%s', (_, parts, source) => {
    const made = trace({ ...to, ...parts }, { more: [proxy] });
    expect([made.client, ...landed(made)]).toEqual(['ok', 'proxy', source]);
  });

  test.each([
    [
      'a node without that pod',
      { from: lan, to: ip('192.168.0.12') },
      ['REJECTED', 'connection-refused', 'refusedPort'],
    ],
    [
      'the same port over UDP',
      { from: lan, protocol: 'UDP' as const },
      ['REJECTED', 'connection-refused', 'refusedPort'],
    ],
    [
      'a client in the Internet, for the node’s address is private',
      { from: internet },
      ['DROPPED', 'timeout', 'edge.sum.private'],
    ],
  ])('is closed: %s', (_, parts, expected) => {
    expect(ended(trace({ ...to, ...parts }, { more: [proxy] }))).toEqual(expected);
  });

  test('a node port of the same number comes first: kube-proxy’s chain stands before the plugin’s', () => {
    const taken = [{ containerPort: 8080, hostPort: 30080, protocol: 'TCP' } as const];
    const other = aPod('proxy', {
      node: 'worker-1',
      ip: '10.244.1.9',
      spec: { containers: [{ name: 'app', ports: taken }] },
    });
    expect(landed(trace({ ...to, from: lan, port: 30080 }, { more: [other] }))[0]).toMatch(/^web-/);
  });

  test('is told rule by rule, each put down to the field', () => {
    const made = trace({ ...to, from: pod('client') }, { more: [proxy] });
    const told = hops(made, 'rule').map(({ why, cause }) => [why.code, cause.field.join('.')]);
    const field = 'spec.containers.0.ports.0.hostPort';
    expect(told).toEqual([
      // No node port has that number: kube-proxy's chain gives it back.
      ['trace.rule.nodePorts', 'metadata.name'],
      ['trace.rule.hostPort', field],
      ['trace.rule.hostPortMark', field],
      ['trace.rule.hostPortDnat', field],
      ['trace.rule.masqueradeHostPort', 'spec.podCIDR'],
    ]);
  });
});
