import { expect, test } from 'vitest';
import { base64Length, encodeBase64 } from './base64.js';

test.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['пароль', '0L/QsNGA0L7Qu9GM'],
  ['€', '4oKs'],
  ['😀', '8J+YgA=='],
])('%s is %s in base64', (text, base64) => {
  expect(encodeBase64(text)).toBe(base64);
  expect(base64Length(base64)).toBe(new TextEncoder().encode(text).length);
});

test('half a surrogate pair becomes the replacement character', () => {
  expect(encodeBase64('a\uD800b')).toBe(encodeBase64('a\uFFFDb'));
});

test.each([
  ['Zm9v\nZm9v', 6],
  ['Zg==', 1],
  ['', 0],
])('%j stands for %i bytes', (base64, bytes) => {
  expect(base64Length(base64)).toBe(bytes);
});
