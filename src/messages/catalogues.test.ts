import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from './en/index.js';
import {
  chooseLanguage,
  createFormatter,
  english,
  loadFormatter,
  loadWholeEnglish,
  whenMoreIsWanted,
} from './index.js';
import { ru } from './ru/index.js';

/** The names of the arguments a text takes, with those inside plural and select branches. */
function argumentsOf(text: string, language: string): string[] {
  const names = new Set<string>();
  JSON.stringify(
    new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst(),
    (_key, node: unknown) => {
      const element = node as { type?: unknown; value?: unknown } | null;
      // Types 1–6 of the ICU syntax tree are arguments: plain, number, date, time, select, plural.
      if (typeof element?.type === 'number' && element.type >= 1 && element.type <= 6) names.add(String(element.value));
      return node;
    },
  );
  return [...names].sort();
}

describe('the catalogues', () => {
  const codes = Object.keys(en) as (keyof typeof en)[];

  it('have the same codes in both languages', () => {
    expect(Object.keys(ru).sort()).toEqual([...codes].sort());
  });

  it.each(codes)('%s reads as ICU and takes the same arguments in both languages', (code) => {
    expect(argumentsOf(ru[code], 'ru')).toEqual(argumentsOf(en[code], 'en'));
    expect(en[code].trim()).not.toBe('');
    expect(ru[code].trim()).not.toBe('');
  });
});

describe('a formatter', () => {
  const formatter = createFormatter('en', {
    ...en,
    'ui.problems.count': '{count, plural, one {# bug} other {# bugs}}',
  });

  it('fills the parameters in', () => {
    expect(formatter.text('ui.problems.count', { count: 1 })).toBe('1 bug');
    expect(formatter.text('ui.problems.count', { count: 3 })).toBe('3 bugs');
  });

  it('leaves HTML in a parameter as text', () => {
    const text = createFormatter('en', { ...en, 'ui.problems.count': 'see {count}' });
    expect(text.text('ui.problems.count', { count: '<b>{x}</b>' })).toBe('see <b>{x}</b>');
  });

  it('gives the code where it has no text, and where a parameter is missing', () => {
    expect(formatter.say({ code: 'no.such.code', params: {} })).toBe('no.such.code');
    expect(formatter.say({ code: 'ui.problems.count', params: {} })).toBe('ui.problems.count {}');
    expect(formatter.say({ code: 'toString', params: {} })).toBe('toString');
  });

  it('says what the first screen says at once, and nothing instead of a code while the rest is on its way', async () => {
    const wanted: string[] = [];
    const stop = whenMoreIsWanted(() => wanted.push('more'));
    expect(english.text('ui.lens.storage')).toBe('Storage');
    expect(wanted).toEqual([]);
    expect(english.text('ui.stage.attach')).toBe('');
    expect(english.has('diagnostic.refused')).toBe(false);
    expect(wanted).toEqual(['more', 'more']);
    stop();
    const whole = await loadWholeEnglish();
    expect(whole.text('ui.stage.attach')).toBe('Attach');
    expect(whole.text('ui.lens.storage')).toBe('Storage');
    expect(await loadFormatter('en')).toBe(whole);
  });

  it('is loaded by language', async () => {
    expect((await loadFormatter('ru')).language).toBe('ru');
  });
});

it.each([
  [['ru-RU', 'en'], 'ru'],
  [['de-DE', 'ru'], 'ru'],
  [['de'], 'en'],
  [['EN-us'], 'en'],
  [[], 'en'],
])('a reader of %j is spoken to in %s', (preferred, language) => {
  expect(chooseLanguage(preferred)).toBe(language);
});
