import { describe, expect, test } from 'vitest';
import { aNode, aPod, aService } from '../network/testing/objects.js';
import { OUTSIDE_CLIENT } from './place.js';
import { chains, internet, ip, LAN, lan, landed, local, node, trace, type Case } from './testing/opened.js';
import { backends, pod } from './testing/shop.js';
import { ended, hops } from './testing/traced.js';

const [web1, web2, web3] = backends;

describe('a node port from beside the nodes', () => {
  const to = { from: lan, to: ip('192.168.0.11'), port: 30080 };

  test.each([
    ['Cluster, the pod is here: the node puts its bridge’s address in', {}, to, ['web-1', '10.244.1.1'], [web1]],
    ['Cluster, the pod is elsewhere: the node puts its own address in', {}, to, ['web-2', '192.168.0.11'], [web2]],
    ['Local, the pod is here: the client’s address is kept', { spec: local }, to, ['web-1', LAN], [web1, web2]],
    [
      'Local, another of its addresses',
      { spec: local },
      { ...to, to: ip('192.168.0.12') },
      ['web-2', LAN],
      [web1, web2],
    ],
    [
      'Cluster, the control plane serves node ports too',
      {},
      { ...to, to: ip('192.168.0.10') },
      ['web-1', '192.168.0.10'],
      [web1],
    ],
    [
      'from the node itself, at 127.0.0.1',
      {},
      { ...to, from: node('worker-1'), to: ip('127.0.0.1') },
      ['web-1', '10.244.1.1'],
      [web1],
    ],
    [
      'from a pod of that node, Cluster: masqueraded',
      {},
      { ...to, from: pod('client') },
      ['web-2', '192.168.0.11'],
      [web2],
    ],
    [
      'from a pod of that node, Local: any endpoint, its own address',
      { spec: local },
      { ...to, from: pod('client') },
      ['web-2', '10.244.1.5'],
      [web2],
    ],
    [
      'from the node, Local: any endpoint, masqueraded',
      { spec: local },
      { ...to, from: node('worker-1') },
      ['web-2', '192.168.0.11'],
      [web2],
    ],
    [
      'at the bridge’s address, by a pod',
      {},
      { ...to, from: pod('client'), to: ip('10.244.1.1') },
      ['web-2', '192.168.0.11'],
      [web2],
    ],
  ] as const)('%s', (_, built, parts, expected, behind) => {
    const made = trace(parts, { ...built, behind });
    expect([made.client, ...landed(made)]).toEqual(['ok', ...expected]);
  });

  test('that leads to a port where nobody listens is put down to the Service’s target port, masqueraded or not', () => {
    const deaf = aPod('web-1', { node: 'worker-1', ip: '10.244.1.6', labels: { app: 'MyApp' }, ports: [9] });
    for (const spec of [{}, local]) {
      const made = trace(to, { spec, behind: [deaf], more: [deaf] });
      expect([made.client, made.cause]).toEqual([
        'connection-refused',
        { object: 'Service/default/my-service', field: ['spec', 'ports', 0, 'targetPort'] },
      ]);
    }
  });

  test('says whether the client’s address was kept or lost', () => {
    expect(ended(trace(to, { behind: [web1] }))).toEqual(['FORWARDED', 'ok', 'edge.sum.lost']);
    expect(ended(trace(to, { spec: local, behind: [web1] }))).toEqual(['FORWARDED', 'ok', 'edge.sum.kept']);
  });

  test('Local on a node without an endpoint: dropped in silence, and the node is named', () => {
    const made = trace({ ...to, to: ip('192.168.0.12') }, { spec: local, behind: [web1] });
    expect(ended(made)).toEqual(['DROPPED', 'timeout', 'edge.sum.noLocalEndpoint']);
    expect(made.why.params).toMatchObject({ node: 'worker-2', service: 'my-service' });
    expect(made.cause.field).toEqual(['spec', 'externalTrafficPolicy']);
    expect(chains(made)).toContain('KUBE-EXTERNAL-SERVICES');
  });

  test('without any endpoint: refused at once', () => {
    expect(ended(trace(to, { behind: [] }))).toEqual(['REJECTED', 'connection-refused', 'refusedNoEndpoints']);
  });

  test('from the Internet: a private address is not to be had', () => {
    expect(ended(trace({ ...to, from: internet }))).toEqual(['DROPPED', 'timeout', 'edge.sum.private']);
  });

  test('session affinity: a client stays with its endpoint, attempt after attempt', () => {
    const sticky = { sessionAffinity: 'ClientIP' as const, ...local };
    const behind = [web2, web3];
    const pods = [0, 1, 2, 3, 4, 5].map(
      (attempt) => landed(trace({ ...to, to: ip('192.168.0.12'), attempt }, { spec: sticky, behind }))[0],
    );
    expect(new Set(pods).size).toBe(1);
    const loose = [0, 1, 2, 3, 4, 5].map(
      (attempt) => landed(trace({ ...to, to: ip('192.168.0.12'), attempt }, { spec: local, behind }))[0],
    );
    expect(new Set(loose).size).toBe(2);
  });
});

