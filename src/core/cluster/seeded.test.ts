import { describe, expect, test } from 'vitest';
import { canonicalJson, fnv1a, nameSuffix, safeEncode, seededBelow, seededNumber, seededUid } from './seeded.js';

describe('what chance decides', () => {
  test('FNV-1a has its published values', () => {
    expect([fnv1a(''), fnv1a('a'), fnv1a('foobar')]).toEqual([0x811c9dc5, 0xe40c292c, 0xbf9cf968]);
  });

  test('does not change from one release to the next: links depend on it', () => {
    expect(seededNumber(42, 'web')).toMatchInlineSnapshot(`809728197`);
    expect(nameSuffix(42, 'web-#1')).toMatchInlineSnapshot(`"ghs7m"`);
    expect(seededUid(42, 'Pod/default/web#1')).toMatchInlineSnapshot(`"3b53df13-b362-434a-a4d8-580c1a43324f"`);
  });

  test('falls evenly, and otherwise for another seed', () => {
    const counts = [0, 0, 0];
    for (let i = 0; i < 3000; i++) counts[seededBelow(42, `pod-${i}`, 3)]!++;
    for (const count of counts) expect(count).toBeGreaterThan(900);
    const [one, two] = [1, 2].map((seed) => Array.from({ length: 20 }, (_, i) => seededBelow(seed, `${i}`, 3)));
    expect(one).not.toEqual(two);
  });

  test('encodes digits in letters that spell nothing, as apimachinery does', () => {
    // '0' is 48, and 48 % 27 = 21: the alphabet's 22nd letter is '4'. So real hashes look too: 5d4f8c7b9d.
    expect(safeEncode('0123456789')).toBe('456789bcdf');
  });
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: 1, c: undefined }], a: null })).toBe('{"a":null,"b":[1,{"d":1}]}');
});
