import { expect, test } from 'vitest';
import { base64Length, decodeBase64, encodeBase64 } from './base64.js';

test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['пароль', '0L/QsNGA0L7Qu9GM'],
  ['€', '4oKs'],
  ['😀', '8J+YgA=='],
])('%s is %s in base64, and back', (text, base64) => {
  expect(encodeBase64(text)).toBe(base64);
  expect(decodeBase64(base64)).toBe(text);
  expect(base64Length(base64)).toBe(new TextEncoder().encode(text).length);
});

test.each([
  ['Zm9', undefined],
  ['Z===', undefined],
  ['Zm 9v', undefined],
  ['Zm9v\nZm9v', 'foofoo'],
  ['/w==', '\uFFFD'],
  ['wIA=', '\uFFFD\uFFFD'],
  ['7aCA', '\uFFFD\uFFFD\uFFFD'],
  ['4oI=', '\uFFFD\uFFFD'],
])('%j reads as %j', (base64, text) => {
  expect(decodeBase64(base64)).toBe(text);
});

test('half a surrogate pair becomes the replacement character', () => {
  expect(decodeBase64(encodeBase64('a\uD800b'))).toBe('a\uFFFDb');
});
