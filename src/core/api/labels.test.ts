import { describe, expect, test } from 'vitest';
import { isEmptySelector, matchesLabels, matchesSelector, selectorRequirements } from './labels.js';
import type { LabelSelector } from './meta.js';
import { formatRequirements } from './selector-text.js';

const web = { app: 'web', tier: 'front' };

describe('a label selector selects', () => {
  test.each<[string, LabelSelector | null | undefined, boolean]>([
    ['nothing when it is absent', undefined, false],
    ['nothing when it is null', null, false],
    ['everything when it is empty', {}, true],
    ['by all of its labels', { matchLabels: { app: 'web', tier: 'front' } }, true],
    ['not when one label differs', { matchLabels: { app: 'web', tier: 'back' } }, false],
    ['by In', { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }, true],
    ['not by In without the key', { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, false],
    ['by NotIn also without the key', { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, true],
    ['by Exists', { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, true],
    ['by DoesNotExist', { matchExpressions: [{ key: 'zone', operator: 'DoesNotExist' }] }, true],
    ['not by an operator that does not exist', { matchExpressions: [{ key: 'app', operator: 'Like' as 'In' }] }, false],
    [
      'by labels and expressions together',
      { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['front'] }] },
      false,
    ],
  ])('%s', (_name, selector, selected) => {
    expect(matchesSelector(selector, web)).toBe(selected);
  });
});

test('keys that every JavaScript object seems to have are ordinary keys', () => {
  expect(matchesSelector({ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, web)).toBe(false);
  expect(matchesSelector({ matchExpressions: [{ key: 'toString', operator: 'DoesNotExist' }] }, web)).toBe(true);
  const proto = JSON.parse('{"__proto__": "x"}') as Record<string, string>;
  expect(matchesLabels(proto, proto)).toBe(true);
  expect(matchesLabels(proto, web)).toBe(false);
});

test('a map of labels is contained or not', () => {
  expect([
    matchesLabels({}, undefined),
    matchesLabels({ app: 'web' }, web),
    matchesLabels({ a: 'b' }, undefined),
  ]).toEqual([true, true, false]);
});

test('a selector is printed sorted by key', () => {
  const selector: LabelSelector = {
    matchLabels: { foo: 'bar' },
    matchExpressions: [
      { key: 'zone', operator: 'Exists' },
      { key: 'baz', operator: 'NotIn', values: ['qux', 'norf'] },
    ],
  };
  expect(formatRequirements(selectorRequirements(selector) ?? [])).toBe('baz notin (norf,qux),foo=bar,zone');
  expect(selectorRequirements(null)).toBeUndefined();
  expect([
    isEmptySelector({}),
    isEmptySelector({ matchLabels: {}, matchExpressions: [] }),
    isEmptySelector(selector),
  ]).toEqual([true, true, false]);
});
