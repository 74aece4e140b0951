// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const NAME = 'virtual:first-picture';
const RESOLVED = `\0${NAME}`;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** @param {string} file */
const ours = (file) => path.join(root, 'src', file);

/**
 * `virtual:first-picture`: the snapshot of the first example, computed by the very engine that runs in the worker, when the page is
 * built. A first visitor sees the picture before the engine has arrived; the engine then computes the same and takes over.
 *
 * @returns {import('vite').Plugin}
 */
export function firstPicture() {
  return {
    name: 'first-picture',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const engine = await runnerImport(ours('engine/session.ts'), { root, configFile: false, logLevel: 'error' });
      const lessons = await runnerImport(ours('lessons/index.ts'), { root, configFile: false, logLevel: 'error' });
      for (const file of [...engine.dependencies, ...lessons.dependencies]) this.addWatchFile(file);
      const { createSession } = /** @type {typeof import('../../src/engine/session.js')} */ (engine.module);
      const { firstPath, workOfExample } = /** @type {typeof import('../../src/lessons/index.js')} */ (lessons.module);
      const snapshot = createSession().open(workOfExample(firstPath));
      // Parsing a text of JSON is several times faster than parsing the same as a program.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(snapshot))});`;
    },
  };
}
