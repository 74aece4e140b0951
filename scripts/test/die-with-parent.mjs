// @ts-check
/**
 * Loaded by `node --import`: ends this process soon after the one that it works for has ended, however that ended. Whom it works for says
 * KUBEWALK_PARENT. A test that was killed must leave no server on a port and no browser in memory.
 */
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

/** How often it looks, in milliseconds. */
const LOOK_MS = 500;

const parent = Number(process.env.KUBEWALK_PARENT);
if (isMainThread && Number.isInteger(parent) && parent > 0) {
  setInterval(() => {
    try {
      process.kill(parent, 0);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH') process.exit(1);
    }
  }, LOOK_MS).unref();
}
