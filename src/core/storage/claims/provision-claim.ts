import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey, parseKey, type ObjectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { seededBelow } from '../../cluster/seeded.js';
import type { VolumeMark } from '../../cluster/types.js';
import { diskOfVolume } from '../disks/disk-of.js';
import { makeDisk } from '../disks/disks.js';
import { csiDriverOf } from '../drivers.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { causeIn } from '../matching/claim-decision.js';
import { className, storageClassOf, volumeNamed } from '../matching/claim-and-volume.js';
import { provisionedVolume, sizeOfClaim, volumeNameFor } from './provisioned-volume.js';
import { isForPopulator, refusalOf } from './provision-refusals.js';
import { placeOf } from './topology.js';
import { why } from './why-provision.js';

/** A claim that a driver is to make a volume for. */
interface Job {
  readonly claim: PersistentVolumeClaim;
  readonly driver: string;
  readonly class: StorageClass;
  /** The node the scheduler chose; absent with `Immediate`. */
  readonly node?: string;
}

/** A call to CreateVolume that is under way, and what will come of it. */
interface Running {
  readonly due: number;
  readonly job: Job;
  readonly outcome: Outcome;
}

type Outcome = { readonly volume: PersistentVolume } | { readonly error: string };

/** How long CreateVolume takes, and how soon a request is found to be impossible. */
const CREATE_MS = [1000, 3000] as const;
const REFUSED_MS = 100;

const FOR_POPULATOR = 'Assuming an external populator will provision the volume';

const runningKey = (key: string) => `provisioning/${key}`;
/** What a claim was refused for (or nothing, while it waits for a driver to be told of): the same is not tried again until something changes. */
const refusedKey = (claim: PersistentVolumeClaim) => `provisioning-refused/${claim.metadata.uid}`;

/** The keys of claims that were refused a volume: whatever changes for them is worth another try. */
export function refusedClaims(context: Pick<Context, 'recalled' | 'recall'>): readonly ObjectKey[] {
  return context.recalled('provisioning-refused/').flatMap((memory) => {
    const refused = context.recall<{ readonly claim: ObjectKey }>(memory);
    return refused ? [refused.claim] : [];
  });
}

/**
 * The next thing to do for a claim that asks this provisioner for a volume: call the driver, and when it has answered make the object, or
 * say why not. A call that is under way ends, whatever becomes of the claim meanwhile; the volume is then Released and deleted.
 * Models `syncClaim` and `provisionClaimOperation` of sig-storage-lib-external-provisioner's `controller/controller.go`.
 */
export function provisionClaim(context: Context, key: ObjectKey): Deed | undefined {
  const running = context.recall<Running>(runningKey(key));
  if (running) {
    if (context.now >= running.due) return finish(context, running);
    context.again(key, running.due);
    return undefined;
  }
  const claim = context.get<PersistentVolumeClaim>(key);
  const job = claim && jobOf(context, claim);
  if (!job || volumeNamed(context, volumeNameFor(job.claim))) return undefined;
  const selected = job.node === undefined ? undefined : nodeNamed(context, job.node);
  if (job.node !== undefined && !selected) return reschedule(job, job.node, `node "${job.node}" not found`);
  return begin(context, job, selected);
}

/** Whether a claim is this provisioner's to serve (`shouldProvision`): the driver is there, asked for, and may begin. */
function jobOf(context: Context, claim: PersistentVolumeClaim): Job | undefined {
  if (claim.spec.volumeName) return undefined;
  const asked =
    annotationOf(claim, ANNOTATION.storageProvisioner) ?? annotationOf(claim, ANNOTATION.betaStorageProvisioner);
  const found = storageClassOf(context, className(claim));
  if (asked === undefined || !found) return undefined;
  const driver = csiDriverOf(asked);
  if (csiDriverOf(found.provisioner) !== driver) return undefined;
  if (!context.get(objectKey('CSIDriver', undefined, driver))) return undefined;
  const node = annotationOf(claim, ANNOTATION.selectedNode);
  if (!node && found.volumeBindingMode === 'WaitForFirstConsumer') return undefined;
  return { claim, driver, class: found, ...(node ? { node } : {}) };
}

function nodeNamed(context: Context, name: string): Node | undefined {
  return context.get<Node>(objectKey('Node', undefined, name));
}

