import { duplicate, forbidden, invalid, invalidEach, relocate, type FieldError } from '../field-error.js';
import { familyOf } from '../ip.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, qualifiedNameErrors } from '../names.js';
import type { Namespace, Node } from '../node.js';
import { isSame } from '../same.js';
import { validateCidr } from './address.js';
import { validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateQuantity } from './resources.js';
import { validateTaints } from './toleration.js';

const CIDRS = ['spec', 'podCIDRs'];

/** `ValidateNode` of pkg/apis/core/validation/validation.go. */
export function validateNode(node: Node): readonly FieldError[] {
  const { podCIDR = '', podCIDRs = podCIDR === '' ? [] : [podCIDR], taints = [] } = node.spec;
  return [
    ...validateMetadata(node.metadata, { namespaced: false, name: dns1123SubdomainErrors }),
    // The API server says `metadata.taints`.
    ...relocate(validateTaints(taints, ['metadata', 'taints']), ['metadata', 'taints'], ['spec', 'taints']),
    ...validateAmounts(node),
    ...podCIDRs.flatMap((cidr, i) =>
      validateCidr(cidr, [...CIDRS, i]).map((error) =>
        node.spec.podCIDRs === undefined ? { ...error, at: ['spec', 'podCIDR'] } : error,
      ),
    ),
    ...validateStacks(podCIDRs),
  ];
}

function validateAmounts(node: Node): readonly FieldError[] {
  return (['capacity', 'allocatable'] as const).flatMap((field) =>
    Object.entries(node.status[field] ?? {}).flatMap(([name, amount]) =>
      validateQuantity(name, amount, ['status', field, name]),
    ),
  );
}

function validateStacks(cidrs: readonly string[]): readonly FieldError[] {
  if (cidrs.length < 2) return [];
  const dual = cidrs.length === 2 && new Set(cidrs.map(familyOf)).size === 2;
  return [
    ...(dual ? [] : [invalid(CIDRS, cidrs, 'may specify no more than one CIDR for each IP family')]),
    ...cidrs.flatMap((cidr, i) => (cidrs.indexOf(cidr) < i ? [duplicate([...CIDRS, i], cidr)] : [])),
  ];
}

/** `ValidateNodeUpdate`: a node keeps the Pod addresses it got. */
export function validateNodeUpdate(before: Node, after: Node): readonly FieldError[] {
  const cidrsOf = ({ spec }: Node) => spec.podCIDRs ?? (spec.podCIDR ? [spec.podCIDR] : []);
  const old = cidrsOf(before);
  const why = 'node updates may not change podCIDR except from "" to valid';
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...(old.length === 0 || isSame(old, cidrsOf(after)) ? [] : [forbidden(CIDRS, why)]),
  ];
}

/** `ValidateNamespace`. */
export function validateNamespace(namespace: Namespace): readonly FieldError[] {
  const path = ['spec', 'finalizers'];
  const standalone = 'name is neither a standard finalizer name nor is it fully qualified';
  return [
    ...validateMetadata(namespace.metadata, { namespaced: false, name: dns1123LabelErrors }),
    ...(namespace.spec.finalizers ?? []).flatMap((name, i) => {
      const bare = !name.includes('/') && !['kubernetes', 'orphan', 'foregroundDeletion'].includes(name);
      return invalidEach(path, name, [...qualifiedNameErrors(name), ...(bare ? [standalone] : [])], [...path, i]);
    }),
  ];
}
