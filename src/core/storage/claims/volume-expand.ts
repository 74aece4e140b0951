import { inTreeVolume, type InTreeVolume } from '../../api/in-tree-volumes.js';
import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import { compareQuantities, quantityOf } from '../../api/quantity.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Context, Controller } from '../../cluster/controller.js';
import { annotated } from '../matching/claim-and-volume.js';
import { why } from './why-provision.js';

/** What a claim asks for, as it is written. */
export function requestedSize(claim: PersistentVolumeClaim): string {
  return claim.spec.resources?.requests?.['storage'] ?? '0';
}

export function sizeOf(volume: PersistentVolume): string {
  return volume.spec.capacity?.['storage'] ?? '0';
}

export function isLess(a: string, b: string): boolean {
  return compareQuantities(quantityOf(a), quantityOf(b)) < 0;
}

/** Whether a claim asks for more than it has (`pvcNeedResize` of external-resizer's `pkg/controller/controller.go`). */
export function asksForMore(claim: PersistentVolumeClaim): boolean {
  return claim.status.phase === 'Bound' && isLess(claim.status.capacity?.['storage'] ?? '0', requestedSize(claim));
}

/** The volume of a claim, where both sides say so. */
export function boundVolume(context: Pick<Context, 'get'>, claim: PersistentVolumeClaim): PersistentVolume | undefined {
  const { volumeName } = claim.spec;
  if (!volumeName) return undefined;
  const volume = context.get<PersistentVolume>(objectKey('PersistentVolume', undefined, volumeName));
  return volume?.spec.claimRef?.uid === claim.metadata.uid ? volume : undefined;
}

/** On a claim: which driver's resizer is to expand a volume of an old plugin (`SetClaimResizer` of `pkg/volume/util/resize_util.go`). */
const RESIZER = 'volume.kubernetes.io/storage-resizer';

/** The plugin that a volume names and whose work a driver does today. */
function redirected({ spec }: PersistentVolume): InTreeVolume | undefined {
  return Object.keys(spec)
    .map((field) => inTreeVolume(field))
    .find((one) => one?.redirected !== undefined);
}

/**
 * The expansion controller inside Kubernetes. Every plugin that it could expand has become a CSI driver, so all it does is to say that
 * somebody else must, and who where the volume names an old plugin. Models `syncHandler` of `pkg/controller/volume/expand/expand_controller.go`.
 */
export const volumeExpand: Controller = {
  name: 'volume_expand',
  watches: {
    PersistentVolumeClaim({ key, before, after }, wake) {
      const [was, is] = [before as PersistentVolumeClaim | undefined, after as PersistentVolumeClaim | undefined];
      if (was && is && was.spec !== is.spec && isLess(requestedSize(was), requestedSize(is))) wake(key);
    },
  },
  reconcile(key, context) {
    const claim = context.get<PersistentVolumeClaim>(key as ObjectKey);
    const volume = claim && asksForMore(claim) ? boundVolume(context, claim) : undefined;
    if (!claim || !volume) return undefined;
    const { provisioner, driver } = redirected(volume) ?? {};
    const metadata = driver === undefined ? claim.metadata : annotated(claim.metadata, { [RESIZER]: driver });
    return {
      cause: { object: keyOf(claim), field: ['spec', 'resources', 'requests', 'storage'] },
      why: why('storage.resize.waiting', { claim: claim.metadata.name }),
      ...(driver === undefined ? {} : { writes: [{ verb: 'update', object: { ...claim, metadata } } as const] }),
      event: {
        type: 'Normal',
        reason: 'ExternalExpanding',
        message:
          driver === undefined
            ? 'waiting for an external controller to expand this PVC'
            : `CSI migration enabled for ${provisioner}; waiting for external resizer to expand the pvc`,
        object: keyOf(claim),
      },
      pause: Infinity,
    };
  },
};
