import { describe, expect, test } from 'vitest';
import type { Protocol } from '../api/meta.js';
import { aPod, aService, aSlice } from '../network/testing/objects.js';
import { request, shop } from './testing/shop.js';
import { hops, tracer } from './testing/traced.js';

/** One Service of a protocol with one endpoint on another node: where it is, and whether it listens. */
function flow(protocol: Protocol, parts: { listens?: boolean; endpoints?: boolean; isDead?: boolean } = {}) {
  const { listens = true, endpoints = true, isDead = false } = parts;
  const port = { port: listens ? 5353 : 9, protocol: protocol as 'TCP' | 'UDP' };
  const server = aPod('far', { node: 'worker-2', ip: '10.244.2.30', ports: [port] });
  const view = {
    ...shop(
      server,
      aService('far', '10.96.0.30', [{ port: 53, targetPort: 5353, protocol }]),
      aSlice('far', endpoints ? [server] : [], [{ name: '', port: 5353, protocol }]),
    ),
    isNodeDown: (node: string) => isDead && node === 'worker-2',
  };
  const trace = tracer.trace(
    view,
    request({ to: { kind: 'ip', ip: '10.96.0.30' }, port: 53, protocol, packet: 'second' }),
  );
  const dnat = hops(trace, 'nat').find((hop) => hop.nat === 'DNAT');
  return [trace.client, dnat === undefined ? 'no DNAT' : `DNAT by ${dnat.by}`];
}

// net/netfilter/nf_conntrack_core.c: an entry is there once the first packet has left the host (`__nf_conntrack_confirm`), answered or not.
describe('the packet after the first', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['answered: it follows the entry', flow('TCP'), flow('UDP')],
    [
      'unanswered, for the server’s node is dead: it follows the entry to the dead',
      flow('TCP', { isDead: true }),
      flow('UDP', { isDead: true }),
    ],
  ])('%s', (_, tcp, udp) => {
    expect(udp).toEqual(tcp);
    expect(tcp[1]).toBe('DNAT by conntrack');
  });
  test('a dead server does not come back to life', () => {
    expect([flow('TCP')[0], flow('TCP', { isDead: true })[0]]).toEqual(['ok', 'timeout']);
  });
  // nf_conntrack_proto_tcp.c: a reset that is the only answer deletes the entry; an ICMP error leaves that of a datagram as it is.
  test('refused by the server: a reset ends the entry, so the rules choose anew; an ICMP error does not', () => {
    expect(flow('TCP', { listens: false })).toEqual(['connection-refused', 'DNAT by rule']);
    expect(flow('UDP', { listens: false })).toEqual(['connection-refused', 'DNAT by conntrack']);
  });
  test('refused by kube-proxy, for nobody is behind the Service: there never was an entry', () => {
    expect([flow('TCP', { endpoints: false }), flow('UDP', { endpoints: false })]).toEqual([
      ['connection-refused', 'no DNAT'],
      ['connection-refused', 'no DNAT'],
    ]);
  });
});
