// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const NAME = 'virtual:survival';
const RESOLVED = `\0${NAME}`;
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** An act of a work happens once everything before it is quiet: at a moment of the journal that no cluster reaches. */
const SETTLED = Number.MAX_SAFE_INTEGER;

/**
 * `virtual:survival`: for every kind of volume and everything that can happen to it, what becomes of a file, and the work that shows it:
 * the manifests and the acts of the very experiment. Each cell is a cluster of its own, played by the model that runs in the worker;
 * dozens of them would keep a reader waiting, so they are played when the page is built.
 *
 * @returns {import('vite').Plugin}
 */
export function survival() {
  return {
    name: 'survival',
    resolveId: (id) => (id === NAME ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const options = { root, configFile: /** @type {const} */ (false), logLevel: /** @type {const} */ ('error') };
      const core = await runnerImport(path.join(root, 'src/core/index.ts'), options);
      const experiments = await runnerImport(path.join(root, 'src/core/storage/survival/surviving.ts'), options);
      const yaml = await runnerImport(path.join(root, 'src/engine/object-yaml.ts'), options);
      for (const file of [...core.dependencies, ...experiments.dependencies, ...yaml.dependencies])
        this.addWatchFile(file);
      const { createCluster } = /** @type {typeof import('../../src/core/index.js')} */ (core.module);
      const { survivalTable } = /** @type {typeof import('../../src/core/storage/survival/surviving.js')} */ (
        experiments.module
      );
      const { objectYaml } = /** @type {typeof import('../../src/engine/object-yaml.js')} */ (yaml.module);
      /** @type {import('../../src/engine/protocol.js').Workspace[]} */
      const works = [];
      const table = survivalTable((settings) => {
        const cluster = createCluster(settings);
        /** @type {import('../../src/engine/protocol.js').Operation[]} */
        const history = [];
        const { apply, act } = cluster;
        cluster.apply = (objects) => {
          const text = objects.map(objectYaml).join('---\n');
          works.push({ files: [{ id: 'f1', name: 'survivor.yaml', text }], settings, history, request: null });
          return apply.call(cluster, objects);
        };
        cluster.act = (action) => {
          history.push({ op: 'act', action, at: SETTLED });
          return act.call(cluster, action);
        };
        return cluster;
      });
      const cells = table.map((cell, index) => ({ ...cell, work: works[index] }));
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(cells))});`;
    },
  };
}
