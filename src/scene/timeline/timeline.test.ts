import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KubeObject, ObjectKey, Service, Trace, TrafficRequest } from '../../core/index.js';
import { buildRulesScene } from '../rules/build.js';
import { nodeOfRules } from '../rules/walk.js';
import { firstPath } from '../testing/clusters.js';
import { aPolicy, externalIP, fanout, loadBalancer, nodePort } from '../testing/edge-clusters.js';
import { openClusters } from '../testing/generated.js';
import { aTrace, rulesOn, traffic } from '../testing/pictures.js';
import { straysOf } from '../testing/strays.js';
import type { Point, Scene, Timeline } from '../types.js';
import { buildTimeline } from './build.js';
import { ease, frameAt } from './frame.js';

const pod = (name: string) => ({ kind: 'pod', pod: `Pod/default/${name}` as ObjectKey }) as const;
const off = { ready: false };

/** Ways of every kind: which hops there are is the trace's business, and these have all of them. */
const WAYS: readonly (readonly [string, KubeObject[], Partial<TrafficRequest>])[] = [
  ['to a Service by name', firstPath(), { to: { kind: 'name', name: 'my-service' } }],
  ['to a Service on the same node', firstPath({}, 2), { attempt: 0 }],
  ['to itself through its Service', firstPath({}, 1), { from: pod('my-app-7d4b9c6f5d-2xk8z') }],
  ['to a Service without endpoints', firstPath({ 0: off, 1: off, 2: off }), {}],
  ['to a port nobody listens on', firstPath(), { to: pod('my-app-7d4b9c6f5d-2xk8z'), port: 81 }],
  ['to a pod on the same node', firstPath(), { to: pod('my-app-7d4b9c6f5d-7jq4d'), port: 9376 }],
  ['to the world outside', firstPath(), { to: { kind: 'ip', ip: '198.51.100.7' } }],
  ['from a node', firstPath(), { from: { kind: 'node', node: 'worker-2' } }],
  ['to a name that does not exist', firstPath(), { to: { kind: 'name', name: 'nobody' } }],
  [
    'from a pod that may not speak',
    [...firstPath(), aPolicy('mute', { podSelector: {}, policyTypes: ['Egress'] })],
    {},
  ],
  ['to a pod that may not be spoken to', [...firstPath(), aPolicy('deaf', { podSelector: {} })], {}],
  ['to a pod that may', [...firstPath(), aPolicy('open', { podSelector: {}, ingress: [{}], egress: [{}] })], {}],
  ['from the LAN to a node port', nodePort(), fromOutside('192.168.10.11', 30080, 'lan')],
  ['from the LAN to a node without a pod of it', nodePort('Local'), fromOutside('192.168.10.11', 30080, 'lan')],
  ['from the LAN to the pod of that very node', nodePort('Local'), fromOutside('192.168.10.12', 30080, 'lan')],
  ['from the Internet to a private address', nodePort(), fromOutside('192.168.10.11', 30080)],
  ['to a balancer that passes packets through', loadBalancer('VIP'), fromOutside('203.0.113.1', 80)],
  ['to a balancer that is a proxy', loadBalancer('Proxy'), fromOutside('203.0.113.1', 80)],
  ['to an external IP', externalIP(), fromOutside('203.0.113.80', 80)],
  ['by host and path', fanout(), asked('http', '/foo')],
  ['that no rule matches', fanout(), asked('http', '/nowhere')],
  ['over TLS, with a certificate', fanout({ tls: true, secret: true }), asked('https', '/bar')],
  ['over TLS, without one', fanout({ tls: true }), asked('https', '/bar')],
  ['that is sent to https', fanout({ tls: true, secret: true }), asked('http', '/bar')],
];

function fromOutside(ip: string, port: number, place: 'internet' | 'lan' = 'internet'): Partial<TrafficRequest> {
  return { from: { kind: 'outside', place }, to: { kind: 'ip', ip }, port };
}

function asked(scheme: 'http' | 'https', path: string): Partial<TrafficRequest> {
  const http = { scheme, method: 'GET', host: 'foo.bar.com', path } as const;
  return { ...fromOutside('203.0.113.1', scheme === 'https' ? 443 : 80), http };
}

function scenes(objects: KubeObject[], trace: Trace): Scene[] {
  const node = nodeOfRules(trace) ?? 'worker-1';
  return [traffic(objects, trace), buildRulesScene(rulesOn(objects, node), trace, { node })];
}

