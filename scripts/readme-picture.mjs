// @ts-check
/**
 * Makes docs/first-path.png, the moving picture of the README, from the built app itself: `node scripts/readme-picture.mjs` after a build. The
 * frames are screenshots of a few hops; an animated PNG is the first one's file with the others' pixels appended
 * (PNG specification, third edition, §11.3.6), so nothing has to be drawn or compressed again.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { crc32 } from 'node:zlib';
import { launchOptions, rememberedBrowser } from './browser/launch-options.mjs';

/** How long a frame stays, in milliseconds. */
const HOP_STAYS = 1100;
const LAST_STAYS = 2600;
const SIZE = { width: 1360, height: 800 };

const server = await preview({ preview: { port: 4187, strictPort: true }, logLevel: 'error' });
const browser = await chromium.launch(launchOptions(rememberedBrowser() ?? { executablePath: null, env: {} }));
try {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light', locale: 'en-GB' });
  await page.goto('http://localhost:4187/');
  await page.locator('[data-testid="code-editor"][data-ready="true"]').waitFor();
  await page.getByTestId('hop-0').click();
  const hops = await page
    .locator('[data-testid="journal"] [data-testid^="hop-"]:not([data-testid="hop-cause"])')
    .count();
  const frames = [];
  for (let hop = 2; hop < hops; hop += hop > 4 && hop < 9 ? 1 : 4) {
    await page.getByTestId(`hop-${hop}`).click();
    await page.mouse.move(640, 20);
    await page.waitForTimeout(400);
    frames.push(await page.screenshot());
  }
  mkdirSync('docs', { recursive: true });
  writeFileSync('docs/first-path.png', animated(frames));
  console.log(`docs/first-path.png: ${frames.length} frames`);
} finally {
  await browser.close();
  await new Promise((resolve) => server.httpServer.close(resolve));
}
process.exit(0);

/** @param {readonly Buffer[]} frames @returns {Buffer} */
function animated(frames) {
  const [first] = frames;
  if (first === undefined) throw new Error('no frame was taken');
  const head = chunksOf(first);
  const header = head.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  let sequence = 0;
  const out = [first.subarray(0, 8), chunk('IHDR', header), chunk('acTL', numbers([frames.length, 0]))];
  frames.forEach((frame, index) => {
    const control = Buffer.alloc(26);
    control.writeUInt32BE(sequence++, 0);
    control.writeUInt32BE(SIZE.width, 4);
    control.writeUInt32BE(SIZE.height, 8);
    control.writeUInt16BE(index === frames.length - 1 ? LAST_STAYS : HOP_STAYS, 20);
    control.writeUInt16BE(1000, 22);
    out.push(chunk('fcTL', control));
    for (const { type, data } of chunksOf(frame)) {
      if (type !== 'IDAT') continue;
      out.push(index === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([numbers([sequence++]), data])));
    }
  });
  return Buffer.concat([...out, chunk('IEND', Buffer.alloc(0))]);
}

/** @param {Buffer} png @returns {{ type: string, data: Buffer }[]} */
function chunksOf(png) {
  const chunks = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** @param {string} type @param {Buffer} data @returns {Buffer} */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([numbers([data.length]), body, numbers([crc32(body)])]);
}

/** @param {readonly number[]} values @returns {Buffer} big-endian, four bytes each */
function numbers(values) {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}
