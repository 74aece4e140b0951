import type { Namespace, Node } from '../node.js';
import { fill, mapField, type Written } from './fill.js';
import { canonicalQuantities } from './quantities.js';

/** `SetDefaults_NodeStatus` of pkg/apis/core/v1/defaults.go: without an allocatable amount, all of the capacity is. */
export function defaultNode(node: Written<Node>): Written<Node> {
  const status = mapField(
    mapField(node.status ?? {}, 'capacity', canonicalQuantities),
    'allocatable',
    canonicalQuantities,
  );
  return { ...node, spec: node.spec ?? {}, status: fill(status, { allocatable: status.capacity }) };
}

/**
 * `SetDefaults_Namespace` and `SetDefaults_NamespaceStatus` of pkg/apis/core/v1/defaults.go: every namespace carries its name as a label,
 * whatever was written there. The finalizer is the strategy's (pkg/registry/core/namespace/strategy.go).
 */
export function defaultNamespace(namespace: Written<Namespace>): Written<Namespace> {
  const { metadata } = namespace;
  const name = metadata?.name;
  const finalizers = namespace.spec?.finalizers ?? [];
  return {
    ...namespace,
    ...(name ? { metadata: { ...metadata, labels: { ...metadata.labels, 'kubernetes.io/metadata.name': name } } } : {}),
    spec: finalizers.includes('kubernetes') ? (namespace.spec ?? {}) : { finalizers: [...finalizers, 'kubernetes'] },
    status: fill(namespace.status ?? {}, { phase: 'Active' }),
  };
}