/** Whether a stretch lies on a line of the scene, along a bus, or inside a card it passes. */
function isDrawn(a: Point, b: Point, scene: Scene): boolean {
  const on = (p: Point, from: Point, to: Point): boolean =>
    p.x >= Math.min(from.x, to.x) - 0.01 &&
    p.x <= Math.max(from.x, to.x) + 0.01 &&
    p.y >= Math.min(from.y, to.y) - 0.01 &&
    p.y <= Math.max(from.y, to.y) + 0.01 &&
    Math.abs((to.x - from.x) * (p.y - from.y) - (to.y - from.y) * (p.x - from.x)) < 1;
  const onLink = scene.links.some(({ kind, points }) =>
    kind === 'selects' || kind === 'routes'
      ? false
      : points.slice(1).some((to, i) => on(a, points[i] as Point, to) && on(b, points[i] as Point, to)),
  );
  const trunk = scene.links.filter(({ id }) => id.startsWith('trunk:')).flatMap(({ points }) => points);
  // The trunk begins inside the box of the network.
  const top = trunk[0] && { x: trunk[0].x, y: scene.nodes.find(({ id }) => id === 'network')?.box.y ?? 0 };
  const end = trunk.at(-1);
  const onTrunk = top !== undefined && end !== undefined && on(a, top, end) && on(b, top, end);
  const inBox = scene.nodes.some(({ box }) =>
    [a, b].every(
      ({ x, y }) =>
        x >= box.x - 0.01 && x <= box.x + box.width + 0.01 && y >= box.y - 0.01 && y <= box.y + box.height + 0.01,
    ),
  );
  return onLink || onTrunk || inBox;
}

describe.each(WAYS)('a request %s', (_name, objects, request) => {
  const trace = aTrace(objects, request);

  it('has one entry for each hop on each lens, one after the other, at the same times', () => {
    const [first, second] = scenes(objects, trace).map((scene) => buildTimeline(scene, trace)) as [Timeline, Timeline];
    for (const { hops, duration } of [first, second]) {
      expect(hops.map(({ index }) => index)).toEqual(trace.hops.map((_, index) => index));
      hops.forEach((hop, index) => {
        expect(hop.end).toBeGreaterThan(hop.start);
        expect(hop.start).toBe(index === 0 ? 0 : hops[index - 1]?.end);
        expect(hop.path.length).toBeGreaterThan(0);
      });
      expect(duration).toBe(hops.at(-1)?.end);
    }
    expect(second.hops.map(({ start }) => start)).toEqual(first.hops.map(({ start }) => start));
  });

  it('lights only what is there', () => {
    for (const scene of scenes(objects, trace)) {
      const known = new Set([...scene.nodes, ...scene.links, ...scene.groups].map(({ id }) => id));
      for (const { lit, next } of buildTimeline(scene, trace).hops) {
        expect(
          [...lit, ...(next === null ? [] : [next])].filter((id) => !known.has(id) && !id.startsWith('selects:')),
        ).toEqual([]);
      }
    }
  });

  it('begins each hop where the one before ended, but for the bounce of a refusal', () => {
    for (const scene of scenes(objects, trace)) {
      const { hops } = buildTimeline(scene, trace);
      hops.slice(1).forEach((hop, index) => {
        const before = hops[index];
        if (before?.mood === 'reject') return;
        expect(hop.path[0]).toEqual(before?.path.at(-1));
      });
    }
  });

  it('travels only where something is drawn', () => {
    const scene = traffic(objects, trace);
    for (const { path, mood } of buildTimeline(scene, trace).hops) {
      if (mood === 'reject') continue;
      path.slice(1).forEach((to, i) => {
        const from = path[i] as Point;
        expect([from, to, isDrawn(from, to, scene)]).toEqual([from, to, true]);
      });
    }
  });
});

describe.each(['wide', 'compact'] as const)('on a %s picture', (profile) => {
  it.each(WAYS)('a request %s passes over nothing that it has nothing to do with', (_name, objects, request) => {
    const trace = aTrace(objects, request);
    const scene = traffic(objects, trace, { profile });
    expect(straysOf(scene, buildTimeline(scene, trace))).toEqual([]);
  });

  it('a request from outside to anything that any cluster has open passes over nothing either', () => {
    fc.assert(
      fc.property(openClusters, fc.nat(), fc.boolean(), (objects, choice, lan) => {
        const request = anyWayIn(objects, choice, lan);
        const trace = aTrace(objects, request);
        const scene = traffic(objects, trace, { profile });
        const timeline = buildTimeline(scene, trace);
        expect(timeline.hops).toHaveLength(trace.hops.length);
        expect(straysOf(scene, timeline)).toEqual([]);
      }),
      { numRuns: 40, seed: 23 },
    );
  });
});

