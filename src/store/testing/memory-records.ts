import type { Journal, Records } from '../records.js';

/** What the fake does wrong at its next call: `refuse` rejects and does nothing, `lose` does it and then rejects, `tear` keeps half of what is put. */
export type Fault = 'refuse' | 'lose' | 'tear';

/** A database in memory. `faults` are taken one a call; the calls after them are good. */
export function memoryRecords(): Records & { readonly kept: Map<string, unknown>; faults: (Fault | null)[] } {
  const kept = new Map<string, unknown>();
  const records = {
    kept,
    faults: [] as (Fault | null)[],
    keys: () => call(() => [...kept.keys()]),
    get: (key: string) => call(() => structuredClone(kept.get(key))),
    change: (decide: Parameters<Records['change']>[0]) =>
      call((fault) => {
        const { put, remove } = decide([...kept.keys()]);
        if (put !== undefined) kept.set(put[0], structuredClone(fault === 'tear' ? torn(put[1]) : put[1]));
        for (const key of remove) kept.delete(key);
      }),
  };
  async function call<T>(work: (fault: Fault | null) => T): Promise<T> {
    const fault = records.faults.shift() ?? null;
    await Promise.resolve();
    if (fault === 'refuse') throw new Error('InvalidStateError');
    const result = work(fault);
    if (fault === 'lose') throw new Error('the answer was lost');
    return result;
  }
  return records;
}

/** A record as a disk that lost power leaves it. */
function torn(value: unknown): unknown {
  const { text, ...rest } = value as { readonly text: string };
  return { ...rest, text: text.slice(0, text.length / 2) };
}

/** A small storage in memory. With no room, nothing is kept beyond this page. */
export function memoryJournal({ room = true } = {}): Journal & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    keys: () => [...kept.keys()],
    get: (key) => kept.get(key) ?? null,
    put: (key, text) => {
      kept.set(key, text);
      return room;
    },
    remove: (key) => void kept.delete(key),
  };
}
