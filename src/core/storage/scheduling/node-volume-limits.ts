import { keyOf, objectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { CSINode, PersistentVolumeClaim, VolumeAttachment } from '../../api/storage.js';
import { hasEnded } from '../../cluster/conditions.js';
import type { Context } from '../../cluster/controller.js';
import type { VolumeNeeds } from '../../cluster/volume-plugins.js';
import { csiDriverOf, migrated } from '../drivers.js';
import { className, storageClassOf } from '../matching/claim-and-volume.js';
import { askedBy, podClaims, volumeOf, type PodClaim } from './pod-claims.js';

const TOO_MANY = 'node(s) exceed max volume count';

/** A volume as a node's limit counts it: of which driver, and which one. */
interface Counted {
  readonly driver: string;
  readonly id: string;
}

/**
 * How many volumes of a driver a node can hold, where its CSINode says so. Models
 * `pkg/scheduler/framework/plugins/nodevolumelimits/csi.go`.
 */
export function nodeVolumeLimits(context: Context, pod: Pod, claims: readonly PodClaim[]): VolumeNeeds['filter'] {
  return (node) => {
    const { name } = node.metadata;
    const drivers = context.get<CSINode>(objectKey('CSINode', undefined, name))?.spec.drivers ?? [];
    for (const { name: driver, allocatable } of drivers) {
      const most = allocatable?.count;
      if (most === undefined) continue;
      const used = idsOn(context, name, driver);
      const added = claims.find((claim) => {
        const one = counted(context, claim);
        return one?.driver === driver && !used.has(one.id) && used.add(one.id).size > most;
      });
      if (!added) continue;
      const mark = { kind: 'attach', pod: keyOf(pod), claim: added.key, node: name, failed: true } as const;
      return { reasons: [TOO_MANY], resolvable: true, cause: askedBy(pod, added), volume: mark };
    }
    return undefined;
  };
}

/** What the node's pods use, and what is attached though nobody uses it any more. */
function idsOn(context: Context, node: string, driver: string): Set<string> {
  const ids = new Set<string>();
  for (const key of context.find('pod-node', node)) {
    const pod = context.get<Pod>(key);
    if (!pod || hasEnded(pod)) continue;
    for (const claim of podClaims(pod)) {
      const one = counted(context, claim);
      if (one?.driver === driver) ids.add(one.id);
    }
  }
  for (const key of context.find('attachment-node', node)) {
    const spec = context.get<VolumeAttachment>(key)?.spec;
    const volume = spec?.source.persistentVolumeName;
    if (spec?.attacher === driver && volume !== undefined) ids.add(volume);
  }
  return ids;
}

/** An unbound claim counts for the driver of its class, by its own name. */
function counted(context: Context, { key }: PodClaim): Counted | undefined {
  const claim = context.get<PersistentVolumeClaim>(key);
  if (!claim) return undefined;
  const volume = volumeOf(context, claim);
  if (volume) {
    const driver = volume.spec.csi?.driver ?? migrated(volume.spec, volume.metadata.labels)?.driver;
    return driver === undefined ? undefined : { driver, id: volume.metadata.name };
  }
  const provisioner = storageClassOf(context, className(claim))?.provisioner;
  return provisioner === undefined ? undefined : { driver: csiDriverOf(provisioner), id: key };
}
