import { describe, expect, it } from 'vitest';
import type { KubeObject, Trace } from '../../core/index.js';
import { API_TO_DB, DEFAULT_DENY, DENY_ALL, shop, TO_DNS } from '../testing/policies.js';
import { between, policies } from '../testing/policy-pictures.js';
import { firstPath } from '../testing/clusters.js';
import { aTrace, traffic } from '../testing/pictures.js';
import type { Point, Scene, Timeline, TimelineHop } from '../types.js';
import { buildTimeline } from './build.js';
import { frameAt } from './frame.js';
import { buildPolicyTimeline } from './policy.js';

function play(objects: readonly KubeObject[], from: string, to: string, port: number) {
  const trace = between(objects, from, to, port);
  const scene = policies(objects, { trace });
  return { trace, scene, timeline: buildPolicyTimeline(scene, trace) };
}

const denied = shop(DEFAULT_DENY);
const allowed = shop(DEFAULT_DENY, API_TO_DB);
const shut = shop(DENY_ALL, TO_DNS);

const PLAYS: readonly [string, ReturnType<typeof play>][] = [
  ['let in by a rule', play(allowed, 'api', 'db', 5432)],
  ['stopped at the door', play(denied, 'web', 'api', 8080)],
  ['stopped as it leaves', play(shut, 'web', '93.184.216.34', 443)],
  ['between open pods', play(shop(), 'web', 'api', 8080)],
  ['to a pod of the same workload', play(shop(), 'web', 'web', 8080)],
];

function cardOf(scene: Scene, name: string) {
  const node = scene.nodes.find(({ id }) => id.endsWith(`/${name}`) && id.startsWith('party:'));
  if (node === undefined) throw new Error(`no card ${name}`);
  return node;
}

const policyHop = ({ hops }: Timeline, trace: Trace): TimelineHop | undefined =>
  hops.find(({ index }) => trace.hops[index]?.kind === 'policy');

describe('a packet on the Policy lens', () => {
  it.each(PLAYS)('%s has the same hops, at the same times, as on the Traffic lens', (_, { trace, timeline }) => {
    const other = buildTimeline(traffic([], trace), trace);
    const times = ({ hops }: Timeline) => hops.map(({ index, start, end }) => [index, start, end]);
    expect(times(timeline)).toEqual(times(other));
    expect(timeline.duration).toBe(other.duration);
  });

  it.each(PLAYS)('%s goes on from where it was, along its line', (_, { timeline, scene }) => {
    timeline.hops.forEach(({ path }, index) => {
      const before = timeline.hops[index - 1]?.path.at(-1) ?? path[0];
      expect(path[0]).toEqual(before);
      for (const point of path) expect([index, isOn(point, scene)]).toEqual([index, true]);
    });
  });

  it('ends before the ring of whoever may not be reached, and lights up the policy that says so', () => {
    const { timeline, trace, scene } = play(denied, 'web', 'api', 8080);
    const { box } = cardOf(scene, 'api');
    const end = timeline.hops.at(-1)?.path.at(-1);
    expect(end?.x).toBeGreaterThan(box.x + box.width + 5);
    expect(end?.x).toBeLessThan(box.x + box.width + 20);
    expect(policyHop(timeline, trace)?.lit).toContain('NetworkPolicy/default/default-deny');
    expect(timeline.hops.at(-1)?.mood).toBe('drop');
    expect(frameAt(timeline, timeline.duration).done).toBe(true);
  });

  it('that may not leave never leaves its card', () => {
    const { timeline, scene } = play(shut, 'web', '93.184.216.34', 443);
    const { box } = cardOf(scene, 'web');
    expect(timeline.hops.length).toBeGreaterThan(1);
    for (const { path } of timeline.hops) for (const { x } of path) expect(x).toBe(box.x + box.width);
  });

  it('goes in by the rule that lets it pass, and comes back the way it went', () => {
    const { timeline, trace, scene } = play(allowed, 'api', 'db', 5432);
    expect(policyHop(timeline, trace)?.lit).toContain('NetworkPolicy/default/db-from-api');
    // The policy that isolates it and has no rule for it does not let it in.
    expect(policyHop(timeline, trace)?.lit).not.toContain('NetworkPolicy/default/default-deny');
    const delivered = timeline.hops.find(({ mood }) => mood === 'deliver');
    expect(delivered?.lit).toContain(cardOf(scene, 'db').id);
    expect(timeline.hops.at(-1)?.path.at(-1)).toEqual(timeline.hops[0]?.path[0]);
  });

  it('is asked before the ring while it has not been let in', () => {
    const { timeline, trace, scene } = play(allowed, 'api', 'db', 5432);
    const { box } = cardOf(scene, 'db');
    const at = policyHop(timeline, trace)?.path.at(-1);
    expect(at?.x).toBeCloseTo(box.x + box.width + 11, 5);
  });
});

it('goes along the edge of its card from the question for the name to the connection', () => {
  const objects = [...firstPath(), DEFAULT_DENY];
  const trace = aTrace(objects, { to: { kind: 'name', name: 'my-service' } });
  const { hops } = buildPolicyTimeline(policies(objects, { trace }), trace);
  expect(hops.filter(({ mood }) => mood === 'dns').length).toBeGreaterThan(0);
  hops.slice(1).forEach(({ path }, index) => expect(path[0]).toEqual(hops[index]?.path.at(-1)));
});

/** Whether a point is on a drawn line. */
function isOn(point: Point, { links }: Scene): boolean {
  return links.some(({ points }) =>
    points.slice(1).some((to, index) => {
      const from = points[index] as Point;
      const within = (a: number, b: number, x: number): boolean =>
        x >= Math.min(a, b) - 0.01 && x <= Math.max(a, b) + 0.01;
      const straight = Math.abs((to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)) < 0.1;
      return straight && within(from.x, to.x, point.x) && within(from.y, to.y, point.y);
    }),
  );
}
