import { keyOf, objectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import { conditionOf } from '../../cluster/conditions.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { isInUse } from '../mounts/mount-memory.js';
import { volumeWhy } from '../mounts/why.js';
import type { Attachable } from './attachable.js';
import { attachmentKey } from './attachment.js';
import { attachMark } from './attach-mark.js';

/** `maxWaitForUnmountDuration`: how long a volume that is mounted on a node nobody hears from is left there. */
const FORCE_DETACH_MS = 360_000;
/** While a healthy kubelet unmounts, the reconciler looks every 100 ms; here the looks grow apart, and end. */
const UNMOUNT_LOOK_MS = 200;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

/** Whether a node's kubelet is heard from (`nodeIsHealthy` of `reconciler.go`). */
export function isHealthy(node: Node | undefined): boolean {
  return conditionOf(node?.status.conditions, 'Ready')?.status === 'True';
}

/** Takes the volume from the first node that needs it no more and may lose it. */
export function detachNext(
  context: Context,
  key: string,
  volume: Attachable,
  wanted: ReadonlyMap<string, readonly Pod[]>,
): Deed | undefined {
  for (const attachment of volume.attachments) {
    if (attachment.metadata.deletionTimestamp !== undefined) continue;
    const { nodeName } = attachment.spec;
    const memory = `detach-since/${attachment.metadata.name}`;
    const since = context.recall<number>(memory);
    if (wanted.has(nodeName)) {
      if (since !== undefined) context.remember(memory, undefined);
      continue;
    }
    if (since === undefined) context.remember(memory, context.now);
    const how = leave(context, key, volume, nodeName, context.now - (since ?? context.now));
    if (!how) continue;
    context.remember(memory, undefined);
    return {
      ...how,
      writes: [{ verb: 'delete', key: keyOf(attachment) }],
      volume: attachMark('detach', volume, nodeName, keyOf(attachment)),
    };
  }
  return undefined;
}

/** Whether, and why, a volume may leave a node now; when not, the controller looks again in time. */
function leave(
  context: Context,
  key: string,
  volume: Attachable,
  nodeName: string,
  waited: number,
): Pick<Deed, 'cause' | 'why'> | undefined {
  const nodeKey = objectKey('Node', undefined, nodeName);
  const node = context.get<Node>(nodeKey);
  const params = { volume: volume.name, node: nodeName };
  if (!isInUse(context, nodeName, volume.disk)) {
    return {
      cause: { object: attachmentKey(volume.identity, nodeName), field: ['spec', 'nodeName'] },
      why: volumeWhy('storage.attach.detachWanted', params),
    };
  }
  const taint = node?.spec.taints?.findIndex((one) => one.key === OUT_OF_SERVICE) ?? -1;
  if (taint >= 0) {
    return {
      cause: { object: nodeKey, field: ['spec', 'taints', taint] },
      why: volumeWhy('storage.attach.outOfService', params),
    };
  }
  if (isHealthy(node)) {
    if (waited < FORCE_DETACH_MS) context.again(key, context.now + Math.max(UNMOUNT_LOOK_MS, waited / 2));
    return undefined;
  }
  if (waited < FORCE_DETACH_MS) {
    context.again(key, context.now + FORCE_DETACH_MS - waited);
    return undefined;
  }
  const ready = node?.status.conditions?.findIndex((one) => one.type === 'Ready') ?? -1;
  return {
    cause: node
      ? { object: nodeKey, field: ready < 0 ? ['metadata', 'name'] : ['status', 'conditions', ready] }
      : { object: attachmentKey(volume.identity, nodeName), field: ['spec', 'nodeName'] },
    why: volumeWhy('storage.attach.forced', { ...params, minutes: FORCE_DETACH_MS / 60_000 }),
  };
}
