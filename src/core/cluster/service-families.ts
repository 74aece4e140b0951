import { invalid, type FieldError } from '../api/field-error.js';
import type { IpFamily } from '../api/ip.js';
import type { Service } from '../api/service.js';
import { isHeadless } from '../api/validation/service-addresses.js';

/**
 * What a Service asks for that a cluster with Service addresses of these families cannot give. Models `initIPFamilyFields` of
 * `pkg/registry/core/service/storage/alloc.go`.
 */
export function familyErrors({ spec }: Service, known: readonly IpFamily[]): readonly FieldError[] {
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
