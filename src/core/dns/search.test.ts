import { describe, expect, test } from 'vitest';
import { ndotsOf, searchNames } from './search.js';
import type { ResolvConf } from './types.js';

const pod: ResolvConf = {
  nameservers: ['10.96.0.10'],
  searches: ['shop.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
  options: ['ndots:5'],
};

describe('the order of questions with ndots:5', () => {
  test.each<[string, readonly string[]]>([
    ['api', ['api.shop.svc.cluster.local.', 'api.svc.cluster.local.', 'api.cluster.local.', 'api.']],
    [
      'api.pay',
      ['api.pay.shop.svc.cluster.local.', 'api.pay.svc.cluster.local.', 'api.pay.cluster.local.', 'api.pay.'],
    ],
    ['api.pay.svc.cluster.local.', ['api.pay.svc.cluster.local.']],
    [
      'a.b.c.d.e.f',
      [
        'a.b.c.d.e.f.',
        'a.b.c.d.e.f.shop.svc.cluster.local.',
        'a.b.c.d.e.f.svc.cluster.local.',
        'a.b.c.d.e.f.cluster.local.',
      ],
    ],
  ])('%s', (name, steps) => expect(searchNames(name, pod)).toEqual(steps));

  test('a full name without the last dot has four dots and is tried last of four', () => {
    expect(searchNames('api.pay.svc.cluster.local', pod).at(3)).toBe('api.pay.svc.cluster.local.');
  });
});

test.each<[string, readonly string[], number]>([
  ['unset', [], 1],
  ['set', ['ndots:2'], 2],
  ['the last one wins', ['ndots:2', 'ndots:4'], 4],
  ['glibc stops counting at 15', ['ndots:99'], 15],
  ['no number', ['ndots:x'], 1],
])('ndots: %s', (_, options, ndots) => expect(ndotsOf({ ...pod, options })).toBe(ndots));

test('a search list that is the root alone asks for the name once', () => {
  expect(searchNames('example.com', { nameservers: [], searches: ['.'], options: [] })).toEqual(['example.com.']);
});
