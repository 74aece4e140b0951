import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { en } from '../src/messages/en/index.js';
import { ru } from '../src/messages/ru/index.js';
import { STAND_INS, withoutDates } from './vite/lean-packages.mjs';

type Part = ReturnType<IntlMessageFormat['getAst']>[number];
/** What the parser calls a date and a time. */
const TIMES = [3, 4];

/** Every part of a message, with those inside its choices. */
function partsOf(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => [
    part,
    ...('options' in part ? Object.values(part.options).flatMap(({ value }) => partsOf(value)) : []),
  ]);
}

const datedIn = (catalogue: Readonly<Record<string, string>>): string[] =>
  Object.keys(catalogue).filter((code) =>
    partsOf(new IntlMessageFormat(catalogue[code] ?? '', 'en', undefined, { ignoreTag: true }).getAst()).some(
      ({ type }) => TIMES.includes(type),
    ),
  );

describe('what stands in for packages that the page never reaches', () => {
  test.each(Object.entries(STAND_INS))('%s gives out names of the real one', async (name, source) => {
    const real = Object.keys((await import(name)) as object);
    const names = [...source.matchAll(/export const (\w+)/g)].map(([, exported]) => exported);
    expect(names).not.toEqual([]);
    expect(real).toEqual(expect.arrayContaining(names));
  });

  test.each(Object.entries({ en, ru }))('no sentence in %s has a date or a time in it', (_language, catalogue) => {
    expect(datedIn(catalogue)).toEqual([]);
    expect(datedIn({ ...catalogue, late: 'At {when, time} on {day, date, short}' })).toEqual(['late']);
  });

  const rest = (name: string): [string, string] => {
    const file = `node_modules/@formatjs/${name}/index.js`;
    const source = readFileSync(file, 'utf8');
    return [source, withoutDates(`/x/${file}`, source) ?? ''];
  };
  const from = (text: string, part: string): string => text.slice(text.indexOf(part));

  test('the table of hours is found in the parser of messages, and nothing else of it goes', () => {
    const [source, lean] = rest('icu-messageformat-parser');
    expect(lean).toContain('const timeData = {};');
    expect(lean.length).toBeGreaterThan(0.4 * source.length);
    expect(from(lean, 'function getBestPattern')).toBe(from(source, 'function getBestPattern'));
    expect(() => withoutDates('/x/@formatjs/icu-messageformat-parser/index.js', 'const hours = {};')).toThrow(
      'otherwise',
    );
  });

  test('numbers keep their patterns when those of dates go', () => {
    const [source, lean] = rest('icu-skeleton-parser');
    expect(lean).toContain('const parseDateTimeSkeleton = () => ({});');
    expect(from(lean, 'const WHITE_SPACE_REGEX')).toBe(from(source, 'const WHITE_SPACE_REGEX'));
    expect(withoutDates('/x/intl-messageformat/index.js', source)).toBeNull();
  });
});
