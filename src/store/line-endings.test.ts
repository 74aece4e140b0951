import { expect, it } from 'vitest';
import { withOneLineEnding } from './line-endings.js';

it.each([
  ['of Unix stays', 'a: 1\nb: 2\n', 'a: 1\nb: 2\n'],
  ['of Windows stays', 'a: 1\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
  ['of both kinds gets one', 'a: 1\r\nb: 2\nc: 3\r\n', 'a: 1\nb: 2\nc: 3\n'],
  ['that begins with an empty line among those of Windows gets one', '\na: 1\r\n', '\na: 1\n'],
  ['of an old Macintosh gets what the editor knows', 'a: 1\rb: 2\r', 'a: 1\nb: 2\n'],
  ['with a byte order mark comes without it', '\uFEFFa: 1\n', 'a: 1\n'],
  ['of one line stays', 'a: 1', 'a: 1'],
])('a text %s', (_, text, taken) => {
  expect(withOneLineEnding(text)).toBe(taken);
});
