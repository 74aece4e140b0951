import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from './config-diff.js';

const signs = { same: ' ', added: '+', removed: '-' } as const;
const lines = (text: string) => text.split('|').map((one) => ({ text: one }));
const told = (was: string, is: string): string =>
  diffLines(was.split('|'), lines(is))
    .map(({ how, text }) => `${signs[how]}${text}`)
    .join('|');

describe('what an edit changed in a configuration', () => {
  it.each([
    ['nothing', 'a|b|c', 'a|b|c', ' a| b| c'],
    ['a line came', 'a|c', 'a|b|c', ' a|+b| c'],
    ['a line went', 'a|b|c', 'a|c', ' a|-b| c'],
    ['a line is another', 'a|b|c', 'a|x|c', ' a|-b|+x| c'],
    ['a block moved', 'a|b|c|d', 'c|d|a|b', '-a|-b| c| d|+a|+b'],
    ['everything', 'a|b', 'x|y', '-a|-b|+x|+y'],
  ])('%s', (_what, was, is, text) => {
    expect(told(was, is)).toBe(text);
  });

  it('is nothing where there was no text before', () => {
    expect(diffLines(undefined, lines('a|b')).map(({ how, number }) => [how, number])).toEqual([
      ['same', 1],
      ['same', 2],
    ]);
  });

  it('gives both texts back, whatever they are', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', '}'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (was, is) => {
        const diff = diffLines(
          was,
          is.map((one) => ({ text: one })),
        );
        expect(diff.filter(({ how }) => how !== 'added').map((line) => line.text)).toEqual(was);
        const now = diff.filter(({ how }) => how !== 'removed');
        expect(now.map((line) => line.text)).toEqual(is);
        expect(now.map(({ number }) => number)).toEqual(is.map((_, index) => index + 1));
      }),
      { seed: 4 },
    );
  });
});
