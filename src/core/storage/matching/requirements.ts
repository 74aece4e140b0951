import type { Cause } from '../../api/cause.js';
import { keyOf } from '../../api/key.js';
import { selectorRequirements } from '../../api/labels.js';
import type { Labels } from '../../api/meta.js';
import type { Node } from '../../api/node.js';
import { formatQuantity, quantityOf } from '../../api/quantity.js';
import { formatRequirements } from '../../api/selector-text.js';
import type { PersistentVolume, PersistentVolumeClaim } from '../../api/storage.js';
import { modeOf, modesText } from '../../cluster/volume-offers.js';
import type { Requirement, RequirementName } from '../types.js';
import {
  className,
  hasAccessModes,
  isLargeEnough,
  isVolumeBoundToClaim,
  sameAttributesClass,
  sameVolumeMode,
} from './claim-and-volume.js';
import { causeIn } from './claim-decision.js';
import { matchesLabelsOf } from './find-matching.js';
import { fitsNode, nodeSelectorText } from './node-affinity.js';

/** What the binder does not ask of a volume that was chosen by name, by the claim or by the volume itself. */
const NOT_OF_NAMED: ReadonlySet<RequirementName> = new Set(['phase', 'selector', 'nodeAffinity']);
const NOT_OF_RESERVED: ReadonlySet<RequirementName> = new Set(['phase', 'selector', 'storageClass']);

/**
 * A claim against one volume, requirement by requirement, in the binder's order. What the binder does not look at for this pair is `unasked`:
 * phase and selector of a volume that the claim names, the class too of one that is reserved for it, anything at all of two that name each
 * other, and the node affinity until a node is known. Models `FindMatchingVolume` and `checkVolumeSatisfyClaim`, both of which stop at the
 * first failure; this goes on.
 */
export function requirementsOf(
  claim: PersistentVolumeClaim,
  volume: PersistentVolume,
  node: Node | undefined,
): readonly Requirement[] {
  const reserved = isVolumeBoundToClaim(volume, claim);
  const named = claim.spec.volumeName === volume.metadata.name;
  const unasked = (name: RequirementName, met: boolean) => {
    // They name each other: nothing else is asked, and what happens to hold may be shown.
    if (named && reserved && !met) return true;
    if (name === 'nodeAffinity' && (node === undefined || !volume.spec.nodeAffinity)) return true;
    if (named) return NOT_OF_NAMED.has(name);
    if (name === 'selector' && !claim.spec.selector) return true;
    return reserved && NOT_OF_RESERVED.has(name);
  };
  const inClaim = (...path: string[]) => causeIn(claim, ['spec', ...path]);
  const inVolume = (...path: string[]) => causeIn(volume, path);
  const row = (
    name: RequirementName,
    met: boolean,
    [wanted, asks]: readonly [string, Cause],
    [found, answers]: readonly [string, Cause],
  ): Requirement => ({
    name,
    result: unasked(name, met) ? 'unasked' : met ? 'met' : 'failed',
    wanted,
    found,
    asks,
    answers,
  });
  const { spec, metadata, status } = volume;
  const { claimRef } = spec;
  const selector = claim.spec.selector;
  const affinity = spec.nodeAffinity?.required;
  return [
    row(
      'claimRef',
      claimRef === undefined || isVolumeBoundToClaim(volume, claim),
      [`${claim.metadata.namespace}/${claim.metadata.name}`, causeIn(claim, ['metadata', 'name'])],
      [claimRef ? `${claimRef.namespace}/${claimRef.name}` : '', inVolume('spec', 'claimRef')],
    ),
    row(
      'capacity',
      isLargeEnough(claim, volume),
      [sizeText(claim.spec.resources?.requests?.['storage']), inClaim('resources', 'requests', 'storage')],
      [sizeText(spec.capacity?.['storage']), inVolume('spec', 'capacity', 'storage')],
    ),
    row(
      'volumeMode',
      sameVolumeMode(claim, volume),
      [modeOf(claim.spec), inClaim('volumeMode')],
      [modeOf(spec), inVolume('spec', 'volumeMode')],
    ),
    row(
      'volumeAttributesClass',
      sameAttributesClass(claim, volume),
      [claim.spec.volumeAttributesClassName ?? '', inClaim('volumeAttributesClassName')],
      [spec.volumeAttributesClassName ?? '', inVolume('spec', 'volumeAttributesClassName')],
    ),
    row(
      'deletion',
      metadata.deletionTimestamp === undefined,
      ['', inClaim()],
      [metadata.deletionTimestamp ?? '', inVolume('metadata', 'deletionTimestamp')],
    ),
    row(
      'accessModes',
      hasAccessModes(claim, volume),
      [modesText(claim.spec.accessModes), inClaim('accessModes')],
      [modesText(spec.accessModes), inVolume('spec', 'accessModes')],
    ),
    row(
      'phase',
      status.phase === 'Available',
      ['Available', inClaim()],
      [status.phase ?? 'Pending', inVolume('status', 'phase')],
    ),
    row(
      'selector',
      matchesLabelsOf(claim, volume),
      [selector ? formatRequirements(selectorRequirements(selector) ?? []) : '', inClaim('selector')],
      [labelsText(metadata.labels), inVolume('metadata', 'labels')],
    ),
    row(
      'storageClass',
      className(volume) === className(claim),
      [className(claim), inClaim('storageClassName')],
      [className(volume), inVolume('spec', 'storageClassName')],
    ),
    row(
      'nodeAffinity',
      node === undefined || fitsNode(volume, node),
      [node?.metadata.name ?? '', node ? { object: keyOf(node), field: ['metadata', 'name'] } : inClaim()],
      [affinity ? nodeSelectorText(affinity) : '', inVolume('spec', 'nodeAffinity')],
    ),
  ];
}

export function sizeText(quantity: string | undefined): string {
  return formatQuantity(quantityOf(quantity));
}

function labelsText(labels: Labels | undefined): string {
  return Object.entries(labels ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
