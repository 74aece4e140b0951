import { describe, expect, it } from 'vitest';
import { buildTimeline } from '../scene/index.js';
import { firstPath } from '../scene/testing/clusters.js';
import { aTrace, traffic } from '../scene/testing/pictures.js';
import { inOrder, neighbour, pathOf, readingOrder } from './keyboard.js';

const objects = firstPath();
const trace = aTrace(objects);
const scene = traffic(objects, trace);
const path = pathOf(scene, buildTimeline(scene, trace));

describe('arrow keys', () => {
  it('follow the packet from the client to the pod that answers, and back', () => {
    expect(path[0]).toBe('Pod/default/client');
    expect(path.at(-1)).toBe('Pod/default/client');
    let at: string = path[0] ?? '';
    let step: number | null = 0;
    const walked = [at];
    for (let i = 1; i < path.length; i++) {
      const to = neighbour(scene, path, at, 'ArrowRight', step);
      expect(to).not.toBeNull();
      at = to?.id ?? '';
      step = to?.step ?? null;
      walked.push(at);
    }
    expect(walked).toEqual(path);
    expect(neighbour(scene, path, path[2] ?? '', 'ArrowLeft', 2)?.id).toBe(path[1]);
  });

  it.each([
    ['Service/default/my-service', 'ArrowDown', 'kube-proxy:worker-1'],
    ['kube-proxy:worker-1', 'ArrowUp', 'Service/default/my-service'],
    ['Pod/default/my-app-7d4b9c6f5d-2xk8z', 'ArrowRight', 'Pod/default/my-app-7d4b9c6f5d-f9wnl'],
    ['outside', 'ArrowRight', 'uplink'],
    ['uplink', 'ArrowRight', 'network'],
    ['uplink', 'ArrowLeft', 'outside'],
    [
      'Service/default/my-service',
      'ArrowRight',
      'selects:Service/default/my-service:Pod/default/my-app-7d4b9c6f5d-7jq4d',
    ],
  ] as const)('from %s %s lead to what is nearest there', (from, key, to) => {
    expect(neighbour(scene, [], from, key, null)?.id).toBe(to);
  });

  it('stay where there is nothing further that way', () => {
    expect(neighbour(scene, [], 'outside', 'ArrowUp', null)).toBeNull();
  });

  it('come along the packet’s path over the lines that it takes', () => {
    expect(path.slice(0, 4)).toEqual([
      'Pod/default/client',
      'veth:Pod/default/client',
      'bridge:worker-1',
      'bridge:kube-proxy:worker-1',
    ]);
  });

  it('page by page come to everything in the order in which it is read, lines last, and no further', () => {
    const order = readingOrder(scene);
    const walked = [order[0] ?? ''];
    for (let to = inOrder(scene, walked[0] ?? '', 1); to !== null; to = inOrder(scene, to, 1)) walked.push(to);
    expect(walked).toEqual(order);
    expect(inOrder(scene, order[0] ?? '', -1)).toBeNull();
    expect(inOrder(scene, order[1] ?? '', -1)).toBe(order[0]);
    const lines = scene.links.filter(({ from, to }) => from !== to).map(({ id }) => id);
    expect(order.slice(-lines.length).toSorted()).toEqual(lines.toSorted());
  });

  it('come to every thing of the picture from any other', () => {
    const seen = new Set(['outside']);
    const queue = ['outside'];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown'] as const) {
        const to = neighbour(scene, [], at, key, null)?.id;
        if (to === undefined || seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    expect([...seen].sort()).toEqual([...readingOrder(scene)].sort());
  });
});
