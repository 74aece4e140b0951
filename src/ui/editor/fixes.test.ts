import { expect, it } from 'vitest';
import { fixedText } from './fixes.js';

const TEXT = 'top:\n  a: 1\nb: 2\nc: 3\n';
const [B, C, END] = [TEXT.indexOf('b'), TEXT.indexOf('c'), TEXT.length];
const put = { file: 'f1', from: B, to: B, text: '  b: 2\n' };
const takeAway = { file: 'f1', from: B, to: C, text: '' };

it.each([
  ['puts before it takes', [put, takeAway]],
  ['takes before it puts', [takeAway, put]],
])('a fix that moves a line to just before where it stood keeps it, also where it %s', (_, edits) => {
  expect(fixedText('f1', TEXT, { edits } as never)).toBe('top:\n  a: 1\n  b: 2\nc: 3\n');
});

it('changes its own file only, and each place as it was', () => {
  const edits = [
    { file: 'f1', from: 0, to: 3, text: 'head' },
    { file: 'f2', from: 0, to: END, text: '' },
    { file: 'f1', from: C, to: END, text: '' },
  ];
  expect(fixedText('f1', TEXT, { edits } as never)).toBe('head:\n  a: 1\nb: 2\n');
});
