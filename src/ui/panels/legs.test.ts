import { describe, expect, it } from 'vitest';
import type { Hop, Location, ObjectKey } from '../../core/index.js';
import { loadWholeEnglish } from '../../messages/index.js';
import { legsOf, placeText } from './legs.js';

const hop = (at: Location, part: Partial<Hop> = {}): Hop => ({ at, direction: 'out', ...part }) as Hop;
const worker: Location = { place: 'node', node: 'worker-1' };
const proxy: Location = { place: 'pod', node: 'worker-1', pod: 'Pod/ingress-nginx/controller' as ObjectKey };

describe('the journal is cut', () => {
  it('where the packet comes to another place, and where it turns round', () => {
    const legs = legsOf([hop(worker), hop(worker), hop(proxy), hop(proxy, { direction: 'back' })]);
    expect(legs.map(({ first, hops }) => [first, hops.length])).toEqual([
      [0, 2],
      [2, 1],
      [3, 1],
    ]);
  });

  it('where a proxy opens a connection of its own, in the very pod that the client’s came to', () => {
    const legs = legsOf([hop(proxy), hop(proxy, { leg: 1 }), hop(proxy, { leg: 1 }), hop(proxy)]);
    expect(legs.map(({ connection, hops }) => [connection, hops.length])).toEqual([
      [0, 1],
      [1, 2],
      [0, 1],
    ]);
  });

  it('between the things outside', async () => {
    const balancer: Location = {
      place: 'outside',
      outside: 'load-balancer',
      service: 'Service/default/web' as ObjectKey,
    };
    const places: readonly Location[] = [{ place: 'outside' }, { place: 'outside', outside: 'lan' }, balancer];
    const words = await loadWholeEnglish();
    expect(legsOf(places.map((at) => hop(at))).map(({ at }) => placeText(at, words))).toEqual([
      'Outside the cluster',
      'Machine on the nodes’ network',
      'Load balancer of web',
    ]);
  });
});
