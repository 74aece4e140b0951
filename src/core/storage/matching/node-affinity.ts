import type { NodeSelector, NodeSelectorRequirement, PersistentVolume } from '../../api/storage.js';
import { matchesNodeSelector, type NodeIdentity } from '../../cluster/node-selector.js';

/** Whether a volume can be reached from a node (`CheckNodeAffinity` of component-helpers `storage/volume/helpers.go`); without an affinity from every one. */
export function fitsNode(volume: PersistentVolume, node: NodeIdentity): boolean {
  const required = volume.spec.nodeAffinity?.required;
  return required === undefined || matchesNodeSelector(required, node);
}

/** As the API writes it, short: `topology.kubernetes.io/zone in (zone-a,zone-b)`; terms are alternatives. */
export function nodeSelectorText(selector: NodeSelector): string {
  return selector.nodeSelectorTerms
    .map((term) => [...(term.matchExpressions ?? []), ...(term.matchFields ?? [])].map(requirementText).join(', '))
    .join(' or ');
}

function requirementText({ key, operator, values = [] }: NodeSelectorRequirement): string {
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  if (operator === 'Gt' || operator === 'Lt') return `${key} ${operator === 'Gt' ? '>' : '<'} ${values[0] ?? ''}`;
  return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
}
