import { describe, expect, test } from 'vitest';
import type { NetworkPolicyPeer } from '../api/networking.js';
import { aPod } from '../network/testing/objects.js';
import type { Seen } from './ends.js';
import { tryPeer } from './peers.js';
import { firstUnmet, meets } from './selector.js';

const web = aPod('web', { ip: '10.244.1.5', labels: { app: 'web' } });
const seen: Seen = {
  name: 'web',
  ip: '10.244.1.5',
  address: undefined,
  pod: web,
  namespace: 'shop',
  namespaceLabels: { team: 'a' },
};

// staging/src/k8s.io/api/networking/v1/types.go: NetworkPolicyPeer.
test.each<[string, NetworkPolicyPeer | undefined, string, boolean, string]>([
  ['nothing', {}, 'shop', false, 'policy.peer.nothing'],
  ['every pod of the policy’s namespace', { podSelector: {} }, 'shop', true, 'policy.peer.everyPod'],
  ['every pod of another namespace', { podSelector: {} }, 'bank', false, 'policy.peer.otherNamespace'],
  ['pods by label', { podSelector: { matchLabels: { app: 'web' } } }, 'shop', true, 'policy.peer.pods'],
  ['other pods', { podSelector: { matchLabels: { app: 'db' } } }, 'shop', false, 'policy.peer.podLabel'],
  ['every namespace', { namespaceSelector: {} }, 'bank', true, 'policy.peer.namespaces'],
  [
    'other namespaces',
    { namespaceSelector: { matchLabels: { team: 'b' } } },
    'shop',
    false,
    'policy.peer.namespaceLabel',
  ],
  ['pods by label anywhere', { namespaceSelector: {}, podSelector: {} }, 'bank', true, 'policy.peer.both'],
])('a peer that is %s', (_, peer, namespace, matched, code) => {
  const tried = tryPeer(peer, namespace, seen);
  expect([tried.matched, tried.why.code]).toEqual([matched, code]);
});

describe('a label that is asked for', () => {
  test.each([
    ['is there', { app: 'web' }, { app: 'web' }, undefined],
    ['is another', { app: 'web' }, { app: 'db' }, 'db'],
    ['is not there', { app: 'web' }, {}, undefined],
    ['is asked of who has none', { app: 'web' }, undefined, undefined],
    ['is called as every object has something', { constructor: 'x' }, {}, undefined],
  ])('%s', (_, matchLabels, labels, value) => {
    const matches = labels !== undefined && Object.hasOwn(labels, 'app') && value === undefined;
    expect(meets({ matchLabels }, labels)).toBe(matches);
    const unmet = firstUnmet({ matchLabels }, labels);
    expect([unmet === undefined, unmet?.value]).toEqual([matches, value]);
  });
});

describe('an expression that is not met', () => {
  test.each([
    ['In', ['web', 'api'], 'app in (web,api)', 'db'],
    ['NotIn', ['db'], 'app notin (db)', 'db'],
    ['DoesNotExist', undefined, '!app', 'db'],
  ] as const)('%s: is told as kubectl writes it, with what the pod has', (operator, values, requirement, value) => {
    const expression = { key: 'app', operator, ...(values ? { values } : {}) };
    expect(firstUnmet({ matchExpressions: [expression] }, { app: 'db' })).toEqual({
      requirement,
      key: 'app',
      value,
      field: ['matchExpressions', 0],
    });
  });
});
