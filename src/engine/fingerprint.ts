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

/** All objects of a cluster as one text, but for when they were written. Equal texts: the same pods, addresses, endpoints, everywhere. */
export function fingerprint(view: ClusterView & { keys(): readonly ObjectKey[] }): string {
  return JSON.stringify(
    view.keys().map((key) => view.get(key)),
    (name, value: unknown) => (WHEN.has(name) ? undefined : inOrder(value)),
  );
}

/** The value with its fields in order, where it is an object. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value as KubeObject).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
