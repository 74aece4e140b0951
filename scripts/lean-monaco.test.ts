import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import { cut, onlyUsedTexts, standIn } from './vite/lean-monaco.mjs';
import { CUTS, STAND_INS } from './vite/lean-monaco.table.mjs';

const VS = path.resolve('node_modules/monaco-editor/esm/vs');

/** The names a module gives out: of `export { a, b as c }` and of `export class a`. */
function namesOf(source: string): string[] {
  const lists = [...source.matchAll(/export\s*\{([^}]*)\}/g)].flatMap(([, list]) => (list ?? '').split(','));
  const single = [...source.matchAll(/export\s+(?:class|const|function)\s+(\w+)/g)].map(([, name]) => name ?? '');
  return [
    ...lists.map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
    ...single,
  ]
    .filter((name) => name !== '')
    .toSorted();
}

describe('what stands in for the parts of Monaco that are left out', () => {
  test.each(Object.entries(STAND_INS))(
    '%s gives out names of the real one; a missing one fails the build',
    (name, source) => {
      const real = namesOf(readFileSync(path.join(VS, name), 'utf8'));
      expect(namesOf(source)).not.toEqual([]);
      expect(real).toEqual(expect.arrayContaining(namesOf(source)));
    },
  );

  test('is found by the file, on every system, and only there', () => {
    expect(standIn(`C:\\x\\node_modules\\monaco-editor\\esm\\vs\\editor\\browser\\gpu\\viewGpuContext.js`)).toContain(
      'ViewGpuContext',
    );
    expect(standIn(`${VS}/editor/browser/view.js`)).toBeNull();
    expect(standIn('/src/editor/browser/gpu/viewGpuContext.js')).toBeNull();
  });
});

const read = (name: string): string => readFileSync(path.join(VS, name), 'utf8');

describe('what is cut out of the parts of Monaco that stay', () => {
  test.each([...new Set(CUTS.map(([name]) => name))])('%s still is a module, and a smaller one', (name) => {
    const rest = cut(name, read(name));
    expect(rest.length).toBeLessThan(read(name).length);
    expect(namesOf(read(name))).toEqual(expect.arrayContaining(namesOf(rest)));
    expect(() => parseAst(rest)).not.toThrow();
  });

  test('a cut that finds nothing is an error, not a silence', () => {
    expect(() => cut('base/common/strings.js', 'export {};')).toThrow('base/common/strings.js has nothing like');
  });

  test('settings, colours and icons are described nowhere, and keep what they are', () => {
    const options = cut('editor/common/config/editorOptions.js', read('editor/common/config/editorOptions.js'));
    expect(options.match(/localize\(\d+, [^)]*/g)).toEqual(['localize(475, "Editor content"']);
    expect(options).toContain("'cursorBlinking'");
    const colours = cut(
      'platform/theme/common/colors/menuColors.js',
      read('platform/theme/common/colors/menuColors.js'),
    );
    expect(colours).toContain(
      "registerColor('menu.border', { dark: null, light: null, hcDark: contrastBorder, hcLight: contrastBorder }, '')",
    );
  });

  test('the table of icons holds those of the font and the names that stand for them', () => {
    const library = cut('base/common/codiconsLibrary.js', read('base/common/codiconsLibrary.js'));
    expect(library).toContain("lightBulb: register('light-bulb', 0xea61)");
    expect(library).not.toContain('gistNew');
    const derived = cut('base/common/codicons.js', read('base/common/codicons.js'));
    expect(derived).toContain("menuSubmenu: register('menu-submenu', 'chevron-right')");
    expect(derived).not.toContain('debugBreakpointPending');
  });

  test('a translation keeps the texts that are asked for, each at its number', () => {
    const code = 'globalThis._VSCODE_NLS_MESSAGES=["a","b, [c]",`d`],globalThis._VSCODE_NLS_LANGUAGE="ru";';
    expect(onlyUsedTexts(code, new Set([1]))).toBe(
      'globalThis._VSCODE_NLS_MESSAGES=[,"b, [c]",],globalThis._VSCODE_NLS_LANGUAGE="ru";',
    );
  });
});
