import { describe, expect, test } from 'vitest';
import { categorizeEndpoints, type EndpointState, type TopologyRules } from './topology.js';

const TODAY: TopologyRules = { hints: 'always', terminatingFallback: true };
const NODE = { name: 'worker-1', zone: 'zone-a' };
const CLUSTER = { usesCluster: true, usesLocal: false };
const BOTH = { usesCluster: true, usesLocal: true };

function ep(address: string, over: Partial<EndpointState> = {}): EndpointState {
  return {
    address,
    ready: true,
    serving: true,
    terminating: false,
    local: false,
    zoneHints: [],
    nodeHints: [],
    ...over,
  };
}

const terminating = { ready: false, serving: true, terminating: true };
const names = (endpoints: readonly EndpointState[] | null): string | null =>
  endpoints === null ? null : endpoints.map((e) => e.address).join(' ');

describe('hints', () => {
  test.each<[string, EndpointState[], string]>([
    ['zone hints narrow the choice', [ep('a', { zoneHints: ['zone-a'] }), ep('b', { zoneHints: ['zone-b'] })], 'a'],
    ['one endpoint without a hint switches them off', [ep('a', { zoneHints: ['zone-a'] }), ep('b')], 'a b'],
    [
      'no hint for this zone switches them off',
      [ep('a', { zoneHints: ['zone-b'] }), ep('b', { zoneHints: ['zone-c'] })],
      'a b',
    ],
    [
      'node hints come before zone hints',
      [
        ep('a', { zoneHints: ['zone-a'], nodeHints: ['worker-1'] }),
        ep('b', { zoneHints: ['zone-a'], nodeHints: ['worker-2'] }),
      ],
      'a',
    ],
    [
      'without a node hint for this node the zone decides',
      [
        ep('a', { zoneHints: ['zone-a'], nodeHints: ['worker-3'] }),
        ep('b', { zoneHints: ['zone-b'], nodeHints: ['worker-2'] }),
      ],
      'a',
    ],
    [
      'an endpoint that is not ready has no say',
      [ep('a', { zoneHints: ['zone-a'] }), ep('b', { ready: false, serving: false })],
      'a',
    ],
  ])('%s', (_, endpoints, expected) => {
    expect(names(categorizeEndpoints(endpoints, CLUSTER, NODE, TODAY).cluster)).toBe(expected);
  });

  test('a node without a zone takes them all', () => {
    const endpoints = [ep('a', { zoneHints: ['zone-a'] }), ep('b', { zoneHints: ['zone-b'] })];
    expect(names(categorizeEndpoints(endpoints, CLUSTER, { name: 'worker-1', zone: '' }, TODAY).cluster)).toBe('a b');
  });

  test('older releases wanted an annotation, and before that had none of it', () => {
    const endpoints = [ep('a', { zoneHints: ['zone-a'] }), ep('b', { zoneHints: ['zone-b'] })];
    const annotated: TopologyRules = { ...TODAY, hints: 'annotated' };
    expect(names(categorizeEndpoints(endpoints, CLUSTER, NODE, annotated).cluster)).toBe('a b');
    expect(
      names(categorizeEndpoints(endpoints, { ...CLUSTER, hintsAnnotation: 'Auto' }, NODE, annotated).cluster),
    ).toBe('a');
    expect(names(categorizeEndpoints(endpoints, CLUSTER, NODE, { ...TODAY, hints: 'never' }).cluster)).toBe('a b');
  });
});

describe('terminating endpoints', () => {
  test('are the last resort, for the cluster and this node apart', () => {
    const endpoints = [ep('a'), ep('b', { ...terminating, local: true })];
    const found = categorizeEndpoints(endpoints, BOTH, NODE, TODAY);
    expect([names(found.cluster), names(found.local), names(found.reachable)]).toEqual(['a', 'b', 'a b']);
  });

  test('one here that is neither ready nor serving as it ends is none', () => {
    const unready = { ready: false, serving: false, local: true };
    const endpoints = [ep('a', unready), ep('b', { ...unready, terminating: true }), ep('c')];
    expect(names(categorizeEndpoints(endpoints, BOTH, NODE, TODAY).local)).toBe('');
  });

  test('get nothing where a ready one is, or when the old releases are asked', () => {
    expect(names(categorizeEndpoints([ep('a'), ep('b', terminating)], CLUSTER, NODE, TODAY).cluster)).toBe('a');
    const old = categorizeEndpoints([ep('b', terminating)], CLUSTER, NODE, { ...TODAY, terminatingFallback: false });
    expect([names(old.cluster), old.any]).toEqual(['', false]);
  });
});

test('policy Local alone: none here, but some elsewhere, is not "no endpoints"', () => {
  const found = categorizeEndpoints([ep('a')], { usesCluster: false, usesLocal: true }, NODE, TODAY);
  expect([found.cluster, names(found.local), names(found.reachable), found.any]).toEqual([null, '', '', true]);
});
