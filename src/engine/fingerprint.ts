import type { ClusterView, KubeObject, ObjectKey } from '../core/index.js';

/** Fields that only say when or how often something was written. Two clusters that differ in nothing else show the same picture. */
const WHEN = new Set([
  'resourceVersion',
  'generation',
  'observedGeneration',
  'creationTimestamp',
  'deletionTimestamp',
  'lastTransitionTime',
  'lastUpdateTime',
  'startTime',
  'startedAt',
  'finishedAt',
  'timeAdded',
  'endpoints.kubernetes.io/last-change-trigger-time',
]);

/** What is known beside the API and can be seen: the disks behind volumes, and the files in them and in containers. */
const CONTENTS = ['disk/', 'container/'] as const;
/** When a file was written, and its number among all files there ever were. */
const OF_FILES = new Set(['t', 'id']);

/**
 * All objects of a cluster and the contents of its volumes as one text, but for when they were written. Equal texts: the same pods,
 * addresses, endpoints, files, everywhere.
 */
export function fingerprint(view: ClusterView & { keys(): readonly ObjectKey[] }): string {
  const objects = JSON.stringify(
    view.keys().map((key) => view.get(key)),
    (name, value: unknown) => (WHEN.has(name) ? undefined : inOrder(value)),
  );
  const known = CONTENTS.flatMap((prefix) => view.recalled?.(prefix) ?? []);
  const contents = JSON.stringify(
    known.map((key) => [key, view.recall?.(key)]),
    (name, value: unknown) => (OF_FILES.has(name) ? undefined : inOrder(value)),
  );
  return objects + contents;
}

/** The value with its fields in order, where it is an object. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value as KubeObject).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
