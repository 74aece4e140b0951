import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { ClusterEvent, VolumeMark } from '../../cluster/types.js';
import type { Attachable } from './attachable.js';

/** The Event of a pod that waits for a volume. */
export function failedAttach(pod: Pod, message: string): ClusterEvent {
  return { type: 'Warning', reason: 'FailedAttachVolume', message, object: keyOf(pod) };
}

/** What the player is told of a stage between a volume and a node. */
export function attachMark(
  kind: VolumeMark['kind'],
  { pv, disk }: Attachable,
  node: string,
  attachment: ObjectKey | undefined,
  pod?: Pod,
): VolumeMark {
  const claim = pv?.spec.claimRef;
  return {
    kind,
    ...(pod ? { pod: keyOf(pod) } : {}),
    ...(claim?.name === undefined ? {} : { claim: objectKey('PersistentVolumeClaim', claim.namespace, claim.name) }),
    ...(pv ? { volume: keyOf(pv) } : {}),
    ...(attachment === undefined ? {} : { attachment }),
    node,
    disk,
  };
}
