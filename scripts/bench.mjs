// @ts-check
/**
 * `npm run bench`: Kubewalk as it is built, in a real Chromium, beside mermaid in the same run. Absolute times are printed, ratios and counts
 * are judged. The peers are installed into bench/ and nowhere else.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { BINDING, measureBinding } from '../bench/binding.mjs';
import { measureFirstLoad, measureWithoutEditor } from '../bench/first-load.mjs';
import { measureIdle } from '../bench/idle.mjs';
import { measureKeystrokes, SIZES } from '../bench/keystroke.mjs';
import { measureReachability, REACH } from '../bench/reachability.mjs';
import { serve } from '../bench/server.mjs';
import { launchOptions } from './browser/launch-options.mjs';
import { ensureBrowser } from './ensure-browser.mjs';
import { ensureDeps } from './ensure-deps.mjs';
import { LATER } from './size.budget.mjs';
import { brotliBytes } from './size/brotli.mjs';
import { stagesOf } from './size/chunk-graph.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const FASTER = { pods: 200, times: 10 };
const BINDING_TIMES = 20;
const REACH_TIMES = 50;

/** @param {string} why @returns {never} */
function giveUp(why) {
  console.error(why);
  process.exit(1);
}

if (!ensureDeps(path.join(root, 'bench'))) giveUp('mermaid could not be installed.');
for (const script of ['scripts/gen-schema.mjs', 'node_modules/vite/bin/vite.js build --logLevel warn']) {
  if (spawnSync(process.execPath, script.split(' '), { cwd: root, stdio: 'inherit' }).status !== 0)
    giveUp(`${script} failed.`);
}
const found = (await ensureBrowser()) ?? giveUp('There is nothing to measure in.');

const server = await serve({
  app: dist,
  bench: path.join(root, 'bench'),
  mermaid: path.join(root, 'bench/node_modules/mermaid/dist'),
});
const browser = await chromium.launch(launchOptions(found));
/** @type {string[]} */
const broken = [];
/** @param {number} ms */
const ms = (ms) => `${ms.toFixed(0)} ms`.padStart(9);
/** @param {number} bytes */
const kb = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;

try {
  const binding = await measureBinding({ root });
  console.log(
    `\nA volume for each of ${BINDING.claims} claims among ${BINDING.volumes}: index ${ms(binding.ours)} (${binding.looks} volumes looked at)   every pair ${ms(binding.plain)} (${binding.plainLooks})   ${binding.ratio.toFixed(1)}× faster, same ${binding.bound} bindings   (${binding.repeated} pairs repeated)`,
  );
  if (binding.ratio < BINDING_TIMES)
    broken.push(`${binding.ratio.toFixed(1)}× faster than looking at every pair, and ${BINDING_TIMES}× is the bar`);

  const reach = await measureReachability({ root });
  console.log(
    `\nWho reaches whom, ${REACH.pods} pods, ${REACH.policies} policies, ${REACH.ports} ports: by classes ${ms(reach.ours)} (${reach.work} peers and ports tried)   every pair ${ms(reach.plain)} (${reach.pairs} asked)   ${reach.ratio.toFixed(1)}× faster, same answers (${reach.denied} denied)`,
  );
  if (reach.ratio < REACH_TIMES)
    broken.push(`${reach.ratio.toFixed(1)}× faster than asking for every pair, and ${REACH_TIMES}× is the bar`);

  console.log(
    '\nFrom a key to the new, correct picture (p50 / p95), beside mermaid drawing every pod of the same cluster without a debounce',
  );
  for (const size of SIZES) {
    const { ours, theirs, ratio, calibration, repeated } = await measureKeystrokes({
      browser,
      url: server.url,
      root,
      size,
    });
    const noise = `calibration ${calibration.best.toFixed(0)}–${calibration.worst.toFixed(0)} ms, ${repeated} pairs repeated`;
    console.log(
      `${size.label.padEnd(18)} Kubewalk ${ms(ours.p50)} /${ms(ours.p95)}   mermaid ${ms(theirs.p50)} /${ms(theirs.p95)}   ${ratio.toFixed(1)}× faster   (${noise})`,
    );
    if (size.pods === FASTER.pods && ratio < FASTER.times)
      broken.push(`${ratio.toFixed(1)}× faster at ${size.label}, and ${FASTER.times}× is the bar`);
  }

  const stages = stagesOf(JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8')), LATER, (file) =>
    readFileSync(path.join(dist, file), 'utf8'),
  );
  const load = await measureFirstLoad({
    browser,
    url: server.url,
    sizeOf: (file) => brotliBytes(path.join(dist, file)),
  });
  console.log(
    `\nFirst load, empty cache: picture after ${ms(load.picture)} with ${kb(load.bytesAtPicture)} arrived (brotli), editor after ${ms(load.editor)}; ${kb(load.all)} in ${load.requests} requests`,
  );
  if (!load.pictureFirst) broken.push('the picture waited for the editor');

  const editorFiles = [...stages].filter(([, stage]) => stage === 'editor').map(([file]) => file);
  const { blocked, shown } = await measureWithoutEditor({ browser, url: server.url, editorFiles });
  console.log(
    `Without a byte of the editor (${blocked} requests refused): ${shown ? 'the picture is there' : 'NO picture'}`,
  );
  if (!shown) broken.push('no picture without the editor');
  if (blocked === 0) broken.push('no file of the editor was asked for: the measurement proves nothing');

  const frames = await measureIdle({ browser, url: server.url });
  console.log(`Frames asked for in two seconds in which nothing moves: ${frames}`);
  if (frames > 0) broken.push(`${frames} frames while nothing moved`);
} finally {
  await browser.close();
  server.close();
}

for (const fault of broken) console.error(`✗ ${fault}`);
process.exit(broken.length > 0 ? 1 : 0);