function begin(context: Context, job: Job, selected: Node | undefined): Deed | undefined {
  const { claim, driver } = job;
  const found = job.class;
  const place = placeOf(context, driver, found, claim.metadata.name, selected);
  if (place === 'wait') {
    context.remember(refusedKey(claim), { text: '', claim: keyOf(claim) });
    return undefined;
  }
  const error = refusalOf(driver, claim) ?? ('error' in place ? prepareError(place.error) : undefined);
  const failed = `failed to provision volume with StorageClass "${found.metadata.name}": `;
  const text = error && (isForPopulator(claim) ? error : failed + error);
  if (text !== undefined && context.recall<{ readonly text: string }>(refusedKey(claim))?.text === text)
    return undefined;
  const outcome: Outcome =
    text !== undefined || 'error' in place
      ? { error: text ?? '' }
      : { volume: provisionedVolume(driver, found, claim, place, context.settings.seed) };
  const takes = 'error' in outcome ? REFUSED_MS : duration(context, claim.metadata.uid);
  const { name, namespace } = claim.metadata;
  context.remember(runningKey(keyOf(claim)), { due: context.now + takes, job, outcome } satisfies Running);
  const where = 'error' in place ? { from: 'anywhere' as const } : place;
  const params = {
    claim: name,
    class: found.metadata.name,
    driver,
    size: sizeOfClaim(driver, claim),
    from: where.from,
    place: 'value' in where ? (where.value ?? '') : '',
    node: job.node ?? '',
  };
  return {
    cause: becauseOf(job),
    why: why('storage.provision.asked', params),
    event: {
      type: 'Normal',
      reason: 'Provisioning',
      message: `External provisioner is provisioning volume for claim "${namespace}/${name}"`,
      object: keyOf(claim),
    },
    volume: markOf(job),
    pause: takes,
  };
}

/** `prepareProvision` wraps what topology.go says. */
function prepareError(error: string): string {
  return `error generating accessibility requirements: ${error}`;
}

function duration(context: Context, uid = ''): number {
  const [from, to] = CREATE_MS;
  return from + 100 * seededBelow(context.settings.seed, `CreateVolume ${uid}`, (to - from) / 100 + 1);
}

function finish(context: Context, { job, outcome }: Running): Deed | undefined {
  const { claim, driver } = job;
  context.remember(runningKey(keyOf(claim)), undefined);
  const { name } = claim.metadata;
  if ('error' in outcome) {
    const { error } = outcome;
    if (!context.get(keyOf(claim))) return undefined;
    context.remember(refusedKey(claim), { text: error, claim: keyOf(claim) });
    return {
      cause: whatIsLeft(context, job),
      why: why('storage.provision.refused', { claim: name, driver, reason: error }),
      event: isForPopulator(claim)
        ? { type: 'Normal', reason: 'Provisioning', message: FOR_POPULATOR, object: keyOf(claim) }
        : { type: 'Warning', reason: 'ProvisioningFailed', message: error, object: keyOf(claim) },
      volume: { ...markOf(job), failed: true },
      pause: Infinity,
    };
  }
  const { volume } = outcome;
  context.remember(refusedKey(claim), undefined);
  const disk = diskOfVolume(volume);
  if (disk) makeDisk(context, disk);
  return {
    cause: whatIsLeft(context, job, volume),
    why: why('storage.provision.made', {
      claim: name,
      volume: volume.metadata.name,
      driver,
      size: volume.spec.capacity?.['storage'] ?? '',
      policy: volume.spec.persistentVolumeReclaimPolicy,
    }),
    writes: [{ verb: 'create', object: volume }],
    event: {
      type: 'Normal',
      reason: 'ProvisioningSucceeded',
      message: `Successfully provisioned volume ${volume.metadata.name}`,
      object: keyOf(claim),
    },
    volume: { ...markOf(job), volume: keyOf(volume), ...(disk ? { disk: disk.id } : {}) },
  };
}

/** The scheduler must choose another node: its choice is taken off the claim (`rescheduleProvisioning`). */
function reschedule(job: Job, node: string, reason: string): Deed {
  const { claim } = job;
  const { annotations = {}, ...metadata } = claim.metadata;
  const kept = Object.entries(annotations).filter(([name]) => name !== ANNOTATION.selectedNode);
  const object: PersistentVolumeClaim = { ...claim, metadata: { ...metadata, annotations: Object.fromEntries(kept) } };
  return {
    cause: { object: keyOf(claim), field: ['metadata', 'annotations', ANNOTATION.selectedNode] },
    why: why('storage.provision.rescheduled', { claim: claim.metadata.name, node, reason }),
    writes: [{ verb: 'update', object }],
    event: { type: 'Warning', reason: 'ProvisioningFailed', message: reason, object: keyOf(claim) },
    volume: { ...markOf(job), failed: true },
  };
}

/** The class says who makes volumes; the node comes from the scheduler. */
function becauseOf(job: Job): Cause {
  return { object: keyOf(job.class), field: ['provisioner'] };
}

/** The same when the driver answers: by then the class may be gone, and the claim too. The volume says who made it. */
function whatIsLeft(context: Context, job: Job, made?: PersistentVolume): Cause {
  if (context.get(keyOf(job.class))) return becauseOf(job);
  const claim = context.get<PersistentVolumeClaim>(keyOf(job.claim));
  if (claim || !made) return causeIn(claim ?? job.claim, ['spec', 'storageClassName']);
  return causeIn(made, ['metadata', 'annotations', ANNOTATION.provisionedBy]);
}

function markOf({ claim, class: found, node }: Job): VolumeMark {
  return { kind: 'provision', claim: keyOf(claim), class: keyOf(found), ...(node === undefined ? {} : { node }) };
}

export function isClaimKey(key: string): boolean {
  return parseKey(key as ObjectKey).kind === 'PersistentVolumeClaim';
}
