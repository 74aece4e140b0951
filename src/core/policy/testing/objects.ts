import type { NetworkPolicy } from '../../api/networking.js';

/** A policy as the API server stores it: what the test gives, with `policyTypes` filled in. */
export function aPolicy(name: string, spec: NetworkPolicy['spec'], namespace = 'default'): NetworkPolicy {
  const egress = (spec.egress ?? []).length > 0 ? (['Egress'] as const) : [];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', ...egress], ...spec },
  };
}
