import { expect, test } from 'vitest';
import { createManifestCache, parseManifests } from '../../core/index.js';
import { problemList } from './problem-list.js';

const listOf = (...texts: readonly string[]) =>
  problemList(
    parseManifests(
      texts.map((text, i) => ({ id: `f${i}`, name: `f${i}.yaml`, text })),
      createManifestCache(),
    ).diagnostics,
  ).map(
    ({ first, all }) =>
      `${first.severity} ${first.code} ${all.map(({ range }) => `${range.file}:${range.startLine}`).join(' ')}`,
  );

const custom = (kind: string, name: string, more = '') =>
  `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${more}`;

test('custom resources of one kind are one line that leads to each of them, in every file', () => {
  expect(
    listOf([custom('Car', 'a'), custom('Car', 'b'), custom('Bus', 'c')].join('---\n'), custom('Car', 'd')),
  ).toEqual(['info unknown-kind f0:2 f0:6 f1:2', 'info unknown-kind f0:10']);
});

test('so are objects of a kind of Kubernetes that is kept and not simulated', () => {
  const one = (name: string) =>
    `apiVersion: apps/v1\nkind: ControllerRevision\nmetadata: {name: ${name}}\nrevision: 1\n`;
  expect(listOf(`${one('a')}---\n${one('b')}`)).toEqual(['info not-simulated f0:2 f0:7']);
});

test('errors and warnings stay each on a line of its own, above the notes, and so does what has a fix', () => {
  const service = (name: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {prots: 1, selector: {app: x}, ports: [{port: 80}]}\n`;
  const text = [custom('Car', 'a'), service('b'), service('c'), custom('Car', 'd')].join('---\n');
  expect(listOf(text)).toEqual([
    'error unknown-field f0:8',
    'error unknown-field f0:13',
    'warning selector-matches-nothing f0:8',
    'warning selector-matches-nothing f0:13',
    'info unknown-kind f0:2 f0:16',
  ]);
});
