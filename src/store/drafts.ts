import { createStore, del, entries, get, set, type UseStore } from 'idb-keyval';
import { readWork } from '../share/shape.js';
import type { SharedWork } from '../share/index.js';

/** A draft as it is kept. `version` is of this record; a record of a later version is neither read nor overwritten. */
export interface Draft {
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  readonly work: SharedWork;
}

export interface DraftEntry {
  readonly id: string;
  readonly title: string;
  readonly savedAt: number;
}

/** Where drafts are kept. Every call may reject: the browser may refuse, be full, or hold something spoilt. */
export interface DraftStorage {
  load(id: string): Promise<Draft | null>;
  save(draft: Draft): Promise<void>;
  remove(id: string): Promise<void>;
  /** What there is, latest first. */
  list(): Promise<readonly DraftEntry[]>;
}

/** How many drafts are kept; the oldest go. */
export const MAX_DRAFTS = 12;

/** Drafts in IndexedDB, one record each, so that two works never overwrite each other. */
export function browserDrafts(): DraftStorage {
  let opened: UseStore | null = null;
  const database = (): UseStore => (opened ??= createStore('kubewalk', 'drafts'));
  return {
    load: async (id) => readDraft(await get(id, database())),
    save: async (draft) => {
      const there: unknown = await get(draft.id, database());
      if (there !== undefined && readDraft(there) === null) throw new Error(`draft ${draft.id} is of another version`);
      await set(draft.id, draft, database());
    },
    remove: (id) => del(id, database()),
    list: async () => {
      const records = await entries<string, unknown>(database());
      return records
        .map(([, record]) => readDraft(record))
        .filter((draft) => draft !== null)
        .map(({ id, title, savedAt }) => ({ id, title, savedAt }))
        .sort((a, b) => b.savedAt - a.savedAt);
    },
  };
}

/** A record read back, looked at field by field; null for what this version does not understand. */
export function readDraft(value: unknown): Draft | null {
  if (typeof value !== 'object' || value === null) return null;
  const { version, id, title, savedAt, work } = value as Record<string, unknown>;
  if (version !== 1 || typeof id !== 'string' || typeof title !== 'string' || typeof savedAt !== 'number') return null;
  const read = readWork(work);
  return read === null ? null : { version, id, title, savedAt, work: read };
}
