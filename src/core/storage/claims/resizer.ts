import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import type { Condition } from '../../api/meta.js';
import { quantityOf, wholeValue } from '../../api/quantity.js';
import type { AllocatedResourceStatus, PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import { timestamp } from '../../cluster/clock.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import { seededBelow } from '../../cluster/seeded.js';
import type { ClusterEvent, VolumeMark } from '../../cluster/types.js';
import { csiIdentityOf, diskIdOf } from '../disks/disk-of.js';
import { growDisk } from '../disks/disks.js';
import { driverFacts } from '../drivers.js';
import { annotated } from '../matching/claim-and-volume.js';
import { sizeFor } from './provisioned-volume.js';
import { asksForMore, boundVolume, isLess, requestedSize, sizeOf } from './volume-expand.js';
import { why } from './why-provision.js';

/** How long ControllerExpandVolume takes. */
const EXPAND_MS = [1000, 3000] as const;

/** On a volume whose file system is yet to grow: the size it has (`staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go`). */
const PRE_RESIZE = 'volume.alpha.kubernetes.io/pre-resize-capacity';

const NODE_PENDING = 'Waiting for user to (re-)start a pod to finish file system resize of volume on node.';

/** A call to ControllerExpandVolume: to which size, when it answers, and whether it has. */
interface Running {
  readonly to: string;
  readonly due: number;
  readonly answered?: boolean;
}

/**
 * The external-resizer beside the controller of every installed CSI driver: grows the disk of a claim that asks for more. What is left, a
 * file system that must grow where it is mounted, is the kubelet's to do, and the claim says so meanwhile. Models `expandAndRecover` of
 * kubernetes-csi/external-resizer's `pkg/controller/expand_and_recover.go` and `resize_status.go`; no driver of the model refuses.
 */
export const resizer: Controller = {
  name: 'external-resizer',
  watches: {
    PersistentVolumeClaim({ key, before, after }, wake) {
      const [was, is] = [before as PersistentVolumeClaim | undefined, after as PersistentVolumeClaim | undefined];
      if (is?.spec.volumeName && (was?.spec !== is.spec || was.status !== is.status)) wake(key);
    },
    CSIDriver({ before }, wake, context) {
      if (before) return;
      for (const claim of context.list<PersistentVolumeClaim>('PersistentVolumeClaim')) {
        if (asksForMore(claim)) wake(keyOf(claim));
      }
    },
  },
  reconcile(key, context) {
    const claim = context.get<PersistentVolumeClaim>(key as ObjectKey);
    const volume = claim && boundVolume(context, claim);
    const driver = volume && csiIdentityOf(volume)?.driver;
    if (!volume || driver === undefined || !context.get(objectKey('CSIDriver', undefined, driver))) return undefined;
    const memory = `resizing/${claim.metadata.uid}`;
    const running = context.recall<Running>(memory);
    if (!running) return asksForMore(claim) && !isWithKubelet(claim) ? begin(context, claim, volume) : undefined;
    if (context.now < running.due) {
      context.again(key, running.due);
      return undefined;
    }
    if (!running.answered) return grow(context, claim, volume, driver, running);
    context.remember(memory, undefined);
    return needsNode(driver, volume) ? leaveToKubelet(context, claim, volume) : finish(claim, volume);
  },
};

/** An expansion that the node has to end is not begun anew before it did. */
function isWithKubelet(claim: PersistentVolumeClaim): boolean {
  return claim.status.allocatedResourceStatuses?.['storage']?.startsWith('NodeResize') === true;
}

/** Block volumes and shares have no file system of the node's. */
function needsNode(driver: string, volume: PersistentVolume): boolean {
  return volume.spec.volumeMode !== 'Block' && driverFacts(driver).kind === 'network-disk';
}

/** `markControllerResizeInProgress`: what is about to be done is written down first. */
function begin(context: Context, claim: PersistentVolumeClaim, volume: PersistentVolume): Deed {
  const { name, uid = '' } = claim.metadata;
  const to = requestedSize(claim);
  const [least, most] = EXPAND_MS;
  const takes =
    least + 100 * seededBelow(context.settings.seed, `ControllerExpandVolume ${to} ${uid}`, (most - least) / 100 + 1);
  context.remember(`resizing/${uid}`, { to, due: context.now + takes } satisfies Running);
  const object = inProgress(claim, to, {
    type: 'Resizing',
    status: 'True',
    lastTransitionTime: timestamp(context.now),
  });
  const from = claim.status.capacity?.['storage'] ?? '';
  return {
    cause: requestOf(claim),
    why: why('storage.resize.asked', { claim: name, volume: volume.metadata.name, from, to }),
    writes: [{ verb: 'update', object }],
    event: eventOf(claim, 'Resizing', `External resizer is resizing volume ${volume.metadata.name}`),
    volume: markOf(claim, volume),
    pause: takes,
  };
}

function inProgress(claim: PersistentVolumeClaim, to: string, condition: Condition): PersistentVolumeClaim {
  return {
    ...claim,
    status: {
      ...withStatus(claim, 'ControllerResizeInProgress', condition),
      allocatedResources: { ...claim.status.allocatedResources, storage: to },
    },
  };
}

/** The driver has answered: the disk is larger, and the volume says so (`updatePVCapacity`). */
function grow(
  context: Context,
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
  driver: string,
  running: Running,
): Deed {
  context.remember(`resizing/${claim.metadata.uid}`, { ...running, answered: true } satisfies Running);
  const from = sizeOf(volume);
  const made = sizeFor(driver, wholeValue(quantityOf(running.to)));
  const to = isLess(made, from) ? from : made;
  const disk = diskIdOf(volume);
  if (disk !== undefined) growDisk(context, disk, Number(wholeValue(quantityOf(to))));
  const before = claim.status.capacity?.['storage'] ?? from;
  const object: PersistentVolume = {
    ...volume,
    metadata: needsNode(driver, volume) ? annotated(volume.metadata, { [PRE_RESIZE]: before }) : volume.metadata,
    spec: { ...volume.spec, capacity: { ...volume.spec.capacity, storage: to } },
  };
  return {
    cause: requestOf(claim),
    why: why('storage.resize.grown', { claim: claim.metadata.name, volume: volume.metadata.name, from, to }),
    writes: [{ verb: 'update', object }],
    volume: markOf(claim, volume),
  };
}

/** `markForPendingNodeExpansion`. */
function leaveToKubelet(context: Context, claim: PersistentVolumeClaim, volume: PersistentVolume): Deed {
  const condition: Condition = {
    type: 'FileSystemResizePending',
    status: 'True',
    lastTransitionTime: timestamp(context.now),
    message: NODE_PENDING,
  };
  const object: PersistentVolumeClaim = { ...claim, status: withStatus(claim, 'NodeResizePending', condition) };
  return {
    cause: requestOf(claim),
    why: why('storage.resize.nodePending', { claim: claim.metadata.name, volume: volume.metadata.name }),
    writes: [{ verb: 'update', object }],
    event: eventOf(claim, 'FileSystemResizeRequired', 'Require file system resize of volume on node'),
    volume: markOf(claim, volume),
  };
}

/** `markOverallExpansionAsFinished`: where no file system has to follow, the claim has what it asked for. */
function finish(claim: PersistentVolumeClaim, volume: PersistentVolume): Deed {
  const storage = sizeOf(volume);
  const { allocatedResourceStatuses: _statuses, conditions: _conditions, ...rest } = claim.status;
  const conditions = others(claim.status.conditions);
  const status: PersistentVolumeClaim['status'] = {
    ...rest,
    capacity: { ...rest.capacity, storage },
    ...(conditions.length > 0 ? { conditions } : {}),
  };
  return {
    cause: requestOf(claim),
    why: why('storage.resize.done', { claim: claim.metadata.name, volume: volume.metadata.name, to: storage }),
    writes: [{ verb: 'update', object: { ...claim, status } as PersistentVolumeClaim }],
    event: eventOf(claim, 'VolumeResizeSuccessful', 'Resize volume succeeded'),
    volume: markOf(claim, volume),
  };
}

function withStatus(claim: PersistentVolumeClaim, storage: AllocatedResourceStatus, condition: Condition) {
  const { status } = claim;
  return {
    ...status,
    conditions: [...others(status.conditions), condition],
    allocatedResourceStatuses: { ...status.allocatedResourceStatuses, storage },
  };
}

/** Conditions that are not about an expansion stay (`MergeResizeConditionsOfPVC`). */
function others(conditions: readonly Condition[] = []): readonly Condition[] {
  return conditions.filter(({ type }) => type !== 'Resizing' && type !== 'FileSystemResizePending');
}

function requestOf(claim: PersistentVolumeClaim): Cause {
  return { object: keyOf(claim), field: ['spec', 'resources', 'requests', 'storage'] };
}

function eventOf(claim: PersistentVolumeClaim, reason: string, message: string): ClusterEvent {
  return { type: 'Normal', reason, message, object: keyOf(claim) };
}

function markOf(claim: PersistentVolumeClaim, volume: PersistentVolume): VolumeMark {
  const disk = diskIdOf(volume);
  return { kind: 'expand', claim: keyOf(claim), volume: keyOf(volume), ...(disk === undefined ? {} : { disk }) };
}
