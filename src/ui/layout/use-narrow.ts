import { useSyncExternalStore } from 'react';

/** Narrower than this the panes are drawers, as in the style sheets. */
const query = matchMedia('(max-width: 699px)');

/** True on a phone's screen, now. */
export const isNarrow = (): boolean => query.matches;

/** True on a phone's screen, followed. */
export function useNarrow(): boolean {
  return useSyncExternalStore(listen, isNarrow);
}

function listen(onChange: () => void): () => void {
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}
