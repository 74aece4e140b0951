// @ts-check
/**
 * What a reader waits for, from the chunks that were really built: bytes before the picture and bytes with the editor, brotli at its best.
 * Fails over the budgets of size.budget.mjs.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { BUDGETS_KB, LATER } from './size.budget.mjs';
import { brotliBytes } from './size/brotli.mjs';
import { stagesOf } from './size/chunk-graph.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
/** @param {string} file */
const bytesOf = (file) => readFileSync(path.join(dist, file));
const stages = stagesOf(JSON.parse(bytesOf('.vite/manifest.json').toString('utf8')), LATER, (file) =>
  bytesOf(file).toString('utf8'),
);
stages.set('index.html', 'picture');
const rows = [...stages].map(([file, stage]) => ({ file, stage, size: brotliBytes(path.join(dist, file)) }));

/** @param {number} bytes */
const kb = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} KB`;
const titles = {
  picture: 'before the picture',
  engine: 'with the engine',
  editor: 'with the editor',
  asked: 'when asked for',
};
/** @type {Record<string, number>} */
const sums = {};
for (const stage of /** @type {const} */ (['picture', 'engine', 'editor', 'asked'])) {
  const own = rows.filter((row) => row.stage === stage).sort((a, b) => b.size - a.size);
  sums[stage] = own.reduce((sum, row) => sum + row.size, 0);
  console.log(`${kb(sums[stage])}  ${titles[stage]}`);
  for (const { file, size } of own) console.log(`${kb(size)}    ${file}`);
}

const forgotten = readdirSync(path.join(dist, 'assets')).filter(
  (name) => /\.(js|css)$/.test(name) && !stages.has(`assets/${name}`),
);
const totals = { picture: sums.picture ?? 0, editor: (sums.picture ?? 0) + (sums.engine ?? 0) + (sums.editor ?? 0) };
let over = forgotten.length > 0;
for (const file of forgotten)
  console.log(`assets/${file} was built, but nothing was seen to load it: it is in no budget`);
for (const stage of /** @type {const} */ (['picture', 'editor'])) {
  const limit = BUDGETS_KB[stage] * 1000;
  const verdict = totals[stage] > limit ? 'OVER the budget' : 'within the budget';
  if (totals[stage] > limit) over = true;
  console.log(`${kb(totals[stage])}  all ${titles[stage]}: ${verdict} of ${BUDGETS_KB[stage]} KB`);
}
process.exit(over ? 1 : 0);
