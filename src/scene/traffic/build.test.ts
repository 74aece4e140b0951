import { describe, expect, it } from 'vitest';
import type { ObjectKey } from '../../core/index.js';
import { crowd, firstPath, manyServices } from '../testing/clusters.js';
import { aNode, aPod, aService, aSlice } from '../testing/objects.js';
import { aTrace, traffic } from '../testing/pictures.js';
import type { Scene, SceneNode } from '../types.js';

const node = (scene: Scene, id: string): SceneNode => {
  const found = scene.nodes.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} is not drawn`);
  return found;
};

describe('a pod', () => {
  it.each([
    ['well', {}, 'ok', 'Running', ['my-app…-2xk8z', '10.244.2.3']],
    ['not ready', { ready: false }, 'not-ready', '0/1 Running', ['my-app…-2xk8z', '10.244.2.3']],
    ['being created', { ip: undefined }, 'starting', 'ContainerCreating', ['my-app…-2xk8z', 'ContainerCreating']],
    [
      'crashing',
      { waiting: 'CrashLoopBackOff', ready: false },
      'failed',
      'CrashLoopBackOff',
      ['my-app…-2xk8z', 'CrashLoopBackOff'],
    ],
    ['going', { terminating: true }, 'terminating', 'Terminating', ['my-app…-2xk8z', '10.244.2.3']],
    ['at its end', { phase: 'Succeeded' as const }, 'neutral', 'Succeeded', ['my-app…-2xk8z', '10.244.2.3']],
  ])('that is %s says so in kubectl’s words', (_name, parts, state, word, lines) => {
    const pod = node(traffic(firstPath({ 0: parts as object })), 'Pod/default/my-app-7d4b9c6f5d-2xk8z');
    expect([pod.state, pod.stateWord, pod.lines]).toEqual([state, word, lines]);
    expect(pod.full).toContain('my-app-7d4b9c6f5d-2xk8z');
  });

  it('without a node waits below the bands', () => {
    const scene = traffic([...firstPath(), aPod('lonely', undefined)]);
    const bottom = Math.max(...scene.groups.map(({ box }) => box.y + box.height));
    expect(node(scene, 'Pod/default/lonely').box.y).toBeGreaterThan(bottom);
    expect(scene.lanes.map(({ id }) => id)).toContain('pending');
  });
});

it('draws a pod that a manifest makes its own owner', () => {
  const selfish = aPod('selfish', undefined);
  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'selfish', uid: 'u', controller: true };
  const scene = traffic([{ ...selfish, metadata: { ...selfish.metadata, ownerReferences: [owner] } }]);
  expect(node(scene, 'Pod/default/selfish').full).toContain('selfish');
});

describe('a Service', () => {
  it('shows its address and where its port leads, and the endpoints that are ready', () => {
    const scene = traffic(firstPath({ 1: { ready: false } }));
    expect(node(scene, 'Service/default/my-service').lines).toEqual(['my-service', '10.96.139.42', ':80 → 9376']);
    const selected = scene.links.filter(({ kind }) => kind === 'selects').map(({ to }) => to);
    expect(selected).toEqual(['Pod/default/my-app-7d4b9c6f5d-2xk8z', 'Pod/default/my-app-7d4b9c6f5d-f9wnl']);
  });

  it('without a ready endpoint says so', () => {
    const off = { ready: false };
    const service = node(traffic(firstPath({ 0: off, 1: off, 2: off })), 'Service/default/my-service');
    expect(service.state).toBe('not-ready');
    expect(service.notes).toEqual([{ code: 'scene.service.noEndpoints', params: {} }]);
  });

  it('is one of a card for the rest when there are a great many, and the count is true', () => {
    const scene = traffic(manyServices(15));
    const cards = scene.nodes.filter(({ kind }) => kind === 'service');
    const rest = cards.find(({ count }) => count !== undefined);
    expect(cards).toHaveLength(12);
    expect(cards.length - 1 + (rest?.count ?? 0)).toBe(17);
  });
});

describe('kube-proxy’s plate', () => {
  it('counts what the model programmed', () => {
    const plate = node(traffic(firstPath()), 'kube-proxy:worker-1');
    expect(plate.notes?.map(({ code }) => code)).toEqual(['scene.proxy.services', 'scene.proxy.rules']);
    expect(plate.notes?.[0]?.params).toEqual({ count: 3 });
  });

  it('says nothing of what it was not given', () => {
    expect(node(traffic(firstPath(), null, { rules: () => undefined }), 'kube-proxy:worker-1').notes).toBeUndefined();
    const bare = traffic(firstPath(), null, { network: () => undefined });
    expect(bare.nodes.some(({ kind }) => kind === 'bridge' || kind === 'interface')).toBe(false);
    expect(bare.links.some(({ kind }) => kind === 'veth')).toBe(false);
  });
});

describe('a crowd', () => {
  const objects = crowd(20, 50);
  const scene = traffic(objects);

  it('is drawn by owner, and every count is the model’s', () => {
    expect(scene.nodes.length).toBeLessThanOrEqual(60);
    const counted = scene.nodes.filter(({ kind }) => kind === 'pods').reduce((sum, { count = 0 }) => sum + count, 0);
    expect(counted).toBe(20 * 50 + 2);
    const web = scene.nodes.find(({ id }) => id.startsWith('pods:worker-01:backends:ReplicaSet/default/web'));
    expect([web?.count, web?.stateWord, web?.state]).toEqual([25, '24/25', 'not-ready']);
  });

  it('lets the pods of the trace step out of their card', () => {
    const from = { kind: 'pod', pod: 'Pod/default/api-5c9d8f7b6c-901' as ObjectKey } as const;
    const trace = aTrace(objects, { from, to: { kind: 'service', service: 'Service/default/web' as ObjectKey } });
    const traced = traffic(objects, trace);
    expect(node(traced, from.pod).part).toBe(true);
    const beside = node(traced, 'pods:worker-09:backends:ReplicaSet/default/api-5c9d8f7b6c');
    expect(beside.count).toBe(24);
    expect(traced.groups.filter(({ part }) => part).length).toBeGreaterThan(0);
  });

  it('of nodes says how many are not drawn', () => {
    const many = Array.from({ length: 40 }, (_, n) => aNode(`node-${String(n).padStart(2, '0')}`, n));
    const folded = traffic(many);
    expect(folded.groups).toHaveLength(24);
    expect(folded.lanes.find(({ id }) => id === 'more')?.title).toEqual({
      code: 'scene.nodes.more',
      params: { count: 16 },
    });
  });
});

describe('an edit', () => {
  const laidOut = (objects: Parameters<typeof traffic>[0], previous: Scene): [Scene, number] => {
    const work = { nodesLaidOut: 0 };
    return [traffic(objects, null, { previous, work }), work.nodesLaidOut];
  };

  it('that changes nothing gives back the same scene', () => {
    const before = traffic(firstPath());
    expect(laidOut(firstPath(), before)).toEqual([before, 0]);
    expect(laidOut(firstPath(), before)[0]).toBe(before);
  });

  it('that changes a port lays nothing out and touches one card', () => {
    const before = traffic(firstPath());
    const objects = firstPath().map((one) =>
      one.kind === 'Service' && one.metadata.name === 'my-service'
        ? {
            ...one,
            spec: {
              ...(one as unknown as { spec: object }).spec,
              ports: [{ protocol: 'TCP', port: 81, targetPort: 9376 }],
            },
          }
        : one,
    );
    const [after, work] = laidOut(objects, before);
    expect(work).toBe(0);
    expect(after.nodes.filter((one) => !before.nodes.includes(one)).map(({ id }) => id)).toEqual([
      'Service/default/my-service',
    ]);
    expect(after.links).toBe(before.links);
    expect(after.groups).toBe(before.groups);
  });

  it('that adds a pod is laid out, and gives the same scene as without a memory', () => {
    const before = traffic(firstPath());
    const [after, work] = laidOut(firstPath({}, 4), before);
    expect(work).toBeGreaterThan(0);
    expect(after).toEqual(traffic(firstPath({}, 4)));
  });

  it('of one pod in a thousand lays nothing out', () => {
    const objects = crowd(20, 50);
    const before = traffic(objects);
    const work = { nodesLaidOut: 0 };
    traffic(objects, null, { work });
    expect(work.nodesLaidOut).toBeLessThanOrEqual(6 * 60);
    const changed = objects.map((one) =>
      one.metadata.name === 'web-5c9d8f7b6c-100' ? { ...one, status: { phase: 'Failed' } } : one,
    );
    const [after, again] = laidOut(changed, before);
    expect(again).toBe(0);
    expect(after).not.toBe(before);
  });
});

describe('the line from a Service to an endpoint is there for', () => {
  const pods = [aPod('one', 'worker-1', { ip: '10.244.1.7' }), aPod('two', 'worker-1', { ip: '10.244.1.8' })];
  const nodes = firstPath().filter(({ kind }) => kind === 'Node');
  const causes = (selector?: Readonly<Record<string, string>>) => {
    const service = aService('db', { clusterIP: '10.96.0.50', ports: [[80, 80]], ...(selector && { selector }) });
    const { links } = traffic([...nodes, ...pods, service, aSlice(service, pods)]);
    return links.filter(({ kind }) => kind === 'selects').map(({ to, cause }) => [to, cause?.object, cause?.field]);
  };

  it('the selector, where it has one', () => {
    const own = ['Service/default/db', ['spec', 'selector']];
    expect(causes({ app: 'db' })).toEqual([
      ['Pod/default/one', ...own],
      ['Pod/default/two', ...own],
    ]);
  });

  it('the address in the slice that somebody wrote, where it has none', () => {
    expect(causes()).toEqual([
      ['Pod/default/one', 'EndpointSlice/default/db-abcde', ['endpoints', 0]],
      ['Pod/default/two', 'EndpointSlice/default/db-abcde', ['endpoints', 1]],
    ]);
  });
});
