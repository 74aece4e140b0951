import { describe, expect, it } from 'vitest';
import { locate, type SourceNode } from './source-map.js';
import { applyEdits, moveAllInto } from './text-edits.js';
import { addDocuments, addLabels, addPairs, replacePair } from './write-edits.js';
import { buildValue } from './yaml/build-value.js';
import { readYaml } from './yaml/read-yaml.js';
import { blockLines, flow } from './yaml/write-yaml.js';

function sourceOf(text: string): SourceNode {
  const { document } = readYaml(text);
  if (document === undefined) throw new Error('no document');
  return buildValue(document, text).source;
}

const at = (text: string, ...path: readonly (string | number)[]) => locate(sourceOf(text), path).node;

describe('what is written reads back as it was meant', () => {
  const VALUE = {
    plain: 'a-b.c/d',
    amount: '1Gi',
    path: '/var/lib',
    url: 'https://example.com/a.git',
    empty: '',
    word: 'yes',
    number: '80',
    colon: 'a: b',
    hash: 'a #b',
    list: ['--', 'n', 'x'],
    maps: [{ a: 1, b: [true] }, { c: { d: '2Ki' } }],
    none: [],
    nothing: {},
  };

  it.each([
    ['in lines', blockLines({ ...VALUE, gone: undefined }, 0).join('\n')],
    ['on one line', flow({ ...VALUE, gone: undefined })],
    ['indented', `top:\n${blockLines(VALUE, 4).join('\n')}`],
  ])('%s', (_, text) => {
    const { document, errors } = readYaml(text);
    expect(errors).toEqual([]);
    const value = document === undefined ? undefined : buildValue(document, text).value;
    expect(text.startsWith('top') ? (value as { top: unknown }).top : value).toEqual(VALUE);
  });
});

describe('one pair gives way to others', () => {
  it.each<readonly [string, string, string]>([
    ['in lines', 'a:\n  b:\n    c: 1\n  d: 2\n', 'a:\n  x:\n    w: z\n  d: 2\n'],
    ['at the end without a line break', 'a:\n  b: 1', 'a:\n  x:\n    w: z'],
    ['in braces', 'a: {b: {c: 1}, d: 2}\n', 'a: {x: {w: z}, d: 2}\n'],
    ['with line breaks of Windows', 'a:\r\n  b: 1\r\n', 'a:\r\n  x:\r\n    w: z\r\n'],
  ])('%s', (_, text, expected) => {
    expect(applyEdits(text, [replacePair(text, at(text, 'a', 'b'), { x: { w: 'z' } })])).toBe(expected);
  });

  it('after a dash', () => {
    const text = '- b:\n    c: 1\n  d: 2\n';
    expect(applyEdits(text, [replacePair(text, at(text, 0, 'b'), { x: { w: 'z' } })])).toBe('- x: {w: z}\n  d: 2\n');
  });
});

describe('pairs are added at the end of a map', () => {
  it.each<readonly [string, string, string | undefined]>([
    ['in lines', 'a:\n  b: 1\nc: 2\n', 'a:\n  b: 1\n  x: w\nc: 2\n'],
    ['after a map', 'a:\n  b:\n    c: 1\n', 'a:\n  b:\n    c: 1\n  x: w\n'],
    ['without a line break', 'a:\n  b: 1', 'a:\n  b: 1\n  x: w\n'],
    ['in braces', 'a: {b: 1}\n', 'a: {b: 1, x: w}\n'],
    ['in empty braces', 'a: {}\n', 'a: {x: w}\n'],
    ['not behind an alias', 'b: &b {c: 1}\na: *b\n', undefined],
    ['not where nothing is', 'a:\n', undefined],
  ])('%s', (_, text, expected) => {
    const edit = addPairs(text, at(text, 'a'), { x: 'w' });
    expect(edit === undefined ? undefined : applyEdits(text, [edit])).toBe(expected);
  });

  it('after the only pair of a list item', () => {
    const text = '- b: 1\n- c: 2\n';
    const edit = addPairs(text, at(text, 0), { x: 'w' });
    expect(applyEdits(text, edit === undefined ? [] : [edit])).toBe('- b: 1\n  x: w\n- c: 2\n');
  });
});

it.each<readonly [string, string]>([
  ['metadata:\n  name: a\nspec: {}\n', 'metadata:\n  name: a\n  labels:\n    x: "1"\nspec: {}\n'],
  ['metadata:\n  labels:\n    b: c\n  name: a\n', 'metadata:\n  labels:\n    b: c\n    x: "1"\n  name: a\n'],
  ['metadata: {name: a}\n', 'metadata: {name: a, labels: {x: "1"}}\n'],
  ['metadata: {name: a, labels: {}}\n', 'metadata: {name: a, labels: {x: "1"}}\n'],
])('labels are added to %j', (text, expected) => {
  const edit = addLabels(text, sourceOf(text), { x: '1' });
  expect(applyEdits(text, edit === undefined ? [] : [edit])).toBe(expected);
});

it.each<readonly [string, string]>([
  ['a: 1\n', 'x: w\n---\na: 1\n'],
  ['---\na: 1\n', '---\nx: w\n---\na: 1\n'],
  ['a: 1\r\n', 'x: w\r\n---\r\na: 1\r\n'],
])('a document is written before %j', (text, expected) => {
  expect(applyEdits(text, [addDocuments(text, [{ x: 'w' }])])).toBe(expected);
});

it.each<readonly [string, string | undefined]>([
  ['spec:\n  c: 1\na:\n  - 1\nb: 2\n', 'spec:\n  c: 1\n  a:\n    - 1\n  b: 2\n'],
  ['a: 1\nspec:\n  c: 1\nd: 3\nb: 2', 'spec:\n  c: 1\n  a: 1\n  b: 2\nd: 3\n'],
  ['spec:\na: 1\nb: 2\n', 'spec:\n  a: 1\n  b: 2\n'],
  ['{spec: {c: 1}, a: 1, b: 2}\n', undefined],
])('pairs move together: %j', (text, expected) => {
  const edits = moveAllInto(text, [at(text, 'a'), at(text, 'b')], at(text, 'spec'));
  expect(edits === undefined ? undefined : applyEdits(text, edits)).toBe(expected);
});
