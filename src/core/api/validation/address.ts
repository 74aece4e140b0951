import { formatCidr, parseCidr, parseCidrSloppy } from '../cidr.js';
import { invalid, invalidEach, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { formatIp, isMappedIp, parseIp, parseIpSloppy, specialRangeOf } from '../ip.js';

/**
 * How strictly an address is read. `legacy-strict` is what the API's older fields (all of those in this model) take since 1.36, where
 * the feature StrictIPCIDRValidation (KEP-4858) is on: no leading zeros, no IPv4-mapped IPv6, no host bits. `legacy` is the same before it.
 * `strict` also asks for the canonical text, as new fields do.
 */
export type AddressRules = 'legacy' | 'legacy-strict' | 'strict';

/** Why a text is no IP address. Models `IsValidIP` and `IsValidIPForLegacyField` of k8s.io/apimachinery/pkg/util/validation/ip.go. */
export function ipErrors(text: string, rules: AddressRules = 'legacy-strict'): readonly string[] {
  const ip = parseIpSloppy(text);
  if (ip === undefined) return ['must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'];
  if (rules === 'legacy') return [];
  const strict = parseIp(text);
  if (strict === undefined) return ['must not have leading 0s'];
  if (isMappedIp(strict)) return ['must not be an IPv4-mapped IPv6 address'];
  return canonicalErrors(text, formatIp(ip), rules);
}

/** Why a text is no CIDR. Models `IsValidCIDR` and `IsValidCIDRForLegacyField` of the same file. */
export function cidrErrors(text: string, rules: AddressRules = 'legacy-strict'): readonly string[] {
  const cidr = parseCidrSloppy(text);
  if (cidr === undefined) return ['must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'];
  if (rules === 'legacy') return [];
  const strict = parseCidr(text);
  if (strict === undefined) return ['must not have leading 0s in IP or prefix length'];
  if (isMappedIp({ family: strict.family, value: strict.address }))
    return ['must not have an IPv4-mapped IPv6 address'];
  if (strict.address !== strict.base) return ['must not have bits set beyond the prefix length'];
  return canonicalErrors(text, formatCidr(cidr), rules);
}

function canonicalErrors(text: string, canonical: string, rules: AddressRules): readonly string[] {
  return rules === 'strict' && text !== canonical ? [`must be in canonical form (${JSON.stringify(canonical)})`] : [];
}

export function validateIp(text: string, path: FieldPath): readonly FieldError[] {
  return invalidEach(path, text, ipErrors(text));
}

export function validateCidr(text: string, path: FieldPath): readonly FieldError[] {
  return invalidEach(path, text, cidrErrors(text));
}

/**
 * Addresses that cannot be an endpoint or an external IP: they mean another machine on every node.
 * Models `ValidateNonSpecialIP` of pkg/apis/core/validation/validation.go.
 */
export function validateNonSpecialIp(text: string, path: FieldPath): readonly FieldError[] {
  const ip = parseIpSloppy(text);
  if (ip === undefined) return [invalid(path, text, 'must be a valid IP address')];
  switch (specialRangeOf(ip)) {
    case 'unspecified':
      return [invalid(path, text, `may not be unspecified (${text})`)];
    case 'loopback':
      return [invalid(path, text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)')];
    case 'link-local unicast':
      return [invalid(path, text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)')];
    case 'link-local multicast':
      return [invalid(path, text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)')];
    case undefined:
      return [];
  }
}
