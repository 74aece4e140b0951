import { afterEach, describe, expect, it, vi } from 'vitest';
import { claimDraft, pageHolds, releaseDraft } from './tabs.js';

/** The locks of a browser; `others` are held by other pages. */
function locksOf(others: readonly string[]) {
  const held = new Set(others);
  return {
    request: async (name: string, _: unknown, callback: (lock: object | null) => Promise<void> | undefined) => {
      await Promise.resolve();
      if (held.has(name)) return callback(null);
      held.add(name);
      await callback({});
      held.delete(name);
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a name', () => {
  it('is held by one page until it lets go', async () => {
    vi.stubGlobal('navigator', { locks: locksOf(['theirs']) });
    expect(await pageHolds.hold('mine')).toBe(true);
    expect(await pageHolds.hold('mine')).toBe(true);
    expect(await pageHolds.hold('theirs')).toBe(false);
    expect(await pageHolds.names()).toEqual(new Set(['theirs', 'mine']));
    pageHolds.letGo('mine');
    await vi.waitFor(async () => expect(await pageHolds.names()).toEqual(new Set(['theirs'])));
  });

  it.each([
    ['has no locks', {}],
    [
      'refuses them',
      { locks: { request: () => Promise.reject(new Error()), query: () => Promise.reject(new Error()) } },
    ],
  ])('is nobody’s where the browser %s, and every page may have every draft', async (_how, navigator) => {
    vi.stubGlobal('navigator', navigator);
    expect(await pageHolds.hold('a')).toBeNull();
    expect(await pageHolds.names()).toBeNull();
    expect(await claimDraft('1-1')).toBe(true);
  });
});

it('a draft that another tab has is not claimed; one that this tab has left may be', async () => {
  vi.stubGlobal('navigator', { locks: locksOf(['kubewalk-draft-1-1']) });
  expect(await claimDraft('1-1')).toBe(false);
  expect(await claimDraft('2-2')).toBe(true);
  expect(await pageHolds.names()).toContain('kubewalk-draft-2-2');
  releaseDraft('2-2');
  await vi.waitFor(async () => expect(await pageHolds.names()).not.toContain('kubewalk-draft-2-2'));
});
