import type { Cause, PersistentVolume, Pod } from '../../core/index.js';
import { nearest } from './lives.js';
import type { Moment } from './moment.js';
import { podIn, podKey } from './node-cards.js';
import type { Row } from './plan.js';

/** A volume of a pod as the pod asks for it. */
export function volumeCause(pod: Pod, name: string): Cause {
  const index = pod.spec.volumes?.findIndex((volume) => volume.name === name) ?? -1;
  return { object: podKey(pod), field: index < 0 ? ['spec'] : ['spec', 'volumes', index] };
}

/** Where a container says at which path it wants to see a volume; the volume itself where none does. */
export function mountCause(pod: Pod, name: string): Cause {
  for (const list of ['containers', 'initContainers'] as const) {
    for (const [index, container] of (pod.spec[list] ?? []).entries()) {
      const at = container.volumeMounts?.findIndex((mount) => mount.name === name) ?? -1;
      if (at >= 0) return { object: podKey(pod), field: ['spec', list, index, 'volumeMounts', at] };
    }
  }
  return volumeCause(pod, name);
}

/** Parts of a volume's spec that are objects and no source. */
const NO_SOURCE = new Set(['capacity', 'claimRef', 'nodeAffinity']);

/** Where a PersistentVolume says which disk it is: `spec.csi`, `spec.nfs`, `spec.hostPath`. */
export function diskCause(volume: PersistentVolume, object: Cause['object']): Cause {
  const source = Object.entries(volume.spec).find(
    ([name, value]) => typeof value === 'object' && value !== null && !Array.isArray(value) && !NO_SOURCE.has(name),
  );
  return { object, field: source === undefined ? ['spec'] : ['spec', source[0]] };
}

/** For each disk, where the volume that is there now says so, or the pod that names the disk itself. */
export function diskCauses(moment: Moment, rows: Iterable<Row>): ReadonlyMap<string, Cause> {
  const causes = new Map<string, Cause>();
  for (const { disks, volume: place, slot, name } of rows) {
    const life = nearest(place?.lives ?? [], moment.at);
    const volume = moment.now<PersistentVolume>(life);
    const pod = place === null && slot !== null ? podIn(slot, moment) : undefined;
    const cause = life && volume ? diskCause(volume, life.key) : pod && volumeCause(pod, name);
    for (const disk of cause === undefined ? [] : disks) causes.set(disk, cause as Cause);
  }
  return causes;
}
