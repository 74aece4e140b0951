import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import type { VolumeNeeds } from '../../cluster/volume-plugins.js';
import { fieldOf, outOfReach } from './pod-claims.js';

const CONFLICT = 'node(s) had no available volume zone';

/** The label of a volume, and the labels of a node that answer it: the old names stand for the new ones. */
const TOPOLOGY: readonly (readonly [string, readonly string[]])[] = [
  ['topology.kubernetes.io/zone', ['topology.kubernetes.io/zone']],
  ['topology.kubernetes.io/region', ['topology.kubernetes.io/region']],
  ['failure-domain.beta.kubernetes.io/zone', ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone']],
  [
    'failure-domain.beta.kubernetes.io/region',
    ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ],
];

interface Bound {
  readonly claim: PersistentVolumeClaim;
  readonly volume: PersistentVolume;
}

/**
 * A volume that is labelled with a zone is used in that zone only; several are separated by `__`. A node without any such label is never
 * turned away. Models `pkg/scheduler/framework/plugins/volumezone/volume_zone.go`.
 */
export function volumeZone(pod: Pod, bound: readonly Bound[]): VolumeNeeds['filter'] {
  const asked = bound.flatMap(({ claim, volume }) =>
    TOPOLOGY.flatMap(([label, answers]) => {
      const zones = volume.metadata.labels?.[label];
      return zones === undefined ? [] : [{ claim, volume, label, answers, zones: zones.split('__') }];
    }),
  );
  return (node) => {
    if (asked.length === 0 || !hasZone(node)) return undefined;
    const labels = node.metadata.labels ?? {};
    const conflict = asked.find(({ answers, zones }) => {
      const label = answers.find((one) => labels[one] !== undefined);
      return label === undefined || !zones.includes(labels[label] ?? '');
    });
    if (!conflict) return undefined;
    const { claim, volume, label, zones } = conflict;
    const where = `${label} in (${zones.join(',')})`;
    return outOfReach(CONFLICT, fieldOf(volume, 'metadata', 'labels', label), { pod, claim, volume, where });
  };
}

function hasZone(node: Node): boolean {
  return TOPOLOGY.some(([label]) => node.metadata.labels?.[label] !== undefined);
}
