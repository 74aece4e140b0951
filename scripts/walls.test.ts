import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CLOCK_FOLDER, DOORS, TABLE, TEST_PACKAGES } from './walls.table.mjs';
import { checkWalls } from './walls/checks.mjs';
import { drawPicture, withPicture, BEGIN, END } from './walls/picture.mjs';

const house = {
  table: TABLE,
  doors: DOORS,
  testPackages: TEST_PACKAGES,
  longDataFiles: [] as string[],
  clockFolder: CLOCK_FOLDER,
};
const repository = path.dirname(import.meta.dirname);
const planted: string[] = [];

/** A small house that breaks no wall, and the files given on top of it. */
function plant(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'kubewalk-walls-'));
  planted.push(root);
  const sound = {
    'src/core/api/meta.ts': 'export type Name = string;\nexport const empty: Name = "";\n',
    'src/core/index.ts': "export type { Name } from './api/meta.js';\nexport { empty } from './api/meta.js';\n",
    'src/scene/index.ts': "import { empty } from '../core/index.js';\nexport const scene = empty;\n",
  };
  for (const [file, code] of Object.entries({ ...sound, ...files })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), code);
  }
  return root;
}

const broken = (files: Record<string, string>, longDataFiles: string[] = []) =>
  checkWalls(plant(files), { ...house, longDataFiles }).violations.map(({ wall, file }) => `${wall} ${file}`);

afterEach(() => {
  for (const root of planted.splice(0)) rmSync(root, { recursive: true, force: true });
});

describe('a sound house', () => {
  it('breaks no wall', () => expect(broken({})).toEqual([]));

  it('may use everything its rows allow', () => {
    const allowed = {
      'src/core/trace/trace.ts':
        "import { empty } from '../api/meta.js';\nimport { ok } from '../netfilter/run.js';\nexport const t = [empty, ok];\n",
      'src/core/trace/trace.test.ts':
        "import { it } from 'vitest';\nimport fc from 'fast-check';\nimport 'node:fs';\nit('', () => void fc);\n",
      'src/core/netfilter/run.ts': 'export const ok = true;\n',
      'src/render/draw.ts':
        "import { select } from 'd3-selection';\nimport { scene } from '../scene/index.js';\nexport const d = [select, scene];\n",
      'src/ui/panel.tsx':
        "import type { Name } from '../core/index.js';\nimport './panel.css';\nexport const P = (n: Name) => <b>{n}</b>;\n",
      'src/messages/docs.test.ts': "export const page = new URL('../../docs/page.md', import.meta.url);\n",
      'src/ui/panel.css': 'b { color: inherit }\n',
      'src/ui/player/clock.ts': 'requestAnimationFrame((t) => t - performance.now());\n',
    };
    expect(broken(allowed)).toEqual([]);
  });
});

