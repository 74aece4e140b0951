import type { ManifestFile } from '../core/index.js';
import type { Draft, DraftEntry } from './draft.js';
import { browserStorage } from './preferences.js';
import { databaseRecords, textJournal, type Journal, type Records } from './records.js';
import { sealOf } from './seal.js';

/** A draft read back. */
export interface Loaded {
  readonly draft: Draft | null;
  /** Something newer of it was kept, and cannot be read. */
  readonly spoilt: boolean;
  /** Where no copy is whole: the manifests that can be read of the newest one that has any. Nothing vouches for them. */
  readonly recovered: readonly ManifestFile[];
}

/** Where drafts are kept. Every promise may be rejected: the browser may refuse or be full. */
export interface DraftStorage {
  /** The ids of what is kept, latest first. Reads no draft. */
  latest(): Promise<readonly string[]>;
  /** The last good copy of a draft. */
  load(id: string): Promise<Loaded>;
  /** Keeps a draft. Rejects with `Overtaken` where somebody else has kept something of that id since this page last did or looked. */
  save(draft: Draft): Promise<void>;
  /** Keeps a draft before it returns, for a page that is being left. False where there is no room for that. */
  saveNow(draft: Draft): boolean;
  remove(id: string): Promise<void>;
  /** What can be read or recovered of what there is, latest first. */
  list(): Promise<readonly DraftEntry[]>;
}

/** How many drafts are kept; the oldest go. */
export const MAX_DRAFTS = 40;

/** Another page writes this very draft. */
export class Overtaken extends Error {}

/**
 * One copy of a draft that was kept: the key says whose it is, which one and when. Copies are never written over: each has a number of its
 * own. One of the journal stands half a step after the copy of the database that it follows.
 */
interface Copy {
  readonly key: string;
  readonly id: string;
  readonly number: number;
  readonly savedAt: number;
  readonly journal: boolean;
}

/** Keys of a later version will look otherwise, so they are neither read nor removed. The first version's key was the bare id. */
const KEY = /^(?<id>\S+)(?: (?<number>\d+(?:\.5)?) (?<savedAt>\d+))?$/;

const copiesIn = (keys: readonly string[], journal = false): readonly Copy[] =>
  keys.flatMap((key) => {
    const { id, number, savedAt } = KEY.exec(key)?.groups ?? {};
    return id === undefined ? [] : [{ key, id, number: Number(number ?? 0), savedAt: Number(savedAt ?? 0), journal }];
  });

/** What this page knows of a draft: the number of the newest copy that it has seen or made, and of the last good one. */
interface Known {
  readonly newest: number;
  readonly good: number;
}

/**
 * Drafts as sealed copies: the last good one stays until a newer one is whole, and what another page has written is not written over.
 * What cannot be kept in the database, or not in time, is kept in the journal.
 */
