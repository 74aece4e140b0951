/** How to let go of each draft that this tab has claimed. */
const claims = new Map<string, () => void>();

/**
 * Claims a draft for this tab, until it lets go of it or is closed. False when another tab has it. Where the browser has no locks, every
 * tab may have it: then whoever writes second finds that out, and goes on with a copy.
 */
export async function claimDraft(id: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (locks === undefined || claims.has(id)) return true;
  return new Promise((resolve) => {
    locks
      .request(`kubewalk-draft-${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // Held until somebody lets go.
        return lock === null ? undefined : new Promise<void>((release) => claims.set(id, release));
      })
      .catch(() => resolve(true));
  });
}

/** This tab has left a draft: another may have it. */
export function releaseDraft(id: string): void {
  claims.get(id)?.();
  claims.delete(id);
}
