import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import process from 'node:process';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from './free-port.mjs';

const here = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

/** A test run that starts a server that starts another, and is deaf to every polite word; it prints both their ids. */
const GRANDCHILD = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
const CHILD = `
  process.on('SIGTERM', () => {});
  const { spawn } = await import('node:child_process');
  const other = spawn(process.execPath, ['-e', ${JSON.stringify(GRANDCHILD)}], { detached: true, stdio: 'ignore' });
  console.log(process.pid, other.pid);
  setInterval(() => {}, 1000);
`;
const RUN = `
  const { startChild, endChildrenOnSignals } = await import(${here('./children.mjs')});
  endChildrenOnSignals();
  const child = startChild(['--input-type=module', '-e', ${JSON.stringify(CHILD)}], { cwd: process.cwd() });
  child.stdout.pipe(process.stdout);
`;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.concurrent('a test run that is ended leaves nothing behind', () => {
  it.for([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGKILL', null],
  ] as const)('by %s', async ([signal, code], { expect }) => {
    const run = spawn(process.execPath, ['--input-type=module', '-e', RUN], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((done) => run.stdout.once('data', (data: Buffer) => done(String(data))));
    const pids = line.trim().split(' ').map(Number);
    expect(pids.filter(isAlive)).toHaveLength(2);
    const ended = new Promise<number | null>((done) => run.once('exit', done));
    run.kill(signal);
    expect(await ended).toBe(code);
    await expect.poll(() => pids.filter(isAlive), { timeout: 9000 }).toEqual([]);
  });
});

describe('a port', () => {
  const servers: Server[] = [];
  const take = (port: number, host: string): Promise<number> =>
    new Promise((done) => {
      const server = createServer().listen({ port, host }, () => {
        const address = server.address();
        done(typeof address === 'object' && address !== null ? address.port : 0);
      });
      servers.push(server);
    });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('that is free is taken as it is; one that is taken is another', async () => {
    const port = await take(0, '127.0.0.1');
    const other = await freePort(port);
    expect(other).not.toBe(port);
    expect(await freePort(other)).toBe(other);
  });
});
