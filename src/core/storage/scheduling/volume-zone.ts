import type { Node } from '../../api/node.js';
import type { PersistentVolume } from '../../api/storage.js';
import type { VolumeNeeds } from '../../cluster/volume-plugins.js';
import { fieldOf, unresolvable } from './pod-claims.js';

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

/**
 * A volume that is labelled with a zone is used in that zone only; several are separated by `__`. A node without any such label is never
 * turned away. Models `pkg/scheduler/framework/plugins/volumezone/volume_zone.go`.
 */
export function volumeZone(volumes: readonly PersistentVolume[]): VolumeNeeds['filter'] {
  const asked = volumes.flatMap((volume) =>
    TOPOLOGY.flatMap(([label, answers]) => {
      const zones = volume.metadata.labels?.[label];
      return zones === undefined ? [] : [{ volume, label, answers, zones: zones.split('__') }];
    }),
  );
  return (node) => {
    if (asked.length === 0 || !hasZone(node)) return undefined;
    const labels = node.metadata.labels ?? {};
    const conflict = asked.find(({ answers, zones }) => {
      const label = answers.find((one) => labels[one] !== undefined);
      return label === undefined || !zones.includes(labels[label] ?? '');
    });
    return conflict && unresolvable(CONFLICT, fieldOf(conflict.volume, 'metadata', 'labels', conflict.label));
  };
}

function hasZone(node: Node): boolean {
  return TOPOLOGY.some(([label]) => node.metadata.labels?.[label] !== undefined);
}
