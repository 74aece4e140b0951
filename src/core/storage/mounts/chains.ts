import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { PodVolume } from '../../api/volume.js';
import type { ClusterView } from '../../cluster/types.js';
import { attachmentKey, isAttached, mustAttach } from '../attach/attachment.js';
import { csiIdentityOf, diskOfPodVolume, diskOfVolume, type DiskSpec } from '../disks/disk-of.js';
import { readDisk } from '../disks/disks.js';
import { migrated, type CsiIdentity } from '../drivers.js';
import type { Disk, VolumeChain } from '../types.js';
import { isStaged, mountOf, usersOf } from './mount-memory.js';
import { claimKeyOf, sourceOf } from './resolve.js';

/**
 * Every volume of every pod, then every claim no pod uses, then every PersistentVolume no claim has, with what is behind each as far as it
 * exists. In the order of the objects' keys and of the volumes in their pod; nothing is left out and nothing comes twice in one pod.
 */
export function volumeChains(view: ClusterView): readonly VolumeChain[] {
  const used = new Set<ObjectKey>();
  const shown = new Set<ObjectKey>();
  const chains: VolumeChain[] = [];
  const add = (chain: VolumeChain) => {
    if (chain.claim !== null) used.add(chain.claim);
    if (chain.volume !== null) shown.add(chain.volume);
    chains.push(chain);
  };
  for (const pod of view.list<Pod>('Pod')) {
    for (const [index, volume] of (pod.spec.volumes ?? []).entries()) add(ofPodVolume(view, pod, volume, index));
  }
  for (const claim of view.list<PersistentVolumeClaim>('PersistentVolumeClaim')) {
    if (!used.has(keyOf(claim))) add(ofClaim(view, claim));
  }
  for (const volume of view.list<PersistentVolume>('PersistentVolume')) {
    if (!shown.has(keyOf(volume))) add(ofVolume(view, volume));
  }
  return chains;
}

/** What a claim or a volume leads to, whoever uses it. */
type Behind = Pick<VolumeChain, 'claim' | 'claimPhase' | 'volume' | 'volumePhase' | 'class'> & {
  readonly pv: PersistentVolume | undefined;
};

const NOTHING: Behind = {
  claim: null,
  claimPhase: null,
  volume: null,
  volumePhase: null,
  class: null,
  pv: undefined,
};

function ofPodVolume(view: ClusterView, pod: Pod, volume: PodVolume, index: number): VolumeChain {
  const claimKey = claimKeyOf(pod, volume);
  const behind = claimKey === undefined ? NOTHING : behindClaim(view, claimKey);
  const { nodeName } = pod.spec;
  const node = nodeName === undefined ? undefined : view.get<Node>(objectKey('Node', undefined, nodeName));
  const mount = nodeName === undefined ? undefined : mountOf(view, nodeName, pod.metadata.uid ?? '', volume.name);
  const spec = behind.pv ? diskOfVolume(behind.pv, node) : node && diskOfPodVolume(pod, volume, node);
  const csi = behind.pv ? csiIdentityOf(behind.pv) : migrated(volume);
  const source = sourceOf(volume);
  return {
    pod: keyOf(pod),
    name: volume.name,
    mountedAt: pod.spec.containers.flatMap((container) => [
      ...(container.volumeMounts ?? []).flatMap((one) =>
        one.name === volume.name ? [{ container: container.name, path: one.mountPath }] : [],
      ),
      ...(container.volumeDevices ?? []).flatMap((one) =>
        one.name === volume.name ? [{ container: container.name, path: one.devicePath }] : [],
      ),
    ]),
    source,
    ...withoutPv(behind),
    ...whereOf(view, nodeName, csi, spec, behind, mount !== undefined),
    cause: {
      object: keyOf(pod),
      field: ['spec', 'volumes', index, ...(Object.hasOwn(volume, source) ? [source] : [])],
    },
  };
}

function ofClaim(view: ClusterView, claim: PersistentVolumeClaim): VolumeChain {
  const behind = behindClaim(view, keyOf(claim));
  return alone(view, behind, claim.metadata.name, 'persistentVolumeClaim', {
    object: keyOf(claim),
    field: claim.spec.volumeName ? ['spec', 'volumeName'] : ['spec'],
  });
}

