import type { TrafficRequest, TrafficSource } from '../core/index.js';
import type { ObjectSummary } from '../engine/protocol.js';

/**
 * Who sends a request: whom it names; where that one is not in the cluster (any more), a pod that is and is not asked itself, or else somebody
 * outside. System pods send nothing of their own accord.
 */
export function senderOf({ from, to }: TrafficRequest, objects: readonly ObjectSummary[]): TrafficSource {
  if (from.kind !== 'pod' || objects.some(({ key }) => key === from.pod)) return from;
  const asked = to.kind === 'pod' ? to.pod : undefined;
  const other = objects.find(
    ({ key, kind, ip, system }) => kind === 'Pod' && !system && ip !== undefined && key !== asked,
  );
  return other === undefined ? { kind: 'outside' } : { kind: 'pod', pod: other.key };
}
