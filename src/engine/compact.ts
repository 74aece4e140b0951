import type { ClusterSettings, ManifestFile } from '../core/index.js';
import { fingerprint } from './fingerprint.js';
import { Living, type ReadObjects } from './living.js';
import type { Operation } from './protocol.js';

/** A cluster with a longer journal is not replayed for a shorter link: its reader would wait for seconds. In steps. */
const LONGEST_REPLAY = 20_000;

/**
 * The shortest history that still makes the same cluster. First without any manifests but the present ones, then with the last
 * manifests before each act; when neither gives the same cluster (a rollout left its traces), the whole of it.
 * A cluster that stands in its past keeps the whole of it too: the number of its step has to mean the same.
 */
export function compactHistory(living: Living, settings: ClusterSettings, read: ReadObjects): readonly Operation[] {
  const { history } = living;
  const files = living.applied;
  const [first, ...rest] = history;
  if (files === null || first === undefined) return history;
  if (first.op === 'apply' && rest.every(({ op }) => op === 'act')) return history;
  if (!living.atEnd || living.cluster.journal.length > LONGEST_REPLAY) return history;

  const wanted = fingerprint(living.cluster);
  const acts = history.filter(({ op }) => op === 'act');
  const applyFirst: Operation = { op: 'apply', files, at: 0 };
  const beforeActs = history.filter(({ op }, index) => op === 'act' || history[index + 1]?.op !== 'apply');
  for (const candidate of [[applyFirst, ...acts], beforeActs]) {
    if (candidate.length >= history.length) continue;
    const replayed = replayAtEnd(candidate, settings, read);
    if (replayed !== null && fingerprint(replayed.cluster) === wanted) return replayed.history;
  }
  return history;
}

/** Each operation once everything before it is quiet; null when one of them no longer does anything. */
function replayAtEnd(operations: readonly Operation[], settings: ClusterSettings, read: ReadObjects): Living | null {
  const living = new Living(settings);
  for (const operation of operations) living.replay({ ...operation, at: Number.MAX_SAFE_INTEGER }, read);
  return living.history.length === operations.length ? living : null;
}

/**
 * A history without its beginning, where that only applies the files that are in the work anyway: what most links carry.
 * `opened` puts it back.
 */
export function withoutFirst(history: readonly Operation[], files: readonly ManifestFile[]): readonly Operation[] {
  const [first, ...rest] = history;
  const same = first?.op === 'apply' && first.at === 0 && sameFiles(first.files, files);
  return same && rest.every(({ op }) => op === 'act') ? rest : history;
}

/** The history of a work, from the boot on. */
export function withFirst(history: readonly Operation[], files: readonly ManifestFile[]): readonly Operation[] {
  return history[0]?.op === 'apply' ? history : [{ op: 'apply', files, at: 0 }, ...history];
}

function sameFiles(a: readonly ManifestFile[], b: readonly ManifestFile[]): boolean {
  return a.length === b.length && a.every((file, index) => file.id === b[index]?.id && file.text === b[index]?.text);
}
