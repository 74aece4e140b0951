import { duplicate, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import { familyOf } from '../ip.js';
import type { Service } from '../service.js';
import { ipErrors } from './address.js';

type Spec = Service['spec'];

const IPS = ['spec', 'clusterIPs'];
const FAMILIES = ['spec', 'ipFamilies'];
const POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** A Service without an address of its own: its name answers with its endpoints. */
export function isHeadless(spec: Spec): boolean {
  return spec.clusterIPs?.length === 1 && spec.clusterIPs[0] === 'None';
}

/** `ValidateServiceClusterIPsRelatedFields` of pkg/apis/core/validation/validation.go. */
export function validateClusterIPs(spec: Spec): readonly FieldError[] {
  if (spec.type === 'ExternalName') return [];
  const ips = spec.clusterIPs ?? [];
  const addresses = validateAddresses(ips);
  const errors = [
    ...validatePrimary(spec.clusterIP ?? '', ips),
    ...validateFamilies(spec.ipFamilies ?? []),
    ...(spec.ipFamilyPolicy === undefined || POLICIES.includes(spec.ipFamilyPolicy)
      ? []
      : [notSupported(['spec', 'ipFamilyPolicy'], spec.ipFamilyPolicy, POLICIES)]),
    ...addresses,
    ...(ips.length > 2 ? [invalid(IPS, ips, 'may only hold up to 2 values')] : []),
  ];
  // A bad address would only cause more errors below, and worse ones.
  return addresses.length > 0 ? errors : [...errors, ...validateStacks(spec, ips)];
}

function validatePrimary(primary: string, ips: readonly string[]): readonly FieldError[] {
  if (primary === '') {
    return ips.length === 0 ? [] : [invalid(IPS, ips, 'must be empty when `clusterIP` is not specified')];
  }
  if (ips.length === 0) return [required(IPS)];
  return ips[0] === primary ? [] : [invalid(IPS, ips, 'first value must match `clusterIP`')];
}

function validateFamilies(families: readonly string[]): readonly FieldError[] {
  return families.flatMap((family, i) => [
    ...(family === 'IPv4' || family === 'IPv6' ? [] : [notSupported([...FAMILIES, i], family, ['IPv4', 'IPv6'])]),
    ...(families.indexOf(family) < i ? [duplicate([...FAMILIES, i], family)] : []),
  ]);
}

function validateAddresses(ips: readonly string[]): readonly FieldError[] {
  return ips.flatMap((ip, i) => {
    if (i === 0 && ip === 'None') {
      return ips.length === 1 ? [] : [invalid(IPS, ips, "'None' must be the first and only value")];
    }
    // What was written is clusterIP; clusterIPs is its copy.
    return invalidEach([...IPS, i], ip, ipErrors(ip), i === 0 ? ['spec', 'clusterIP'] : undefined);
  });
}

function validateStacks(spec: Spec, ips: readonly string[]): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (ips.length > 1 && new Set(ips.map(familyOf)).size !== ips.length) {
    errors.push(invalid(IPS, ips, 'may specify no more than one IP for each IP family'));
  }
  if (isHeadless(spec)) return errors;
  ips.forEach((ip, i) => {
    const family = spec.ipFamilies?.[i];
    if (family === undefined || family === familyOf(ip)) return;
    if (family !== 'IPv4' && family !== 'IPv6') return;
    errors.push(invalid([...IPS, i], ip, `expected an ${family} value as indicated by \`ipFamilies[${i}]\``));
  });
  return errors;
}
