import { invalid, type FieldError } from '../field-error.js';
import type { IpFamily } from '../ip.js';
import type { Service } from '../service.js';
import { isHeadless } from './service-addresses.js';

/** What the allocators of a cluster can give. */
export interface AllocationLimits {
  /** The families of the Service CIDRs. */
  readonly families: readonly IpFamily[];
  /** `--service-node-port-range`, both ends included. */
  readonly nodePorts: { readonly from: number; readonly to: number };
}

export const DEFAULT_NODE_PORTS = { from: 30_000, to: 32_767 } as const;

/**
 * What the allocators refuse, which depends on how the cluster is set up and so is not part of validation: node ports outside of the range,
 * families that the cluster does not have. Models `initIPFamilyFields` and `allocNodePorts` of pkg/registry/core/service/storage/alloc.go,
 * and portallocator's `ErrNotInRange`.
 */
export function validateServiceAllocation(service: Service, limits: AllocationLimits): readonly FieldError[] {
  return [...validateFamilies(service.spec, limits.families), ...validateNodePortRange(service.spec, limits.nodePorts)];
}

function validateFamilies(spec: Service['spec'], known: readonly IpFamily[]): readonly FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const policy = spec.ipFamilyPolicy;
  const path = ['spec', 'ipFamilyPolicy'];
  const families = spec.ipFamilies ?? [];
  const dual = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
  const errors: FieldError[] = [];
  if (policy === 'SingleStack' && spec.clusterIPs?.length === 2) {
    errors.push(invalid(path, policy, `${dual} cluster IPs are specified`));
  }
  if (policy === 'SingleStack' && families.length === 2) {
    errors.push(invalid(path, policy, `${dual} IP families are specified`));
  }
  // Endpoints of a headless Service without a selector may have any address.
  if (isHeadless(spec) && Object.keys(spec.selector ?? {}).length === 0) return errors;
  if (policy === 'RequireDualStack' && known.length < 2) {
    errors.push(invalid(path, policy, 'this cluster is not configured for dual-stack services'));
  }
  families.forEach((family, i) => {
    if (known.includes(family)) return;
    errors.push(invalid(['spec', 'ipFamilies', i], family, 'not configured on this cluster'));
  });
  return errors;
}

function validateNodePortRange(
  spec: Service['spec'],
  { from, to }: AllocationLimits['nodePorts'],
): readonly FieldError[] {
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return [];
  const why = `provided port is not in the valid range. The range of valid ports is ${from}-${to}`;
  return (spec.ports ?? []).flatMap(({ nodePort = 0 }, i) =>
    nodePort === 0 || (nodePort >= from && nodePort <= to)
      ? []
      : [invalid(['spec', 'ports', i, 'nodePort'], nodePort, why)],
  );
}
