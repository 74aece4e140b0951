import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { STAND_INS, standIn } from './vite/lean-monaco.mjs';

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
  test.each(Object.entries(STAND_INS))('%s gives out names of the real one; a missing one fails the build', (name, source) => {
    const real = namesOf(readFileSync(path.join(VS, name), 'utf8'));
    expect(namesOf(source)).not.toEqual([]);
    expect(real).toEqual(expect.arrayContaining(namesOf(source)));
  });

  test('is found by the file, on every system, and only there', () => {
    expect(standIn(`C:\\x\\node_modules\\monaco-editor\\esm\\vs\\editor\\browser\\gpu\\viewGpuContext.js`)).toContain(
      'ViewGpuContext',
    );
    expect(standIn(`${VS}/editor/browser/view.js`)).toBeNull();
    expect(standIn('/src/editor/browser/gpu/viewGpuContext.js')).toBeNull();
  });
});
