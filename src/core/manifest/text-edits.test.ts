import { describe, expect, it } from 'vitest';
import { applyEdits, yamlString } from './text-edits.js';
import { data } from './testing/read.js';

describe('edits', () => {
  const edit = (from: number, to: number, text: string) => ({ from, to, text });

  it.each([
    ['in any order, by the offsets of the old text', [edit(4, 5, 'E'), edit(0, 1, 'AA')], 'AAbcdEf'],
    ['inserts and removes', [edit(2, 2, '-'), edit(3, 6, '')], 'ab-c'],
    ['inserts at one place in the order given', [edit(6, 6, 'x'), edit(6, 6, 'y')], 'abcdefxy'],
    [
      'leaves out what overlaps or lies outside',
      [edit(0, 3, 'X'), edit(2, 4, 'Y'), edit(5, 9, 'Z'), edit(5, 4, 'W')],
      'Xdef',
    ],
  ])('%s', (_, edits, expected) => {
    expect(applyEdits('abcdef', edits)).toBe(expected);
  });
});

it.each([
  'web',
  'y',
  'No',
  '80',
  '0x1F',
  '',
  ' a',
  'a: b',
  '# a',
  '*a',
  '1.2.3.4',
  'a.example.com/b_c',
  'null',
  '"',
  '~',
  'é',
])('yamlString(%j) reads back as that string', (value) => {
  expect(data(`a: ${yamlString(value)}`)).toEqual({ a: value });
});