describe('externalIPs', () => {
  const EXTERNAL = '1.2.3.4';
  const spec = { type: 'ClusterIP', externalIPs: [EXTERNAL] } as const;
  const to = { from: internet, to: ip(EXTERNAL), port: 80 };

  test('nobody has the address: the administrator’s route leads to the first ready worker', () => {
    const made = trace(to, { spec, behind: [web1] });
    expect(ended(made)).toEqual(['FORWARDED', 'ok', 'edge.sum.lost']);
    const onto = hops(made, 'link').find(({ at }) => at.outside === 'router');
    expect(onto?.to).toEqual({ place: 'node', node: 'control-plane', device: 'eth0' });
    expect(onto?.cause).toEqual({ object: 'Service/default/my-service', field: ['spec', 'externalIPs', 0] });
  });

  test.each([
    [
      'Local keeps the client’s address',
      {
        spec: { ...spec, externalTrafficPolicy: 'Local' },
        behind: [aPod('here', { node: 'control-plane', ip: '10.244.0.9', ports: [9376] })],
        more: [aPod('here', { node: 'control-plane', ip: '10.244.0.9', ports: [9376] })],
      },
      {},
      ['FORWARDED', 'ok', 'edge.sum.kept'],
    ],
    [
      'Local without an endpoint there: dropped',
      { spec: { ...spec, externalTrafficPolicy: 'Local' }, behind: [web2] },
      {},
      ['DROPPED', 'timeout', 'edge.sum.noLocalEndpoint'],
    ],
    [
      'a port that the Service does not have goes round in circles',
      { spec },
      { port: 81 },
      ['DROPPED', 'timeout', 'timeout'],
    ],
    [
      'a private one from the Internet',
      { spec: { ...spec, externalIPs: ['192.168.0.77'] } },
      { to: ip('192.168.0.77') },
      ['DROPPED', 'timeout', 'edge.sum.private'],
    ],
    [
      'a private one from beside the nodes',
      { spec: { ...spec, externalIPs: ['192.168.0.77'] } },
      { from: lan, to: ip('192.168.0.77') },
      ['FORWARDED', 'ok', 'edge.sum.lost'],
    ],
    [
      'a node’s own address',
      { spec: { ...spec, externalIPs: ['192.168.0.12'] } },
      { from: lan, to: ip('192.168.0.12') },
      ['FORWARDED', 'ok', 'edge.sum.lost'],
    ],
    ['from a pod', { spec }, { from: pod('client') }, ['FORWARDED', 'ok', 'ok']],
    ['from a node', { spec }, { from: node('worker-2') }, ['FORWARDED', 'ok', 'ok']],
    [
      'without endpoints, from a node that the address is not routed to: that one’s FORWARD refuses',
      { spec, behind: [] },
      { from: node('worker-2') },
      ['REJECTED', 'connection-refused', 'refusedNoEndpoints'],
    ],
    [
      'without endpoints, from the node that the address is routed to: its own packet comes back',
      { spec, behind: [] },
      { from: node('control-plane') },
      ['DROPPED', 'timeout', 'timeout'],
    ],
  ] as const)('%s', (_, built, parts, expected) => {
    expect(ended(trace({ ...to, ...parts }, built as Case))).toEqual(expected);
  });
});

test('an external IP’s other port: the node sends it back, and the router does not send it round for ever', () => {
  const spec = { type: 'ClusterIP', externalIPs: ['1.2.3.4'] } as const;
  const made = trace({ from: internet, to: ip('1.2.3.4'), port: 81 }, { spec });
  expect(hops(made, 'stop').map(({ at, why }) => [at.outside, why.code])).toEqual([['router', 'edge.stop.loop']]);
  expect(hops(made, 'link').filter(({ to }) => to.place === 'node')).toHaveLength(1);
});

test('a packet that comes back to the node which sent it is a martian: told there, with the address that is its own', () => {
  const spec = { type: 'ClusterIP', externalIPs: ['1.2.3.4'] } as const;
  const made = trace({ from: node('control-plane'), to: ip('1.2.3.4'), port: 80 }, { spec, behind: [] });
  const stops = hops(made, 'stop').map(({ at, stop, why }) => [at.node, stop, why]);
  expect(stops).toEqual([
    [
      'control-plane',
      'drop',
      { code: 'trace.stop.martian', params: { node: 'control-plane', source: '192.168.0.10', dev: 'eth0' } },
    ],
  ]);
});

