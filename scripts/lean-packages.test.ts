import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { en } from '../src/messages/en/index.js';
import { ru } from '../src/messages/ru/index.js';
import { STAND_INS, withoutHours } from './vite/lean-packages.mjs';

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

  test('the table of hours is found in the parser of messages, and nothing else of it goes', () => {
    const source = readFileSync('node_modules/@formatjs/icu-messageformat-parser/index.js', 'utf8');
    const rest = withoutHours(source);
    expect(rest).toContain('const timeData = {};');
    expect(rest.length).toBeGreaterThan(0.4 * source.length);
    expect(rest.slice(rest.indexOf('function getBestPattern'))).toBe(
      source.slice(source.indexOf('function getBestPattern')),
    );
    expect(() => withoutHours('const hours = {};')).toThrow('another table');
  });
});
