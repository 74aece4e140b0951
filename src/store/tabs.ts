/**
 * Claims a draft for this tab, for as long as the tab lives. False when another tab has it. Where the browser has no locks, every
 * tab may have it: then the last to write wins.
 */
export async function claimDraft(id: string): Promise<boolean> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (locks === undefined) return true;
  return new Promise((resolve) => {
    locks
      .request(`kubewalk-draft-${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // Held until the tab closes: the promise never settles.
        return lock === null ? undefined : new Promise<never>(() => {});
      })
      .catch(() => resolve(true));
  });
}
