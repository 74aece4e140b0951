import { notify } from './notices.js';

/** What must be done before the page may be loaded anew: writing what still waits. */
let beforeReload = (): Promise<void> => Promise.resolve();

export function onReload(done: () => Promise<void>): void {
  beforeReload = done;
}

/**
 * Says that a part of the page did not come over the network, with the way to fetch it: a browser remembers that a module failed for as
 * long as the page lives, so the page is loaded anew, but only once the server answers, and with the work kept.
 */
export function sayUnloaded(): void {
  notify({ topic: 'unloaded', tone: 'warning', code: 'ui.unloaded', params: {}, action: reloading });
}

/** The button that loads the page anew. */
export const reloading = { code: 'ui.reload', run: () => void reload() } as const;

async function reload(): Promise<void> {
  await beforeReload();
  const there = await fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (there) location.reload();
  else sayUnloaded();
}
