import type { Ingress, IngressClass, NetworkPolicy, NetworkPolicyPort } from '../networking.js';
import { fill, mapField, type Written } from './fill.js';

/** An Ingress has no defaults: `pathType` must be written, and the class is admission's work. Its status begins without an address. */
export function defaultIngress(ingress: Written<Ingress>): Written<Ingress> {
  return { ...ingress, spec: ingress.spec ?? {}, status: fill(ingress.status ?? {}, { loadBalancer: {} }) };
}

/** `SetDefaults_IngressClass` of pkg/apis/networking/v1/defaults.go: parameters are an object of the cluster. */
export function defaultIngressClass(ingressClass: Written<IngressClass>): Written<IngressClass> {
  const spec = ingressClass.spec ?? {};
  return {
    ...ingressClass,
    spec: mapField(spec, 'parameters', (parameters) =>
      parameters.scope === undefined ? { ...parameters, scope: 'Cluster' } : parameters,
    ),
  };
}

/**
 * `SetDefaults_NetworkPolicy` and `SetDefaults_NetworkPolicyPort` of pkg/apis/networking/v1/defaults.go. Without `policyTypes` a policy is
 * of Ingress, and of Egress too where it has egress rules: an empty list of them is none.
 */
export function defaultNetworkPolicy(policy: Written<NetworkPolicy>): Written<NetworkPolicy> {
  const written = policy.spec ?? {};
  const egress = (written.egress ?? []).length > 0 ? (['Egress'] as const) : [];
  const types = (written.policyTypes ?? []).length > 0 ? written.policyTypes : (['Ingress', ...egress] as const);
  const spec = mapField(written, 'ingress', (rules) => rules.map((rule) => mapField(rule, 'ports', withProtocols)));
  return {
    ...policy,
    spec: {
      ...mapField(spec, 'egress', (rules) => rules.map((rule) => mapField(rule, 'ports', withProtocols))),
      // The API server stores the selector of all pods as `{}`, written or not.
      podSelector: spec.podSelector ?? {},
      policyTypes: types,
    },
  };
}

/** An empty protocol is not an absent one, and is refused. */
function withProtocols(ports: readonly Written<NetworkPolicyPort>[]): readonly Written<NetworkPolicyPort>[] {
  return ports.map((port) => (port.protocol === undefined ? { ...port, protocol: 'TCP' as const } : port));
}