test('refused behind a translation: the error quotes the packet as the client sent it', () => {
  const onHost = aPod('on-host', { node: 'worker-1', ip: '192.168.0.11', hostNetwork: true, ports: [9376] });
  const closed = aService('closed', '10.96.0.77', [{ port: 9376, targetPort: 9376 }], {
    spec: { type: 'ClusterIP', externalIPs: ['192.168.0.11'] },
  });
  const made = trace({ from: lan, to: ip('192.168.0.11'), port: 30080 }, { behind: [onHost], more: [onHost, closed] });
  expect(hops(made, 'nat').map(({ nat, packet }) => [nat, packet.after.dst, packet.after.dport])).toEqual([
    ['DNAT', '192.168.0.11', 9376],
  ]);
  expect(ended(made).slice(0, 2)).toEqual(['REJECTED', 'connection-refused']);
});

describe('a node’s ExternalIP', () => {
  const PUBLIC = '192.0.2.50';
  const worker = aNode('worker-1', 1);
  const addresses = [...(worker.status.addresses ?? []), { type: 'ExternalIP', address: PUBLIC } as const];
  const more = [{ ...worker, status: { ...worker.status, addresses } }];

  test('is translated by the router, one to one, there and back', () => {
    const made = trace({ from: internet, to: ip(PUBLIC), port: 30080 }, { spec: local, behind: [web1], more });
    expect(ended(made)).toEqual(['FORWARDED', 'ok', 'edge.sum.kept']);
    expect(landed(made)).toEqual(['web-1', OUTSIDE_CLIENT]);
    const atRouter = hops(made, 'nat').filter(({ at }) => at.outside === 'router');
    expect(atRouter.map(({ nat, packet }) => [nat, packet.before.dst, packet.after.dst, packet.after.src])).toEqual([
      ['DNAT', PUBLIC, '192.168.0.11', OUTSIDE_CLIENT],
      ['un-DNAT', OUTSIDE_CLIENT, OUTSIDE_CLIENT, PUBLIC],
    ]);
  });

  test('is what the Internet sees of the node’s own traffic', () => {
    const made = trace({ from: node('worker-1'), to: ip('203.0.113.10'), port: 443 }, { more });
    expect([made.client, made.server?.sourceIp]).toEqual(['ok', PUBLIC]);
  });

  test('is put back in an error from outside, so that it finds the pod it is about', () => {
    const refused = { to: ip('203.0.113.10'), port: 53, protocol: 'UDP' } as const;
    const made = trace({ from: pod('client'), ...refused }, { more });
    expect([made.client, hops(made, 'deliver').at(-1)?.pod]).toEqual(['connection-refused', 'Pod/default/client']);
  });

  test.each([
    ['of kube-proxy, for nobody is behind the Service', { port: 30080 }, []],
    ['of the node, for nobody listens', { port: 9, protocol: 'UDP' }, [web1]],
  ] as const)('is put into a refusal %s', (_, parts, behind) => {
    const made = trace({ from: internet, to: ip(PUBLIC), ...parts }, { behind, more });
    expect(ended(made).slice(0, 2)).toEqual(['REJECTED', 'connection-refused']);
    expect(hops(made, 'deliver').at(-1)?.packet.after.src).toBe(PUBLIC);
  });

  test('is not to be had from inside', () => {
    expect(ended(trace({ from: lan, to: ip(PUBLIC), port: 30080 }, { more }))).toEqual([
      'DROPPED',
      'timeout',
      'timeout',
    ]);
  });
});

describe('health checks', () => {
  test.each([
    ['kube-proxy’s own', {}, { port: 10256 }, 'ok'],
    ['of a Service with policy Local', { mode: 'VIP', spec: local }, { port: 31000 }, 'ok'],
    ['of a Service with policy Cluster: there is none', { mode: 'VIP' }, { port: 31000 }, 'connection-refused'],
  ] as const)('%s', (_, built, parts, expected) => {
    const made = trace({ from: lan, to: ip('192.168.0.12'), ...parts }, built as Case);
    expect(made.client).toBe(expected);
  });

  test('the rule that lets a health check in is told', () => {
    const made = trace({ from: lan, to: ip('192.168.0.12'), port: 31000 }, { mode: 'VIP', spec: local });
    expect(hops(made, 'rule').map(({ why }) => why.code)).toContain('edge.rule.healthCheck');
  });
});