function ofVolume(view: ClusterView, volume: PersistentVolume): VolumeChain {
  const behind: Behind = { ...NOTHING, ...ofPv(volume, volume.spec.storageClassName) };
  const source = Object.keys(volume.spec).find((field) => SOURCES.has(field));
  return alone(view, behind, volume.metadata.name, source ?? 'spec', {
    object: keyOf(volume),
    field: source === undefined ? ['spec'] : ['spec', source],
  });
}

/** Fields of a volume's spec that say what it is. */
const SOURCES: ReadonlySet<string> = new Set(
  'csi local gcePersistentDisk awsElasticBlockStore azureDisk azureFile cinder vsphereVolume hostPath nfs iscsi fc cephfs glusterfs rbd portworxVolume flexVolume photonPersistentDisk quobyte scaleIO storageos flocker'.split(
    ' ',
  ),
);

/** A chain that begins with no pod. Where one node still has it, that node is shown. */
function alone(view: ClusterView, behind: Behind, name: string, source: string, cause: Cause): VolumeChain {
  const { pv } = behind;
  const spec = pv && diskOfVolume(pv);
  const csi = pv && csiIdentityOf(pv);
  const nodes = view.list<Node>('Node').map(({ metadata }) => metadata.name);
  const on =
    nodes.find((node) => csi !== undefined && view.get(attachmentKey(csi, node)) !== undefined) ??
    nodes.find((node) => spec !== undefined && usersOf(view, node, spec.id).length > 0);
  return {
    pod: null,
    name,
    mountedAt: [],
    source,
    ...withoutPv(behind),
    ...whereOf(view, on, csi, spec, behind, false),
    cause,
  };
}

function behindClaim(view: ClusterView, key: ObjectKey): Behind {
  const claim = view.get<PersistentVolumeClaim>(key);
  // A claim that does not exist is what the pod waits for: it is named, and has no phase.
  if (!claim) return { ...NOTHING, claim: key };
  const { volumeName, storageClassName } = claim.spec;
  const pv = volumeName ? view.get<PersistentVolume>(objectKey('PersistentVolume', undefined, volumeName)) : undefined;
  return {
    ...NOTHING,
    ...(pv ? ofPv(pv, storageClassName) : { class: classKey(storageClassName) }),
    claim: key,
    claimPhase: claim.status?.phase ?? 'Pending',
  };
}

function ofPv(pv: PersistentVolume, className: string | undefined): Omit<Behind, 'claim' | 'claimPhase'> {
  return {
    volume: keyOf(pv),
    volumePhase: pv.status?.phase ?? 'Pending',
    class: classKey(className ?? pv.spec.storageClassName),
    pv,
  };
}

function classKey(name: string | undefined): ObjectKey | null {
  return name ? objectKey('StorageClass', undefined, name) : null;
}

function withoutPv({ pv: _, ...chain }: Behind): Omit<Behind, 'pv'> {
  return chain;
}

/** How far the volume has come on its way to the node. */
function whereOf(
  view: ClusterView,
  node: string | undefined,
  csi: CsiIdentity | undefined,
  spec: DiskSpec | undefined,
  behind: Behind,
  mounted: boolean,
): Pick<VolumeChain, 'attachment' | 'node' | 'disk' | 'stage'> {
  const attachment = csi && node !== undefined && mustAttach(view, csi) ? attachmentKey(csi, node) : undefined;
  const exists = attachment !== undefined && view.get(attachment) !== undefined;
  const disk: Disk | null = (spec && readDisk(view, spec.id)) ?? null;
  const stage = (): VolumeChain['stage'] => {
    if (mounted) return 'published';
    if (node !== undefined && spec && isStaged(view, node, spec.id)) return 'staged';
    if (csi && node !== undefined && exists && isAttached(view, csi, node)) return 'attached';
    return behind.volumePhase === 'Bound' || behind.claimPhase === 'Bound' ? 'bound' : 'none';
  };
  return { attachment: exists ? attachment : null, node: node ?? null, disk, stage: stage() };
}
