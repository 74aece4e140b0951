import type { ExampleId } from '../lessons/index.js';
import type { SharedWork } from '../share/index.js';
import { engine } from './engine.js';
import { viewOnScreen, workOnScreen } from './on-screen.js';
import { getState } from './store.js';

/** How long the engine may take to shorten the history before the link carries it as it is, in milliseconds. */
const SHORTEN_WITHIN_MS = 2000;

/** The work on screen with its history as short as gives the same cluster, where the engine can say so in time. */
async function shortWork(): Promise<SharedWork> {
  const work = workOnScreen();
  if (getState().snapshot === null) return work;
  const timeout = new Promise<null>((resolve) => setTimeout(resolve, SHORTEN_WITHIN_MS, null));
  const short = await Promise.race([engine().workspace(), timeout]);
  return short === null ? work : { ...work, history: short.history };
}

/**
 * The fragment that opens exactly what is on screen: this work, this lens, this step of the cluster, this moment of the packet.
 * Null when it would be longer than a link may be.
 */
export async function linkToHere(): Promise<string | null> {
  const { language, theme } = getState();
  const view = viewOnScreen();
  const [{ linkOf, MAX_FRAGMENT }, work] = await Promise.all([import('../share/index.js'), shortWork()]);
  const link = linkOf(work, {
    ...view,
    language,
    ...(theme === 'system' ? {} : { theme }),
  });
  return link.length - 1 > MAX_FRAGMENT ? null : link;
}

/** The permalink of an example: a word that a person can read and keep. */
export const linkToExample = (id: ExampleId): string => `#example/${id}`;
