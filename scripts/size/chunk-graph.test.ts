import { describe, expect, it } from 'vitest';
import { stagesOf, type Later, type Manifest } from './chunk-graph.mjs';

const LATER: Later = [
  { chunk: 'src/editor/', when: 'editor' },
  { chunk: 'engine-', when: 'engine' },
  { chunk: 'schema-docs', when: 'asked' },
];

const BUILT: Readonly<Record<string, string>> = {
  'engine-1.js': 'import"./shared-1.js";const d=()=>import(`./schema-docs-2.js`);const e=()=>import("./early-3.js")',
  'shared-1.js': '',
  'schema-docs-2.js': '',
  'early-3.js': '',
  'editor.worker.js': '',
  'drawing.js': '',
};

const MANIFEST: Manifest = {
  'index.html': {
    file: 'main.js',
    isEntry: true,
    imports: ['_react.js'],
    dynamicImports: ['src/editor/index.ts', 'src/ru.ts'],
    css: ['main.css'],
    assets: ['engine-1.js', 'drawing.js'],
  },
  '_react.js': { file: 'react.js' },
  'src/ru.ts': { file: 'ru.js' },
  'src/editor/index.ts': {
    file: 'editor.js',
    imports: ['index.html', '_grammar.js'],
    dynamicImports: ['src/help.ts'],
    css: ['editor.css'],
    assets: ['icons.ttf', 'editor.worker.js'],
  },
  '_grammar.js': { file: 'grammar.js' },
  'src/help.ts': { file: 'help.js' },
};

describe('when a reader waits for a built file', () => {
  const stages = stagesOf(MANIFEST, LATER, (file) => BUILT[file] ?? '');
  const of = (stage: string) =>
    [...stages]
      .filter(([, when]) => when === stage)
      .map(([file]) => file)
      .toSorted();

  it('before the picture: the entry, what it imports, its styles, and every worker and dynamic import that is not listed', () => {
    expect(of('picture')).toEqual(['drawing.js', 'main.css', 'main.js', 'react.js', 'ru.js']);
  });
  it('with the engine: its worker and what that imports, at once or later', () => {
    expect(of('engine')).toEqual(['early-3.js', 'engine-1.js', 'shared-1.js']);
  });
  it('with the editor: all that the editor brings, and what that brings', () => {
    expect(of('editor')).toEqual(['editor.css', 'editor.js', 'editor.worker.js', 'grammar.js', 'help.js', 'icons.ttf']);
  });
  it('when asked for: what is listed so', () => expect(of('asked')).toEqual(['schema-docs-2.js']));

  it('a chunk that the editor shares with the page counts before the picture', () => {
    const shared = { ...MANIFEST, '_react.js': { file: 'react.js', imports: ['_grammar.js'] } };
    expect(stagesOf(shared, LATER, () => '').get('grammar.js')).toBe('picture');
  });
  it('a chunk that the manifest does not have is an error, not a zero', () => {
    expect(() => stagesOf({ a: { file: 'a.js', isEntry: true, imports: ['b'] } }, LATER, () => '')).toThrow('no b');
  });
});