export function keptDrafts(records: Records, journal: Journal): DraftStorage {
  const known = new Map<string, Known>();
  const knownOf = (id: string): Known => known.get(id) ?? { newest: 0, good: 0 };
  const inJournal = (): readonly Copy[] => copiesIn(journal.keys(), true);

  /** Every copy there is, the newest of each draft first. Where the database refuses, those of the journal, if any. */
  async function copies(): Promise<readonly Copy[]> {
    const late = inJournal();
    const keys = await records.keys().catch((error: unknown) => {
      if (late.length === 0) throw error;
      return [];
    });
    return [...copiesIn(keys), ...late].sort((a, b) => b.number - a.number);
  }

  async function read({ key, id, journal: late }: Copy): Promise<Omit<Loaded, 'spoilt'>> {
    const { readRecord, recoverFiles } = await import('./draft-record.js');
    try {
      const record: unknown = late ? JSON.parse(journal.get(key) ?? '') : await records.get(key);
      const draft = readRecord(record);
      return draft?.id === id ? { draft, recovered: [] } : { draft: null, recovered: recoverFiles(record) };
    } catch {
      return { draft: null, recovered: [] };
    }
  }

  async function lastGood(all: readonly Copy[], id: string): Promise<Loaded & { readonly number: number }> {
    let recovered: Loaded['recovered'] = [];
    const mine = all.filter((copy) => copy.id === id);
    for (const [newer, copy] of mine.entries()) {
      const { draft, recovered: files } = await read(copy);
      if (draft !== null) return { draft, spoilt: newer > 0, recovered: [], number: copy.number };
      if (recovered.length === 0) recovered = files;
    }
    return { draft: null, spoilt: mine.length > 0, recovered, number: 0 };
  }

  async function latest(all: readonly Copy[]): Promise<readonly string[]> {
    const times = new Map<string, number>();
    for (const { id, savedAt } of all) times.set(id, Math.max(savedAt, times.get(id) ?? 0));
    // A copy of the first version says only inside when it was kept.
    for (const [id, time] of times) if (time === 0) times.set(id, (await lastGood(all, id)).draft?.savedAt ?? 0);
    return [...times.keys()].sort((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0));
  }

  function saveNow(draft: Draft): boolean {
    const { id, savedAt } = draft;
    const { newest, good } = knownOf(id);
    const number = Math.floor(newest) + 0.5;
    const key = `${id} ${number} ${savedAt}`;
    const kept = journal.put(key, JSON.stringify(recordOf(draft)));
    for (const copy of inJournal()) if (copy.id === id && copy.key !== key) journal.remove(copy.key);
    known.set(id, { newest: number, good: kept ? number : good });
    return kept;
  }

  return {
    latest: async () => latest(await copies()),
    load: async (id) => {
      const all = await copies();
      const { number, ...loaded } = await lastGood(all, id);
      const newest = Math.max(0, ...all.filter((copy) => copy.id === id).map((copy) => copy.number));
      known.set(id, { newest, good: number });
      return loaded;
    },
    save: async (draft) => {
      const { id, savedAt } = draft;
      const value = recordOf(draft);
      const { good } = knownOf(id);
      let number = 0;
      try {
        await records.change((keys) => {
          const there = copiesIn(keys).filter((copy) => copy.id === id);
          const { newest } = knownOf(id);
          if (there.some((copy) => copy.number > newest)) throw new Overtaken();
          number = Math.floor(newest) + 1;
          known.set(id, { newest: number, good });
          const older = there.filter((copy) => copy.number < good);
          return { put: [`${id} ${number} ${savedAt}`, value], remove: older.map(({ key }) => key) };
        });
        const now = knownOf(id);
        known.set(id, { newest: now.newest, good: Math.max(number, now.good) });
        for (const copy of inJournal()) if (copy.id === id && copy.number < good) journal.remove(copy.key);
      } catch (error) {
        if (error instanceof Overtaken || !saveNow(draft)) throw error;
      }
    },
    saveNow,
    remove: async (id) => {
      for (const copy of inJournal()) if (copy.id === id) journal.remove(copy.key);
      const of = (keys: readonly string[]) => copiesIn(keys).filter((copy) => copy.id === id);
      await records.change((keys) => ({ remove: of(keys).map(({ key }) => key) }));
    },
    list: async () => {
      const all = await copies();
      const entries: DraftEntry[] = [];
      for (const id of await latest(all)) {
        const { draft, recovered } = await lastGood(all, id);
        const title = draft?.title ?? recovered[0]?.name;
        const savedAt = draft?.savedAt ?? all.find((copy) => copy.id === id)?.savedAt ?? 0;
        if (title !== undefined) entries.push({ id, title, savedAt });
      }
      return entries;
    },
  };
}

const recordOf = (draft: Draft): { readonly version: 2; readonly seal: string; readonly text: string } => {
  const text = JSON.stringify(draft);
  return { version: 2, seal: sealOf(text), text };
};

/** Drafts in this browser. */
export const browserDrafts = (): DraftStorage =>
  keptDrafts(databaseRecords(), textJournal(browserStorage(), 'kubewalk.unsaved '));
