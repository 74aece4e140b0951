/** Names that pages hold for as long as they live: whoever holds one is neither closed nor crashed. */
export interface Holds {
  /** Takes a name, until this page lets go of it or is gone. False when another page has it, null where the browser has no locks. */
  hold(name: string): Promise<boolean | null>;
  letGo(name: string): void;
  /** Every name that some page holds; null where the browser has no locks. */
  names(): Promise<ReadonlySet<string> | null>;
}

/** How to let go of each name that this page holds. */
const held = new Map<string, () => void>();

/** Browsers have locks on secure addresses only. */
const locks = (): LockManager | undefined => globalThis.navigator?.locks as LockManager | undefined;

/** The names that pages of this browser hold. */
export const pageHolds: Holds = {
  hold: async (name) => {
    const manager = locks();
    if (manager === undefined) return null;
    if (held.has(name)) return true;
    return new Promise((resolve) => {
      manager
        .request(name, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          // Held until somebody lets go.
          return lock === null ? undefined : new Promise<void>((release) => held.set(name, release));
        })
        .catch(() => resolve(null));
    });
  },
  letGo: (name) => {
    held.get(name)?.();
    held.delete(name);
  },
  names: async () => {
    const query = await locks()
      ?.query()
      .catch(() => undefined);
    return query === undefined ? null : new Set(query.held?.map(({ name = '' }) => name));
  },
};

const nameOf = (draft: string): string => `kubewalk-draft-${draft}`;

/**
 * Claims a draft for this tab, until it lets go of it or is closed. False when another tab has it. Where the browser has no locks, every
 * tab may have it: then whoever writes second finds that out, and goes on with a copy.
 */
export async function claimDraft(id: string): Promise<boolean> {
  return (await pageHolds.hold(nameOf(id))) !== false;
}

/** This tab has left a draft: another may have it. */
export function releaseDraft(id: string): void {
  pageHolds.letGo(nameOf(id));
}
