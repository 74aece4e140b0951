import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatRequirements, matchesRequirements, parseSelector } from './selector-text.js';

function read(text: string) {
  const result = parseSelector(text);
  return 'error' in result ? result.error : formatRequirements(result);
}

describe('a selector on the command line', () => {
  test.each([
    ['', ''],
    ['app=web', 'app=web'],
    ['app == web, tier != db', 'app==web,tier!=db'],
    ['tier in (front, back),!canary,zone', '!canary,tier in (back,front),zone'],
    ['tier notin (db,db)', 'tier notin (db)'],
    ['a in ()', 'a in ()'],
    ['a in (x,)', 'a in (,x)'],
    ['n>3,n<7', 'n>3,n<7'],
    ['in=notin', 'in=notin'],
    ['x=', 'x='],
  ])('%j is read as %j', (text, printed) => {
    expect(read(text)).toBe(printed);
  });

  test.each([
    ['a=b,', "found '', expected: identifier after ','"],
    [',a', "found ',', expected: !, identifier, or 'end of string'"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['a in (b', "found '', expected: ',' or ')'"],
    ['a in b', "found 'b' expected: '('"],
    ['!a=b', "found '=', expected: in, notin, =, ==, !=, gt, lt"],
    ['n>x', "for 'Gt', 'Lt' operators, the value must be an integer"],
  ])('%j is refused: %s', (text, error) => {
    expect(read(text)).toBe(error);
  });

  test('a key that is no label key is refused', () => {
    expect(read('-a=b')).toMatch(/^unable to parse requirement: -a: name part must consist of/);
    expect(read('a=b!')).toBe("found '!', expected: ',' or 'end of string'");
  });

  test('any text is read or refused, and what was printed reads the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'in', ' notin ', '=', '!', '(', ')', ',', '<', '>', '1') }),
        (text) => {
          const once = parseSelector(text);
          if ('error' in once) return;
          expect(parseSelector(formatRequirements(once))).toEqual(once);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });
});

test.each([
  ['n>3', { n: '4' }, true],
  ['n>3', { n: 'x' }, false],
  ['n<3', {}, false],
  ['a!=b', {}, true],
  ['!a', { a: '' }, false],
  ['a', { a: '' }, true],
  ['a in (b,c)', { a: 'c' }, true],
])('%s against %j is %s', (text, labels, matched) => {
  const requirements = parseSelector(text);
  expect('error' in requirements ? requirements : matchesRequirements(requirements, labels)).toBe(matched);
});
