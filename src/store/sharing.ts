import { exampleLink, linkOf, MAX_FRAGMENT } from '../share/index.js';
import { workOnScreen } from './autosave.js';
import { getState } from './store.js';

/**
 * The fragment that opens exactly what is on screen: this work, this lens, this step of the cluster, this moment of the packet.
 * Null when it would be longer than a link may be.
 */
export function linkToHere(): string | null {
  const { lens, snapshot, playback, language, theme } = getState();
  const link = linkOf(workOnScreen(), {
    lens,
    ...(snapshot !== null && snapshot.at < snapshot.steps.length ? { step: snapshot.at } : {}),
    t: playback.t,
    language,
    ...(theme === 'system' ? {} : { theme }),
  });
  return link.length - 1 > MAX_FRAGMENT ? null : link;
}

/** The permalink of an example. */
export const linkToExample = (id: string): string => exampleLink(id);
