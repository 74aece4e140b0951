// @ts-check
import { createServer } from 'node:net';

/**
 * The wanted port, or, when somebody has it, one that nobody has. It is asked of both families of addresses: `localhost` may be either.
 * @param {number} wanted @returns {Promise<number>}
 */
export async function freePort(wanted) {
  for (const host of ['127.0.0.1', '::1']) {
    if ((await listen(wanted, host)) === 'taken') return freePort(await anyPort());
  }
  return wanted;
}

/** @returns {Promise<number>} */
async function anyPort() {
  const port = await listen(0, '127.0.0.1');
  if (typeof port !== 'number') throw new Error('no port is free');
  return port;
}

/** Listens and stops listening. An address that this machine does not have is nobody's. @param {number} port @param {string} host @returns {Promise<number | 'taken' | 'none'>} */
function listen(port, host) {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) =>
      done(/** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE' ? 'taken' : 'none'),
    );
    server.listen({ port, host }, () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 'none'));
    });
  });
}
