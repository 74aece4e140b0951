// @ts-check
/**
 * `npm start`: serves the app from its sources, prints the address and opens a browser where there is a screen to open one on.
 * `PORT` asks for a port (the next free one is taken); `BROWSER=none` keeps the browser closed.
 */
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const schema = spawnSync(process.execPath, [path.join(root, 'scripts/gen-schema.mjs')], {
  cwd: root,
  encoding: 'utf8',
});
if (schema.status !== 0) {
  console.error(
    `${schema.stdout}${schema.stderr}\nThe Kubernetes schemas could not be generated: the editor will not know their fields.`,
  );
}

const server = await createServer({
  root,
  configFile: path.join(root, 'vite.config.ts'),
  logLevel: 'warn',
  clearScreen: false,
  server: { port: Number(process.env.PORT) || 5173 },
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? `http://localhost:${server.config.server.port}/`;
console.log(`Kubewalk is at ${address}  (Ctrl+C stops it)`);
openBrowser(address);

/** Opening is a courtesy: without a screen, an opener or a browser nothing is said and nothing fails. @param {string} url */
function openBrowser(url) {
  const { BROWSER, CI, DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
  if (CI || SSH_CONNECTION || BROWSER === 'none' || !process.stdout.isTTY) return;
  const opener = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] }[String(process.platform)];
  if (!opener && !DISPLAY && !WAYLAND_DISPLAY) return;
  const [command = '', ...args] = opener ?? [BROWSER || 'xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
