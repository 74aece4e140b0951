import { expect, it } from 'vitest';
import { elideEnd, elideName, MONO, STRONG, TEXT, textWidth, wrapWords } from './measure.js';

it.each([
  ['', TEXT, 0],
  ['mm', TEXT, 25.324],
  ['mm', STRONG, 27.092],
  ['10.244.1.5', MONO, 80.6],
  ['Ёж', TEXT, 19.929],
  ['字', MONO, 16.12],
])('“%s” is measured by the widest font of the page', (text, font, width) => {
  expect(textWidth(text, font)).toBeCloseTo(width, 3);
});

it.each([
  ['client', 200, 'client'],
  ['my-app-7d4b9c6f5d-2xk8z', 124, 'my-app…-2xk8z'],
  ['a-name-without-a-generated-end-that-goes-on', 124, 'a-name-wit…-on'],
  ['averylongnamewithoutanydash', 90, 'aver…ydash'],
])('the name %s in %d px keeps what tells it from its brothers', (name, room, short) => {
  expect(elideName(name, room, STRONG)).toBe(short);
  expect(textWidth(short, STRONG)).toBeLessThanOrEqual(room);
});

it('an end that does not fit is dropped for an ellipsis', () => {
  expect(elideEnd('192.168.100.200/24', 80, MONO)).toBe('192.168.…');
});

it.each([
  [['-p tcp', '-d 10.96.0.20', '--dport 80'], 170, ['-p tcp -d 10.96.0.20', '--dport 80']],
  [['abcdefghij'], 40, ['abcd', 'efgh', 'ij']],
  [[], 40, []],
])('words %j in %d px break into lines without losing a character', (words, room, lines) => {
  expect(wrapWords(words, room, MONO)).toEqual(lines);
});