describe('each wall is seen when it is broken', () => {
  const inScene = 'src/scene/x.ts';
  const table: [wall: string, what: string, file: string, code: string][] = [
    ['direction', 'a value from a forbidden folder', inScene, "import { a } from '../ui/a.js'; export const b = a;"],
    ['direction', 'a type from a forbidden folder', inScene, "import type { A } from '../ui/a.js'; export type B = A;"],
    ['direction', 'an import() type', inScene, "export type B = import('../ui/a.js').A;"],
    ['direction', 'a dynamic import', inScene, "export const b = () => import('../ui/a.js');"],
    ['direction', 'a re-export of all', inScene, "export * from '../ui/a.js';"],
    ['direction', 'a re-export of a name', inScene, "export { a } from '../ui/a.js';"],
    ['direction', 'a re-export of a type', inScene, "export type { A } from '../ui/a.js';"],
    ['direction', 'a worker by URL', inScene, "new Worker(new URL('../ui/a.ts', import.meta.url));"],
    ['direction', 'a glob', inScene, "export const all = import.meta.glob('../ui/*.ts');"],
    ['direction', 'a style of another folder', inScene, "import '../ui/a.css';"],
    ['direction', 'a file behind a query', inScene, "import text from '../ui/a.yaml?raw'; export const b = text;"],
    ['direction', 'core knows nothing outside itself', 'src/core/api/x.ts', "import '../../scene/index.js';"],
    ['direction', 'api imports nothing', 'src/core/api/x.ts', "import '../cluster/a.js';"],
    [
      'direction',
      'netfilter knows no Kubernetes',
      'src/core/netfilter/x.ts',
      "import type { Name } from '../api/meta.js'; export type N = Name;",
    ],
    ['direction', 'manifest knows no cluster', 'src/core/manifest/x.ts', "import '../cluster/a.js';"],
    ['direction', 'cluster knows no controller', 'src/core/cluster/x.ts', "import '../controllers/a.js';"],
    ['direction', 'controllers know no kube-proxy', 'src/core/controllers/x.ts', "import '../kubeproxy/a.js';"],
    ['direction', 'network knows no Services’ rules', 'src/core/network/x.ts', "import '../netfilter/a.js';"],
    ['direction', 'dns knows no trace', 'src/core/dns/x.ts', "import '../trace/a.js';"],
    ['direction', 'kube-proxy sees no packet', 'src/core/kubeproxy/x.ts', "import '../trace/a.js';"],
    ['direction', 'messages know no scene', 'src/messages/x.ts', "import '../scene/index.js';"],
    ['direction', 'share runs no engine', 'src/share/x.ts', "import '../scene/index.js';"],
    ['direction', 'engine knows no store', 'src/engine/x.ts', "import '../store/a.js';"],
    [
      'direction',
      'render knows no core',
      'src/render/x.ts',
      "import type { Name } from '../core/index.js'; export type N = Name;",
    ],
    ['direction', 'editor knows no store', 'src/editor/x.ts', "import '../store/a.js';"],
    ['direction', 'lessons know no ui', 'src/lessons/x.ts', "import '../ui/a.js';"],
    ['direction', 'store knows no ui', 'src/store/x.ts', "import '../ui/a.js';"],
    ['direction', 'a browser test knows the page only', 'e2e/x.spec.ts', "import '../src/ui/a.js';"],
    [
      'types-only',
      'a value where types are allowed',
      'src/ui/x.ts',
      "import { empty } from '../core/index.js'; export const b = empty;",
    ],
    [
      'types-only',
      'a type named inside a value import',
      'src/ui/x.ts',
      "import { type Name } from '../core/index.js'; export type B = Name;",
    ],
    [
      'door',
      'past the door of the core',
      inScene,
      "import type { Name } from '../core/api/meta.js'; export type B = Name;",
    ],
    ['npm', 'd3 in the core', 'src/core/api/x.ts', "import 'd3-selection';"],
    ['npm', 'react in render', 'src/render/x.ts', "import 'react';"],
    ['npm', 'monaco in ui', 'src/ui/x.ts', "export const m = () => import('monaco-editor/editor');"],
    ['npm', 'd3 in ui', 'src/ui/x.ts', "import 'd3-selection';"],
    ['npm', 'Node in the core', 'src/core/api/x.ts', "import 'node:fs';"],
    ['npm', 'a package nobody listed', 'src/ui/x.ts', "import '@scope/unheard-of/deep.js';"],
    ['npm', 'vitest outside a test', 'src/ui/x.ts', "import 'vitest';"],
    ['test-code', 'test support in the app', 'src/core/trace/x.ts', "import './testing/a.js';"],
    ['computed', 'an import nobody can follow', inScene, 'export const b = (name: string) => import(name);'],
    ['reference', 'types past the walls', inScene, '/// <reference lib="dom" />\nexport {};'],
    ['unlisted', 'a folder without a wall', 'src/gossip/x.ts', 'export {};'],
    ['unlisted', 'a folder of the core without a wall', 'src/core/gossip/x.ts', 'export {};'],
    ['unlisted', 'a file beside main.tsx', 'src/x.ts', 'export {};'],
    ['unread', 'a file that cannot be parsed', inScene, 'export const = ;'],
    ['length', 'a file of 401 lines', inScene, 'export {};\n'.repeat(401)],
    ['name', 'a file named utils', 'src/scene/utils.ts', 'export {};'],
    ['name', 'a folder named helpers', 'src/scene/helpers/x.ts', 'export {};'],
    ['name', 'a file named by halves', 'src/scene/string-helper.ts', 'export {};'],
    ['sink', 'innerHTML', inScene, 'export const f = (e: { innerHTML: string }) => { e.innerHTML = ""; };'],
    ['sink', 'innerHTML by a string', inScene, "export const f = (e: Record<string, string>) => e['innerHTML'];"],
    ['sink', 'outerHTML', 'src/ui/x.ts', 'document.body.outerHTML = "";'],
    ['sink', 'insertAdjacentHTML', 'src/ui/x.ts', "document.body.insertAdjacentHTML('beforeend', '');"],
    [
      'sink',
      'dangerouslySetInnerHTML',
      'src/ui/x.tsx',
      'export const X = () => <p dangerouslySetInnerHTML={{ __html: "" }} />;',
    ],
    ['sink', 'd3’s html()', 'src/render/x.ts', "import { select } from 'd3-selection'; select('p').html('');"],
    ['sink', 'foreignObject', 'src/render/x.ts', "document.createElementNS('', 'foreignObject');"],
    ['sink', 'eval', 'src/ui/x.ts', "eval('1');"],
    ['sink', 'eval by its owner', 'src/ui/x.ts', "globalThis.eval('1');"],
    ['sink', 'new Function', 'src/ui/x.ts', "new Function('return 1');"],
    ['sink', 'document.write', 'src/ui/x.ts', "document.write('');"],
    ['clock', 'a frame outside the player', 'src/render/x.ts', 'requestAnimationFrame(() => {});'],
    ['clock', 'a frame by its owner', 'src/ui/x.ts', 'window.requestAnimationFrame(() => {});'],
    ['clock', 'wall time outside the player', 'src/store/x.ts', 'export const t = performance.now();'],
  ];
  it.each(table)('[%s] %s', (wall, _what, file, code) => {
    expect(broken({ [file]: code })).toEqual(expect.arrayContaining([`${wall} ${file}`]));
  });

  it('[cycle] two files, one way by type only', () => {
    const files = {
      'src/scene/a.ts': "import { b } from './b.js'; export const a = b; export type A = string;",
      'src/scene/b.ts': "import type { A } from './a.js'; export const b: A = '';",
    };
    expect(broken(files)).toEqual(['cycle src/scene/a.ts']);
  });

  it('[cycle] a file through its folder’s index', () => {
    const files = { 'src/scene/index.ts': "export * from './a.js';", 'src/scene/a.ts': "import './index.js';" };
    expect(broken(files)).toEqual(['cycle src/scene/a.ts']);
  });

  it('[length] a data file must be listed, and may not stay listed when it is short', () => {
    const long = { 'src/scene/data.ts': 'export {};\n'.repeat(401) };
    expect(broken(long, ['src/scene/data.ts'])).toEqual([]);
    expect(broken({}, ['src/scene/data.ts'])).toEqual(['length src/scene/data.ts']);
  });
});

