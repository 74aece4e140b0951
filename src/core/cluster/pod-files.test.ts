import { describe, expect, test } from 'vitest';
import type { Pod } from '../api/pod.js';
import { bytesOf, cleanPath, placeOf, readFile, withFile } from './pod-files.js';
import type { VolumeFile } from './types.js';

test.each([
  ['/data', '/data'],
  ['/data/', '/data'],
  ['//data//a/./b', '/data/a/b'],
  ['/data/../etc', '/etc'],
  ['/../..', '/'],
  ['', '/'],
])('%j is %s', (path, clean) => {
  expect(cleanPath(path)).toBe(clean);
});

test.each([
  ['', 0],
  ['abc', 3],
  ['ä', 2],
  ['€', 3],
  ['🙂', 4],
])('%j is %d bytes of UTF-8', (text, bytes) => {
  expect(bytesOf(text)).toBe(bytes);
  expect(bytesOf(text)).toBe(Buffer.byteLength(text));
});

const file = (path: string, id = path): VolumeFile =>
  ({ id, path, text: id, bytes: 1, by: 'Pod/default/p', t: 0 }) as VolumeFile;

const pod = {
  metadata: { name: 'p', namespace: 'default', uid: 'u' },
  spec: {
    nodeName: 'n',
    containers: [
      {
        name: 'app',
        volumeMounts: [
          { name: 'outer', mountPath: '/data' },
          { name: 'inner', mountPath: '/data/inner/' },
          { name: 'part', mountPath: '/part', subPath: 'a/b', readOnly: true },
          { name: 'absent', mountPath: '/absent' },
        ],
      },
    ],
  },
} as unknown as Pod;

const memory = new Map<string, unknown>([
  ['mount/n/u/outer', { disk: 'outer', readOnly: false }],
  ['mount/n/u/inner', { disk: 'inner', readOnly: true }],
  ['mount/n/u/part', { disk: 'outer', readOnly: false }],
  ['disk/outer', { files: [file('f', 'outer f'), file('a/b/g', 'g')] }],
  ['disk/inner', { files: [file('f', 'inner f')] }],
  ['container/u/app', [file('etc/own', 'own')]],
]);
const view = { recall: <T>(key: string) => memory.get(key) as T | undefined };
const container = pod.spec.containers[0] as Pod['spec']['containers'][0];

describe('a path of a container leads to', () => {
  test.each([
    ['the volume that holds it', '/data/f', { on: 'volume', disk: 'outer', path: 'f', readOnly: false }],
    ['the longest mountPath', '/data/inner/f', { on: 'volume', disk: 'inner', path: 'f', readOnly: true }],
    ['a mountPath only as a whole word', '/database', { on: 'container', path: 'database' }],
    ['the root of a volume', '/data', { on: 'volume', disk: 'outer', path: '' }],
    ['the directory of a subPath', '/part/g', { on: 'volume', disk: 'outer', path: 'a/b/g', readOnly: true }],
    ['the container itself', '/etc/own', { on: 'container', path: 'etc/own' }],
    ['nothing, where nothing is mounted', '/absent/f', { on: 'nothing' }],
  ])('%s', (_, path, place) => {
    expect(placeOf(view, pod, container, path)).toMatchObject(place);
  });

  test.each([
    ['/data/f', 'outer f'],
    ['/data/inner/f', 'inner f'],
    ['/part/g', 'g'],
    ['/data/a/b/g', 'g'],
    ['/etc/own', 'own'],
    ['/data/nothing', undefined],
    ['/absent/f', undefined],
  ])('%s: %s', (path, text) => {
    expect(readFile(view, pod, 'app', path)?.text).toBe(text);
  });
});

test('a file takes the place of one with the same path, in order', () => {
  const files = withFile([file('a', 'old'), file('c')], file('b'));
  expect(files.map(({ id }) => id)).toEqual(['old', 'b', 'c']);
  expect(withFile(files, file('a', 'new')).map(({ id }) => id)).toEqual(['new', 'b', 'c']);
});
