import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { TextStorage } from './preferences.js';

/** What one transaction does to the records. */
export interface Change {
  readonly put?: readonly [key: string, value: unknown];
  readonly remove: readonly string[];
}

/** Records by key. Every call may reject: the browser may refuse, be full, or never have had them. */
export interface Records {
  keys(): Promise<readonly string[]>;
  get(key: string): Promise<unknown>;
  /** Looks at the keys and does what `decide` says of them, in one transaction: all of it or, where it throws or fails, nothing. */
  change(decide: (keys: readonly string[]) => Change): Promise<void>;
}

/** A browser that is asked for its database and never says anything is taken for one that refuses, after so many milliseconds. */
const PATIENCE_MS = 5000;

/** Records in IndexedDB. The database is opened when it is first asked for, and again after the browser closed it. */
export function databaseRecords(): Records {
  let opened: UseStore | null = null;
  const run = <T>(mode: IDBTransactionMode, work: (objects: IDBObjectStore) => Promise<T>): Promise<T> => {
    const asked = async (): Promise<T> => (opened ??= createStore('kubewalk', 'drafts'))(mode, work);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database does not answer')), PATIENCE_MS);
    });
    return Promise.race([asked(), silence]).finally(() => clearTimeout(timer));
  };
  const keysOf = async (objects: IDBObjectStore): Promise<readonly string[]> =>
    (await promisifyRequest(objects.getAllKeys())).filter((key) => typeof key === 'string');
  return {
    keys: () => run('readonly', keysOf),
    get: (key) => run('readonly', (objects) => promisifyRequest<unknown>(objects.get(key))),
    change: (decide) =>
      run('readwrite', async (objects) => {
        const { put, remove } = decide(await keysOf(objects));
        if (put !== undefined) objects.put(put[1], put[0]);
        for (const key of remove) objects.delete(key);
        await promisifyRequest(objects.transaction);
      }),
  };
}

/** Texts by key that are written before the call returns: for a page that is being left, or may die, which no database waits for. */
export interface Journal {
  keys(): readonly string[];
  get(key: string): string | null;
  /** False where the browser does not keep it: then it is there for as long as the page is. */
  put(key: string, text: string): boolean;
  remove(key: string): void;
}

/** The journal whose keys begin so in one of the browser's small storages. */
export function textJournal(storage: TextStorage | null, prefix: string): Journal {
  const unkept = new Map<string, string>();
  const names = (): readonly string[] => Object.keys(storage ?? {}).filter((name) => name.startsWith(prefix));
  return {
    keys: () => [...names().map((name) => name.slice(prefix.length)), ...unkept.keys()],
    get: (key) => unkept.get(key) ?? storage?.getItem(prefix + key) ?? null,
    put: (key, text) => {
      try {
        storage?.setItem(prefix + key, text);
      } catch {
        unkept.set(key, text);
        return false;
      }
      if (storage === null) unkept.set(key, text);
      return storage !== null;
    },
    remove: (key) => {
      unkept.delete(key);
      storage?.removeItem(prefix + key);
    },
  };
}
