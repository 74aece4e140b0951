import { describe, expect, it } from 'vitest';
import type { KubeObject, ObjectKey, TrafficRequest } from '../../core/index.js';
import { crowd, firstPath, manyServices } from '../testing/clusters.js';
import {
  anIngress,
  externalIP,
  fanout,
  loadBalancer,
  manyWaysIn,
  NGINX,
  nodePort,
  unreadIngress,
} from '../testing/edge-clusters.js';
import { aTrace, traffic } from '../testing/pictures.js';
import { buildTimeline } from '../timeline/build.js';
import { frameAt } from '../timeline/frame.js';
import type { Scene, SceneNode } from '../types.js';

const node = (scene: Scene, id: string): SceneNode => {
  const found = scene.nodes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not drawn`);
  return found;
};

const EDGE_KINDS = new Set(['client', 'load-balancer', 'node-port', 'ingress', 'route', 'controller']);
const kindsOf = (scene: Scene): string[] => [
  ...new Set(scene.nodes.map(({ kind }) => kind).filter((kind) => EDGE_KINDS.has(kind))),
];

const lan = { kind: 'outside', place: 'lan' } as const;
const to = (ip: string, port: number, other: Partial<TrafficRequest> = {}): Partial<TrafficRequest> => ({
  from: { kind: 'outside' },
  to: { kind: 'ip', ip },
  port,
  ...other,
});
const asks = (path: string, scheme: 'http' | 'https' = 'http', host = 'foo.bar.com'): Partial<TrafficRequest> =>
  to('203.0.113.1', scheme === 'https' ? 443 : 80, { http: { scheme, method: 'GET', host, path } });

const CONTROLLER = 'controller:Deployment/ingress-nginx/ingress-nginx-controller';
const FANOUT = 'Ingress/default/simple-fanout';

describe('without a way in there is no lane', () => {
  it.each([
    ['the first path', firstPath()],
    ['many Services', manyServices(5)],
    ['a crowd', crowd(5, 20)],
  ])('%s', (_name, objects) => {
    const scene = traffic(objects);
    expect([kindsOf(scene), scene.lanes.filter(({ id }) => id.startsWith('edge:'))]).toEqual([[], []]);
    expect(node(scene, 'outside').kind).toBe('outside');
  });

  it('but somebody on the network of the nodes is drawn when the request is theirs', () => {
    const objects = firstPath();
    const trace = aTrace(objects, { ...to('192.168.10.11', 80), from: lan });
    expect(kindsOf(traffic(objects, trace))).toEqual(['client']);
    expect(node(traffic(objects, trace), 'client:lan')).toMatchObject({ address: '192.168.10.200', part: true });
  });
});

describe('what opens a way in is drawn at the left of the nodes', () => {
  it.each<readonly [string, KubeObject[], string, readonly string[]]>([
    ['a node port', nodePort(), 'node-port:worker-1:30080/TCP', [':30080']],
    ['a balancer', loadBalancer('VIP'), 'load-balancer:Service/default/shop', ['shop', '203.0.113.1', ':80']],
    [
      'one that is a proxy',
      loadBalancer('Proxy'),
      'load-balancer:Service/default/shop',
      ['shop', '203.0.113.1', ':80 → :30080'],
    ],
    ['one that nobody makes', loadBalancer('none'), 'load-balancer:Service/default/shop', ['shop', '<pending>', ':80']],
    [
      'an external IP',
      externalIP(),
      'external-ip:Service/default/shop/203.0.113.80',
      ['shop', '203.0.113.80', '→ worker-1'],
    ],
    ['an Ingress', fanout(), FANOUT, ['simple-fanout', 'class nginx']],
    ['a controller', fanout(), CONTROLLER, ['ingress-nginx', 'k8s.io/ingress-nginx']],
    ['the first path of a host', fanout(), `route:${FANOUT}/0/0`, ['foo.bar.com', '/foo → shop:80']],
    ['the next one', fanout(), `route:${FANOUT}/0/1`, ['/bar → cart:80']],
  ])('%s', (_name, objects, id, lines) => {
    const scene = traffic(objects);
    const drawn = node(scene, id);
    expect(drawn.lines).toEqual(lines);
    const strip = scene.lanes.find(({ form }) => form === 'strip');
    expect(drawn.box.x + drawn.box.width).toBeLessThan(strip?.box.x ?? 0);
  });

  it('a balancer that nobody makes is not joined to the nodes', () => {
    const scene = traffic(loadBalancer('none'));
    const own = scene.links.filter(({ from, to: other }) => `${from} ${other}`.includes('load-balancer:'));
    expect(own.map(({ kind, state }) => [kind, state])).toEqual([['enters', 'wanted']]);
    expect(node(scene, 'load-balancer:Service/default/shop')).toMatchObject({
      state: 'starting',
      stateWord: '<pending>',
    });
  });

  it('a node without a pod of a Service that answers locally only says so', () => {
    const scene = traffic(nodePort('Local'));
    const marks = ['worker-1', 'worker-2'].map((name) => {
      const { state, notes } = node(scene, `node-port:${name}:30080/TCP`);
      return [state, notes?.map(({ code }) => code)];
    });
    expect(marks).toEqual([
      ['not-ready', ['scene.edge.noLocal']],
      ['ok', undefined],
    ]);
  });

  it('an Ingress that nobody reads has a broken line and says so', () => {
    const scene = traffic(unreadIngress());
    const link = scene.links.find(({ id }) => id === `reads:${FANOUT}`);
    expect([link?.kind, link?.state]).toEqual(['routes', 'failed']);
    expect(node(scene, FANOUT).notes).toEqual([{ code: 'scene.edge.unread', params: {} }]);
    expect(traffic(fanout()).links.find(({ id }) => id === `reads:${FANOUT}`)).toMatchObject({
      state: 'there',
      from: `${CONTROLLER}:watch`,
    });
  });

  it('an Ingress of another class is read by nobody', () => {
    const other = anIngress('other', { ingressClassName: 'traefik', rules: [] });
    const scene = traffic([...fanout(), other]);
    expect(scene.links.find(({ id }) => id === 'reads:Ingress/default/other')?.state).toBe('failed');
  });

  it.each([
    ['with its Secret', { tls: true, secret: true }, 'certificate'],
    ['without it', { tls: true }, 'self-signed'],
    ['that asks for none', {}, undefined],
  ] as const)('a lock stands on an Ingress with TLS: %s', (_name, other, lock) => {
    expect(node(traffic(fanout(other)), FANOUT).lock).toBe(lock);
  });
});

describe('a request by host and path', () => {
  const objects = fanout();
  const tried = (request: Partial<TrafficRequest>) =>
    traffic(objects, aTrace(objects, request))
      .nodes.filter(({ kind }) => kind === 'route')
      .map((row) => [row.tried, row.missed]);

  it.each([
    [
      'matches a path',
      asks('/bar'),
      [
        ['missed', 'path'],
        ['matched', undefined],
        ['missed', 'host'],
      ],
    ],
    [
      'matches another host',
      asks('/x', 'http', 'mail.bar.com'),
      [
        ['missed', 'host'],
        ['missed', 'host'],
        ['matched', undefined],
      ],
    ],
    [
      'matches nothing',
      asks('/x'),
      [
        ['missed', 'path'],
        ['missed', 'path'],
        ['missed', 'host'],
      ],
    ],
  ])('%s', (_name, request, expected) => {
    expect(tried(request)).toEqual(expected);
  });

  it('lights the rules that were tried, the Service and the half that routes, where it is decided', () => {
    const trace = aTrace(objects, asks('/bar'));
    const timeline = buildTimeline(traffic(objects, trace), trace);
    const decided = timeline.hops.find((hop) => hop.decided === 'choose');
    expect(decided?.mood).toBe('decide');
    const row = node(traffic(objects, trace), `route:${FANOUT}/0/1`).box;
    expect(decided?.look).toEqual({ x: row.x + row.width / 2, y: row.y + row.height / 2 });
    expect(decided?.lit).toEqual(
      expect.arrayContaining([
        'Pod/ingress-nginx/ingress-nginx-controller-6b8c7d-4kq2p',
        `${CONTROLLER}:route`,
        `route:${FANOUT}/0/0`,
        `route:${FANOUT}/0/1`,
        'Service/default/cart',
      ]),
    );
  });

  it('has its capsule below the card that the packet goes in at, and brings it there without a jump', () => {
    const trace = aTrace(objects, asks('/bar'));
    const scene = traffic(objects, trace);
    const timeline = buildTimeline(scene, trace);
    const arrival = timeline.hops.findLast(
      ({ next, direction }) => next?.startsWith('interface:') && direction === 'out',
    );
    const eth = node(scene, arrival?.next ?? '').box;
    expect(frameAt(timeline, (arrival?.end ?? 0) - 0.01).anchor?.y).toBeCloseTo(eth.y + eth.height, 1);
    for (let t = 0.02; t < timeline.duration; t += 0.02) {
      const [now, soon] = [frameAt(timeline, t), frameAt(timeline, t + 0.002)].map(({ anchor, at }) => anchor ?? at);
      expect(Math.abs((now?.y ?? 0) - (soon?.y ?? 0))).toBeLessThan(14);
    }
  });

  it('lights the port of the node that the packet is addressed to, while it is there', () => {
    const open = nodePort();
    const trace = aTrace(open, { ...to('192.168.10.11', 30080), from: lan });
    const { hops } = buildTimeline(traffic(open, trace), trace);
    const lit = hops.filter((hop) => hop.lit.includes('node-port:worker-1:30080/TCP')).map(({ index }) => index);
    const dnat = trace.hops.findIndex((hop) => hop.kind === 'nat' && hop.nat === 'DNAT');
    expect(lit.at(-1)).toBe(dnat);
    expect(lit.length).toBeGreaterThan(3);
  });
});

describe('TLS is a lock on the packet', () => {
  const objects = fanout({ tls: true, secret: true });
  const trace = aTrace(objects, asks('/bar', 'https'));
  const { hops } = buildTimeline(traffic(objects, trace), trace);
  const at = trace.hops.findIndex(({ kind }) => kind === 'tls');

  it('that is closed up to where TLS ends, and opens there', () => {
    expect(at).toBeGreaterThan(0);
    expect(hops.slice(0, at).map(({ lock }) => lock)).toEqual(Array(at).fill('closed'));
    const { start, end } = hops[at] ?? { start: 0, end: 0 };
    expect(frameAt({ hops, duration: hops.at(-1)?.end ?? 0 }, (start + end) / 2)).toMatchObject({
      lock: 'open',
      decided: 'tls',
    });
  });

  it('that is not there on the way to the server, and closed again on the client’s own connection back', () => {
    const locks = hops
      .slice(at + 1)
      .map(({ lock, index }) => [trace.hops[index]?.leg, trace.hops[index]?.direction, lock]);
    expect(new Set(locks.map(([, , lock]) => lock))).toEqual(new Set([undefined, 'closed']));
    for (const [leg, direction, lock] of locks) {
      expect([leg, direction, lock]).toEqual([
        leg,
        direction,
        leg === undefined && direction === 'back' ? 'closed' : undefined,
      ]);
    }
  });

  it('and no lock at all without TLS', () => {
    const plain = aTrace(fanout(), asks('/bar'));
    expect(buildTimeline(traffic(fanout(), plain), plain).hops.every(({ lock }) => lock === undefined)).toBe(true);
  });
});

describe('where there is more than there is room for', () => {
  it('rules are folded, and none is lost from the count', () => {
    const scene = traffic(manyWaysIn(50, 1));
    const rows = scene.nodes.filter(({ kind }) => kind === 'route');
    expect(rows.length).toBeLessThanOrEqual(10);
    expect(rows.filter(({ count }) => count === undefined).length + (rows.at(-1)?.count ?? 0)).toBe(50);
  });

  it('the rule that the request matched is there, wherever it stands', () => {
    const rules = manyWaysIn(50, 0).find(({ kind }) => kind === 'Ingress') as KubeObject;
    const objects = [...fanout(), { ...rules, metadata: { ...rules.metadata, name: 'many' } }];
    const scene = traffic(objects, aTrace(objects, asks('/p47')));
    expect(node(scene, 'route:Ingress/default/many/0/47')).toMatchObject({ tried: 'matched', part: true });
  });

  it('controllers are folded, and counted', () => {
    const workload = fanout().find(({ kind }) => kind === 'Deployment') as KubeObject;
    const more = [1, 2, 3, 4].map((n) => ({
      ...workload,
      metadata: { ...workload.metadata, name: `controller-${n}` },
    }));
    const scene = traffic([...fanout(), ...more]);
    const cards = scene.nodes.filter(({ kind, form }) => kind === 'controller' && form !== 'row');
    expect(cards.map(({ count }) => count)).toEqual([undefined, undefined, undefined, 2]);
  });

  it('ports of a node are folded, but the one of the request', () => {
    const objects = manyWaysIn(1, 40);
    const trace = aTrace(objects, { ...to('192.168.10.12', 30033), from: lan });
    const ports = traffic(objects, trace).nodes.filter((one) => one.kind === 'node-port' && one.node === 'worker-2');
    expect(ports.map(({ lines, count }) => count ?? lines[0])).toEqual([':30000', ':30033', 38]);
  });
});

describe('an edit', () => {
  it('that changes nothing gives back the same scene, and lays nothing out', () => {
    const before = traffic(fanout());
    const work = { nodesLaidOut: 0 };
    expect(traffic(fanout(), null, { previous: before, work })).toBe(before);
    expect(work.nodesLaidOut).toBe(0);
  });

  it('of a path touches one row', () => {
    const before = traffic(fanout());
    const changed = fanout().map((one) =>
      one.kind === 'Ingress' ? (JSON.parse(JSON.stringify(one).replace('"/bar"', '"/baz"')) as KubeObject) : one,
    );
    const work = { nodesLaidOut: 0 };
    const after = traffic(changed, null, { previous: before, work });
    expect(work.nodesLaidOut).toBe(0);
    expect(after.nodes.filter((one) => !before.nodes.includes(one)).map(({ id }) => id)).toEqual([
      `route:${FANOUT}/0/1`,
    ]);
  });

  it('that adds a controller is laid out, and gives the same scene as without a memory', () => {
    const before = traffic(unreadIngress());
    const work = { nodesLaidOut: 0 };
    expect(traffic(fanout(), null, { previous: before, work })).toEqual(traffic(fanout()));
    expect(work.nodesLaidOut).toBeGreaterThan(0);
  });

  it('of the class changes who reads it', () => {
    const objects = fanout().map((one) =>
      one === NGINX ? { ...NGINX, spec: { controller: 'example.com/other' } } : one,
    );
    expect(traffic(objects).links.find(({ id }) => id === `reads:${FANOUT}`)?.state).toBe('failed');
  });
});

it('a thing that the manifest is the reason for is found by it', () => {
  const { object, cause } = node(traffic(fanout()), `route:${FANOUT}/0/1`);
  expect([object, cause]).toEqual([
    FANOUT as ObjectKey,
    { object: FANOUT, field: ['spec', 'rules', 0, 'http', 'paths', 1] },
  ]);
});
