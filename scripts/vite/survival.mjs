// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const NAME = 'virtual:survival';
const RESOLVED = `\0${NAME}`;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * `virtual:survival`: for every kind of volume and everything that can happen to it, what becomes of a file. Each cell is a cluster of its
 * own, played by the model that runs in the worker; dozens of them would keep a reader waiting, so they are played when the page is built.
 *
 * @returns {import('vite').Plugin}
 */
export function survival() {
  return {
    name: 'survival',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const core = await runnerImport(path.join(root, 'src/core/index.ts'), {
        root,
        configFile: false,
        logLevel: 'error',
      });
      for (const file of core.dependencies) this.addWatchFile(file);
      const { createCluster, survivalTable } = /** @type {typeof import('../../src/core/index.js')} */ (core.module);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(survivalTable(createCluster)))});`;
    },
  };
}