describe('the checker', () => {
  it('read every source file of this repository', () => {
    const { read } = checkWalls(repository, house);
    const there = readdirSync(path.join(repository, 'src'), { recursive: true, encoding: 'utf8' })
      .map((file) => `src/${file.split(path.sep).join('/')}`)
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('/gen/'));
    expect(read.filter((file) => file.startsWith('src/')).sort()).toEqual(there.sort());
    expect(there.length).toBeGreaterThan(40);
  });

  it('has a row for every wall of the table that can be broken, each with a reason', () => {
    for (const row of TABLE) expect(row.why.length, row.folder).toBeGreaterThan(40);
    expect(new Set(TABLE.map((row) => row.folder)).size).toBe(TABLE.length);
  });

  it('says no to an empty tree', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'kubewalk-walls-'));
    planted.push(root);
    mkdirSync(path.join(root, 'src'));
    expect(checkWalls(root, house).violations.map(({ wall }) => wall)).toEqual(['unread']);
  });
});

describe('the picture', () => {
  it('shows the imports between folders, dotted where only types cross, and leaves tests out', () => {
    const { edges } = checkWalls(
      plant({
        'src/ui/x.ts': "import type { Name } from '../core/index.js'; export type B = Name;",
        'src/core/cluster/a.ts': "import { empty } from '../api/meta.js'; export const c = empty;",
        'src/scene/a.test.ts': "import '../store/a.js';",
        'src/store/a.ts': 'export {};',
      }),
      house,
    );
    const picture = drawPicture(edges, TABLE);
    expect(picture).toContain('src_ui -.-> src_core\n');
    expect(picture).toContain('src_scene --> src_core\n');
    expect(picture).toContain('src_core_cluster --> src_core_api');
    expect(picture).not.toContain('store');
  });

  it('is put between its markers, and nowhere else', () => {
    expect(withPicture(`a\n${BEGIN}\nold\n${END}\nb`, 'new')).toBe(`a\n${BEGIN}\n\nnew\n\n${END}\nb`);
    expect(withPicture('a page without markers', 'new')).toBeNull();
  });
});
