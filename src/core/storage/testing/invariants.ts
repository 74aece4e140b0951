import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { Cluster } from '../../cluster/cluster.js';
import { storageWorld } from '../disks/world.js';

/** What must be so in every state of a cluster's volumes. Gives each sentence that is broken. */
export function brokenInvariants(cluster: Cluster): readonly string[] {
  return [...boundTwice(cluster), ...disagreeing(cluster), ...filesInTwoPlaces(cluster), ...mountsOfNothing(cluster)];
}

function claims(cluster: Cluster): readonly PersistentVolumeClaim[] {
  return cluster.list<PersistentVolumeClaim>('PersistentVolumeClaim');
}

function volumes(cluster: Cluster): readonly PersistentVolume[] {
  return cluster.list<PersistentVolume>('PersistentVolume');
}

/** No volume is Bound for two claims. A claim that was told so becomes Lost. */
function boundTwice(cluster: Cluster): string[] {
  const owners = new Map<string, string>();
  const broken: string[] = [];
  for (const { metadata, spec, status } of claims(cluster)) {
    if (status.phase !== 'Bound' || spec.volumeName === undefined) continue;
    const other = owners.get(spec.volumeName);
    if (other !== undefined) broken.push(`${spec.volumeName} is bound to ${other} and ${metadata.name}`);
    owners.set(spec.volumeName, metadata.name);
  }
  return broken;
}

/** Of a Bound pair each names the other, by uid as well. At rest: while it binds, one hand is out before the other. */
function disagreeing(cluster: Cluster): string[] {
  const broken: string[] = [];
  for (const { metadata, spec, status } of claims(cluster)) {
    if (status.phase !== 'Bound') continue;
    const volume = volumes(cluster).find((one) => one.metadata.name === spec.volumeName);
    const ref = volume?.spec.claimRef;
    if (ref?.uid !== metadata.uid || ref?.name !== metadata.name || ref?.namespace !== metadata.namespace) {
      broken.push(`${metadata.name} is Bound to ${spec.volumeName}, whose claimRef is ${JSON.stringify(ref)}`);
    }
    if (volume !== undefined && volume.status.phase !== 'Bound') {
      broken.push(`${metadata.name} is Bound to ${spec.volumeName}, which is ${volume.status.phase}`);
    }
  }
  for (const { metadata, spec, status } of volumes(cluster)) {
    if (status.phase !== 'Bound') continue;
    const claim = claims(cluster).find((one) => one.metadata.uid === spec.claimRef?.uid);
    if (claim !== undefined && claim.spec.volumeName !== metadata.name) {
      broken.push(`${metadata.name} is Bound to ${claim.metadata.name}, which names ${claim.spec.volumeName}`);
    }
  }
  return broken;
}

/** A file is in one disk: whoever moves it makes another file. */
function filesInTwoPlaces(cluster: Cluster): string[] {
  const places = new Map<string, string>();
  return storageWorld(cluster).disks.flatMap((disk) =>
    disk.files.flatMap(({ id }) => {
      const other = places.get(id);
      places.set(id, disk.id);
      return other === undefined ? [] : [`the file ${id} is in ${other} and in ${disk.id}`];
    }),
  );
}

/** What is mounted exists, unless it was taken from a node that is cut off: nobody there could unmount it. */
function mountsOfNothing(cluster: Cluster): string[] {
  const { disks, mounts } = storageWorld(cluster);
  const known = new Set(disks.map(({ id }) => id));
  return mounts.flatMap(({ pod, name, disk, node }) =>
    known.has(disk) || cluster.isNodeDown(node) ? [] : [`${pod} has ${name} of ${disk}, which is not`],
  );
}
