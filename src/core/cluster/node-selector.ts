import { meets } from '../api/labels.js';
import type { Labels } from '../api/meta.js';
import type { NodeSelector, NodeSelectorRequirement } from '../api/storage.js';

/** What of a node its affinity looks at. */
export interface NodeIdentity {
  readonly metadata: { readonly name: string; readonly labels?: Labels };
}

/**
 * Whether a node is one of those a node selector names: one term is enough, and of a term every requirement holds. A term without
 * requirements names no node. Models `staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go`.
 */
export function matchesNodeSelector(selector: NodeSelector, node: NodeIdentity): boolean {
  return selector.nodeSelectorTerms.some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length === 0 && matchFields.length === 0) return false;
    const labels = node.metadata.labels ?? {};
    return (
      matchExpressions.every((one) => holds(one, Object.hasOwn(labels, one.key) ? labels[one.key] : undefined)) &&
      matchFields.every((one) => one.key === 'metadata.name' && holds(one, node.metadata.name))
    );
  });
}

function holds(requirement: NodeSelectorRequirement, value: string | undefined): boolean {
  const { operator, values = [] } = requirement;
  return operator === 'Gt' || operator === 'Lt' ? isPast(operator, value, values[0]) : meets(requirement, value);
}

/** `Gt` and `Lt` compare whole numbers; what is none matches nothing (`Requirement.Matches` of apimachinery `pkg/labels/selector.go`). */
function isPast(operator: 'Gt' | 'Lt', value: string | undefined, bound: string | undefined): boolean {
  const whole = /^[+-]?[0-9]{1,18}$/;
  if (value === undefined || bound === undefined || !whole.test(value) || !whole.test(bound)) return false;
  return operator === 'Gt' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound);
}
