import type { Work } from './state.js';
import { getState, patch } from './store.js';

/**
 * Marks the work as changed by the reader: it wants saving, and it is now their own, whatever it was opened from.
 * Every action that changes manifests, settings or the cluster's history calls it.
 */
export function touch(): void {
  const { work, saving } = getState();
  patch({
    saving: saving === 'refused' ? saving : 'unsaved',
    work: work.origin === 'own' ? work : { ...work, origin: 'own' },
  });
}

/** An id for a new work: unlikely to meet another one, in this tab or any other. */
export function freshWorkId(): string {
  return globalThis.crypto.getRandomValues(new Uint32Array(2)).join('-');
}

/** What a work has in common with itself after a reload: a draft its id, another the address that opens it, and what it opens. */
export function identityOf({ id, origin, title }: Work, fragment: string): string {
  return origin === 'own' ? id : `${origin} ${title} ${fragment}`;
}

export function newWork(origin: Work['origin'], title: string): Work {
  return { id: freshWorkId(), origin, title };
}
