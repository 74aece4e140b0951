import { describe, expect, it } from 'vitest';
import type { KubeObject, Trace, TrafficRequest } from '../../core/index.js';
import { firstPath } from '../testing/clusters.js';
import { aPolicy, fanout, idle } from '../testing/edge-clusters.js';
import { aTrace, traffic } from '../testing/pictures.js';
import type { Scene, TimelineHop } from '../types.js';
import { buildTimeline } from './build.js';

interface Played {
  readonly trace: Trace;
  readonly scene: Scene;
  readonly hops: readonly TimelineHop[];
}

function played(objects: KubeObject[], request: Partial<TrafficRequest> = {}): Played {
  const trace = aTrace(objects, request);
  const scene = traffic(objects, trace);
  return { trace, scene, hops: buildTimeline(scene, trace).hops };
}

const asks = (path: string): Partial<TrafficRequest> => ({
  from: { kind: 'outside' },
  to: { kind: 'ip', ip: '203.0.113.1' },
  port: 80,
  http: { scheme: 'http', method: 'GET', host: 'foo.bar.com', path },
});

describe('a policy', () => {
  const guarded = (spec: Parameters<typeof aPolicy>[1]) => played([...firstPath(), aPolicy('guard', spec)]);
  const indexOf = ({ trace }: Played): number => trace.hops.findIndex(({ kind }) => kind === 'policy');

  it('that lets nothing in stops the packet where the pod’s line meets its node, and it goes no further', () => {
    const play = guarded({ podSelector: {} });
    const at = indexOf(play);
    const [asked, stopped] = [play.hops[at], play.hops[at + 1]];
    const pod = play.trace.hops[at]?.kind === 'policy' ? play.trace.hops[at].decision.pod : undefined;
    const edge = play.scene.links.find(({ id }) => id === `veth:${pod}`)?.points.at(-1);
    expect(edge).toBeDefined();
    expect([asked?.mood, asked?.decided, asked?.path.at(-1)]).toEqual(['decide', 'denied', edge]);
    expect(asked?.lit).toContain(pod);
    expect([stopped?.mood, stopped?.path]).toEqual(['drop', [edge]]);
    expect(play.hops).toHaveLength(at + 2);
  });

  it('that lets it in lets it go in from there', () => {
    const play = guarded({ podSelector: {}, ingress: [{}] });
    const at = indexOf(play);
    const edge = play.hops[at]?.path.at(-1);
    expect(play.hops[at]?.decided).toBe('allowed');
    const into = play.hops.findIndex(({ index }) => index > at && play.trace.hops[index]?.kind === 'link');
    for (const hop of play.hops.slice(at + 1, into)) expect(hop.path).toEqual([edge]);
    expect(play.hops[into]?.path[0]).toEqual(edge);
    expect(play.hops[into]?.path).toHaveLength(2);
  });

  it('that lets nothing out is asked on the pod’s own node, and the pod is lit', () => {
    const play = guarded({ podSelector: {}, policyTypes: ['Egress'] });
    const hop = play.hops[indexOf(play)];
    expect([hop?.decided, hop?.mood]).toEqual(['denied', 'decide']);
    expect(hop?.lit).toEqual(expect.arrayContaining(['kube-proxy:worker-1', 'Pod/default/client']));
  });

  it('that selects nobody on the way is not on the way', () => {
    expect(indexOf(guarded({ podSelector: { matchLabels: { app: 'other' } } }))).toBe(-1);
  });
});

describe('an answer over HTTP', () => {
  it.each([
    ['of a server', fanout(), '/bar', 200],
    ['of a balancer that knows no such path', fanout(), '/nowhere', 404],
    ['of a balancer without an endpoint', idle(fanout(), 'cart'), '/bar', 503],
  ])('%s shows its status where it is given, and where the client has it', (_name, objects, path, status) => {
    const { hops, trace } = played(objects, asks(path));
    const shown = hops.filter((hop) => hop.status !== undefined);
    expect(shown.map(({ index }) => trace.hops[index]?.kind)).toEqual(['response', 'deliver']);
    expect(shown.map((hop) => hop.status)).toEqual([status, status]);
    expect(shown[1]?.index).toBe(hops.length - 1);
  });
});

it('both connections are one way: the proxy’s own begins where the client’s ended', () => {
  const { hops, trace } = played(fanout(), asks('/bar'));
  const second = trace.hops.findIndex(({ leg }) => leg === 1);
  expect(second).toBeGreaterThan(0);
  expect(hops[second]?.path[0]).toEqual(hops[second - 1]?.path.at(-1));
  const controller = 'Pod/ingress-nginx/ingress-nginx-controller-6b8c7d-4kq2p';
  expect(hops[second]?.lit).toContain(controller);
});
