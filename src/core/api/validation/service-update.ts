import { forbidden, invalid, type FieldError } from '../field-error.js';
import type { Service } from '../service.js';
import { validateMetadataUpdate } from './metadata.js';
import { isHeadless } from './service-addresses.js';
import { needsHealthCheck } from './service.js';

const ONCE = 'may not change once set';

/** What an update of a Service may not change: the parts of `ValidateServiceUpdate` (pkg/apis/core/validation/validation.go) beyond validation. */
export function validateServiceUpdate(before: Service, after: Service): readonly FieldError[] {
  const errors = [...validateMetadataUpdate(before.metadata, after.metadata)];
  // From, to and on ExternalName everything may change: such Services have no addresses.
  if (before.spec.type !== 'ExternalName' && after.spec.type !== 'ExternalName') {
    errors.push(...validateAddressChange(before.spec, after.spec), ...validateFamilyChange(before.spec, after.spec));
  }
  const wasBalanced = before.spec.type === 'LoadBalancer';
  const isBalanced = after.spec.type === 'LoadBalancer';
  if (wasBalanced && isBalanced && before.spec.loadBalancerClass !== after.spec.loadBalancerClass) {
    errors.push(invalid(['spec', 'loadBalancerClass'], after.spec.loadBalancerClass ?? null, ONCE));
  }
  const checked = needsHealthCheck(before.spec) && needsHealthCheck(after.spec);
  if (checked && before.spec.healthCheckNodePort !== after.spec.healthCheckNodePort) {
    errors.push(forbidden(['spec', 'healthCheckNodePort'], 'field is immutable'));
  }
  return errors;
}

type Spec = Service['spec'];

/** `validateUpgradeDowngradeClusterIPs`: a second address may come and go, the first one stays. */
function validateAddressChange(before: Spec, after: Spec): readonly FieldError[] {
  if (isHeadless(before) && isHeadless(after)) return [];
  const old = before.clusterIPs ?? [];
  const now = after.clusterIPs ?? [];
  const path = ['spec', 'clusterIPs'];
  const at = ['spec', 'clusterIP'];
  const errors: FieldError[] = [];
  if (old.length === now.length) {
    old.forEach((ip, i) => {
      if (ip !== now[i]) errors.push({ ...invalid([...path, i], now, ONCE), ...(i === 0 ? { at } : {}) });
    });
    return errors;
  }
  if (old.length > 0 && now.length === 0) {
    errors.push({ ...invalid([...path, 0], now, 'primary clusterIP can not be unset'), at });
  } else if (old.length > 0 && old[0] !== now[0]) errors.push({ ...invalid([...path, 0], now, ONCE), at });
  if (old.length > now.length && now.length === 1 && after.ipFamilyPolicy !== 'SingleStack') {
    const why = "must be set to 'SingleStack' when releasing the secondary clusterIP";
    errors.push(invalid(['spec', 'ipFamilyPolicy'], after.ipFamilyPolicy ?? null, why));
  }
  return errors;
}

/** `validateUpgradeDowngradeIPFamilies`. */
function validateFamilyChange(before: Spec, after: Spec): readonly FieldError[] {
  // A headless Service has no addresses to keep, and one that becomes headless gives its own up.
  if (isHeadless(before) || isHeadless(after)) return [];
  const old = before.ipFamilies ?? [];
  const now = after.ipFamilies ?? [];
  const path = ['spec', 'ipFamilies', 0];
  if (old.length === now.length) {
    return old.flatMap((family, i) => (family === now[i] ? [] : [invalid(path, now, ONCE)]));
  }
  const errors: FieldError[] = [];
  if (old.length > 0 && now.length > 0 && old[0] !== now[0]) errors.push(invalid(path, after.clusterIPs ?? null, ONCE));
  if (old.length > now.length && now.length === 1 && after.ipFamilyPolicy !== 'SingleStack') {
    const why = "must be set to 'SingleStack' when releasing the secondary ipFamily";
    errors.push(invalid(['spec', 'ipFamilyPolicy'], after.ipFamilyPolicy ?? null, why));
  }
  return errors;
}
