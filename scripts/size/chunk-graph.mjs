// @ts-check
import path from 'node:path';
import { parseAst } from 'vite';
import { walk } from '../walls/imports.mjs';

/**
 * Vite's build manifest, as far as it is used. Workers stand in it only as assets of the chunk that starts them.
 * @typedef {Record<string, { file: string, isEntry?: boolean, imports?: string[], dynamicImports?: string[], css?: string[], assets?: string[] }>} Manifest
 */
/** @typedef {'picture' | 'engine' | 'editor' | 'asked'} Stage */
/** @typedef {readonly { chunk: string, when: Stage }[]} Later */

/** @type {readonly Stage[]} */
const STAGES = ['picture', 'engine', 'editor', 'asked'];

/**
 * Sorts the files of a build by when a reader waits for them.
 * @param {Manifest} manifest
 * @param {Later} later the dynamic imports and workers that do not count as loaded at once
 * @param {(file: string) => string} read the text of a built file
 * @returns {Map<string, Stage>} each file that the page can load; one needed at two stages stands under the earlier
 */
export function stagesOf(manifest, later, read) {
  /** @type {Map<string, Stage>} */
  const stages = new Map();
  /** @param {Stage} now @param {string} name @returns {Stage} when what something of `now` imports dynamically, or starts, is loaded */
  const stageOf = (now, name) => {
    const plain = name.replace(/^(\.\.\/)+/, '').replace(/^.*(?=node_modules\/)/, '');
    const when = later.find(({ chunk }) => plain.startsWith(chunk))?.when ?? 'picture';
    return STAGES[Math.max(STAGES.indexOf(when), STAGES.indexOf(now))] ?? 'asked';
  };
  /** @param {string} file @param {Stage} stage @returns {boolean} whether it was known to be loaded as early */
  const mark = (file, stage) => {
    const before = stages.get(file);
    if (before && STAGES.indexOf(before) <= STAGES.indexOf(stage)) return true;
    stages.set(file, stage);
    return false;
  };
  /** @param {string} key @param {Stage} stage */
  const chunk = (key, stage) => {
    const entry = manifest[key];
    if (!entry) throw new Error(`the build manifest has no ${key}`);
    if (mark(entry.file, stage)) return;
    for (const style of entry.css ?? []) mark(style, stage);
    for (const asset of entry.assets ?? []) {
      if (asset.endsWith('.js')) worker(asset, stageOf(stage, path.posix.basename(asset)));
      else mark(asset, stage);
    }
    for (const next of entry.imports ?? []) chunk(next, stage);
    for (const next of entry.dynamicImports ?? []) chunk(next, stageOf(stage, next));
  };
  /** @param {string} file @param {Stage} stage */
  const worker = (file, stage) => {
    if (mark(file, stage)) return;
    for (const { target, dynamic } of importsOfBuilt(read(file))) {
      const next = path.posix.join(path.posix.dirname(file), target);
      worker(next, dynamic ? stageOf(stage, path.posix.basename(next)) : stage);
    }
  };
  for (const [key, entry] of Object.entries(manifest)) if (entry.isEntry) chunk(key, 'picture');
  return stages;
}

/** @param {string} code @returns {{ target: string, dynamic: boolean }[]} the relative imports of a built module */
function importsOfBuilt(code) {
  /** @type {{ target: string, dynamic: boolean }[]} */
  const found = [];
  walk(/** @type {import('../walls/imports.mjs').Node} */ (/** @type {unknown} */ (parseAst(code))), (node) => {
    const { source } = node;
    const target = source?.type === 'TemplateLiteral' ? source.quasis[0]?.value.cooked : source?.value;
    if (typeof target === 'string' && target.startsWith('.'))
      found.push({ target, dynamic: node.type === 'ImportExpression' });
  });
  return found;
}
