import { readDocument, type ReadDocument } from './read-document.js';
import type { Schema } from './schema/schema.js';

/** Exact work done, for tests and benchmarks. */
export interface ManifestWork {
  /** Documents whose text was read and checked, not taken from the cache. */
  readonly documentsParsed: number;
  readonly objectsValidated: number;
}

/**
 * Remembers what each document's text said, so that an edit reads only the document it changes. Entries that the last run did not use
 * are dropped, so it holds one workspace's texts and no history.
 */
export interface ManifestCache {
  readonly work: ManifestWork;
  /** @internal Reads through the cache. */
  read(text: string, schema: Schema): ReadDocument;
  /** @internal Ends a run: forgets what it did not use. */
  finish(): void;
}

/** An empty cache, for one workspace. */
export function createManifestCache(): ManifestCache {
  let kept = new Map<string, ReadDocument>();
  let used = new Map<string, ReadDocument>();
  let documentsParsed = 0;
  let objectsValidated = 0;
  return {
    get work() {
      return { documentsParsed, objectsValidated };
    },
    read(text, schema) {
      const known = used.get(text) ?? kept.get(text);
      if (known !== undefined) {
        used.set(text, known);
        return known;
      }
      const document = readDocument(text, schema);
      documentsParsed++;
      objectsValidated += document.objects.length;
      used.set(text, document);
      return document;
    },
    finish() {
      kept = used;
      used = new Map();
    },
  };
}