/** A request that somebody outside could make of one of the ways in. */
function anyWayIn(objects: readonly KubeObject[], choice: number, lan: boolean): Partial<TrafficRequest> {
  const services = objects.filter((one): one is Service => one.kind === 'Service');
  const open = services.flatMap(({ spec, status }): Partial<TrafficRequest>[] =>
    (spec.ports ?? []).flatMap(({ port, nodePort }) => [
      ...(nodePort === undefined ? [] : [fromOutside('192.168.10.10', nodePort, 'lan')]),
      ...(status.loadBalancer.ingress ?? []).map(({ ip = '' }) => fromOutside(ip, port)),
      ...(spec.externalIPs ?? []).map((ip) => fromOutside(ip, port, lan ? 'lan' : 'internet')),
    ]),
  );
  const chosen = open[choice % Math.max(1, open.length)] ?? fromOutside('192.168.10.10', 30000, 'lan');
  const scheme = chosen.port === 443 ? ('https' as const) : ('http' as const);
  const http = { scheme, method: 'GET', host: choice % 3 === 0 ? 'x.io' : 'foo.bar.com', path: `/${choice % 13}` };
  return choice % 2 === 0 ? chosen : { ...chosen, http };
}

describe('the moment', () => {
  const objects = firstPath();
  const trace = aTrace(objects);
  const timeline = buildTimeline(traffic(objects, trace), trace);
  const dnat = trace.hops.findIndex((hop) => hop.kind === 'nat');
  const at = (hop: number, share: number) => {
    const { start, end } = timeline.hops[hop] ?? { start: 0, end: 0 };
    return frameAt(timeline, start + (end - start) * share);
  };

  it('strikes the old destination through beside the new one where DNAT rewrites it', () => {
    expect(at(dnat, 0.05).destination).toEqual({ text: '10.96.139.42:80' });
    const after = at(dnat, 0.5).destination;
    expect(after.was).toBe('10.96.139.42:80');
    expect(after.text).toMatch(/^10\.244\.\d\.\d+:9376$/);
    expect(at(dnat + 1, 0.5).destination).toEqual({ text: after.text });
  });

  it('lights the Service and its link to the endpoint that was chosen', () => {
    const { lit, next } = at(dnat, 0.5);
    expect(lit).toContain('Service/default/my-service');
    expect(lit).toContain(`selects:Service/default/my-service:${next}`);
  });

  it('says a little before the packet goes where it goes next', () => {
    const link = trace.hops.findIndex((hop) => hop.kind === 'link' && hop.link === 'wire');
    const arrival = timeline.hops[link]?.next;
    expect(arrival).toBe('interface:worker-2');
    expect(at(link - 1, 0.95).next).toBe(arrival);
  });

  it('comes back in the other direction', () => {
    const back = trace.hops.findIndex(({ direction }) => direction === 'back');
    expect(at(back, 0.5).direction).toBe('back');
    expect(at(back, 0.5).trail?.[0]).toEqual(timeline.hops[back]?.path[0]);
  });

  it('is defined at any time: it waits before, stands after, and never jumps in between', () => {
    expect(frameAt(timeline, -1)).toMatchObject({ hop: -1, done: false });
    expect(frameAt(timeline, timeline.duration + 9)).toMatchObject({
      hop: timeline.hops.length - 1,
      done: true,
      progress: 1,
    });
    expect(frameAt({ hops: [], duration: 0 }, 3)).toMatchObject({ hop: -1, done: true });
    expect(frameAt(timeline, Number.NaN).hop).toBe(-1);
    fc.assert(
      fc.property(fc.double({ min: -5, max: timeline.duration + 5, noNaN: true }), (t) => {
        const [now, soon] = [frameAt(timeline, t), frameAt(timeline, t + 0.002)];
        expect(Number.isFinite(now.at.x) && Number.isFinite(now.at.y)).toBe(true);
        expect(Math.hypot(now.at.x - soon.at.x, now.at.y - soon.at.y)).toBeLessThan(12);
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('eases: it starts and ends slowly', () => {
    expect([ease(0), ease(0.5), ease(1)]).toEqual([0, 0.5, 1]);
    expect(ease(0.1)).toBeLessThan(0.1);
    expect(ease(0.9)).toBeGreaterThan(0.9);
  });
});

it('a refusal is shown as one all the way to the client', () => {
  const objects = firstPath({ 0: off, 1: off, 2: off });
  const trace = aTrace(objects);
  expect(buildTimeline(traffic(objects, trace), trace).hops.at(-1)?.mood).toBe('reject');
});

it('the same scene and trace give the same timeline', () => {
  const objects = firstPath();
  const trace = aTrace(objects);
  expect(buildTimeline(traffic(objects, trace), trace)).toEqual(buildTimeline(traffic(objects, trace), trace));
});
