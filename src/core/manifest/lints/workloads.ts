import type { PlacedObject } from '../place.js';
import { say } from '../own-words.js';
import type { Diagnostic } from '../types.js';
import { lint } from './lint.js';
import { labelsAt } from '../read-json.js';

const OWNERS: ReadonlySet<string> = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

/** Two workloads with one selector in one namespace: each counts the other's pods as its own or fights over them. */
export function lintWorkloads(objects: readonly PlacedObject[]): readonly Diagnostic[] {
  const first = new Map<string, PlacedObject>();
  return objects.flatMap((placed) => {
    const { object, key } = placed.document;
    if (!OWNERS.has(object.kind)) return [];
    const labels = labelsAt(object, ['spec', 'selector', 'matchLabels']);
    if (labels === undefined) return [];
    const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    const selector = `${object.metadata.namespace}\n${pairs.toSorted().join('\n')}`;
    const other = first.get(selector);
    if (other === undefined || other.document.key === key) {
      first.set(selector, placed);
      return [];
    }
    const { kind, metadata } = other.document.object;
    const message = say('lint.sameSelector', { object: `${kind} ${metadata.name}`, labels: pairs.join(',') });
    return [lint(placed, 'warning', 'overlapping-selectors', message, ['spec', 'selector'], [], 'key')];
  });
}
