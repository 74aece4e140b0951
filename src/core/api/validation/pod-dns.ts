import { invalid, invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { byteLength, dns1123UnderscoreSubdomainErrors } from '../names.js';
import type { PodSpec } from '../pod.js';
import { validateIp } from './address.js';

/** Limits of the C library's resolver, which the kubelet keeps to as well. */
const MAX_DNS_NAMESERVERS = 3;
const MAX_DNS_SEARCH_PATHS = 32;
const MAX_DNS_SEARCH_CHARS = 2048;

/** `validatePodDNSConfig` of pkg/apis/core/validation/validation.go, with RelaxedDNSSearchValidation (the rule since 1.34). */
export function validateDnsConfig(spec: PodSpec, path: FieldPath): readonly FieldError[] {
  const { dnsPolicy, dnsConfig } = spec;
  if (dnsPolicy === 'None') {
    if (dnsConfig === undefined) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (!dnsConfig.nameservers?.length) {
      const why = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return [required([...path, 'nameservers'], why)];
    }
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig ?? {};
  const tooMany = (list: readonly string[], field: string, max: number, what: string) =>
    list.length > max ? [invalid([...path, field], list, `must not have more than ${max} ${what}`)] : [];
  const searchList = `characters (including spaces) in the search list`;
  return [
    ...tooMany(nameservers, 'nameservers', MAX_DNS_NAMESERVERS, 'nameservers'),
    ...nameservers.flatMap((address, i) => validateIp(address, [...path, 'nameservers', i])),
    ...tooMany(searches, 'searches', MAX_DNS_SEARCH_PATHS, 'search paths'),
    ...(byteLength(searches.join(' ')) > MAX_DNS_SEARCH_CHARS
      ? [invalid([...path, 'searches'], searches, `must not have more than ${MAX_DNS_SEARCH_CHARS} ${searchList}`)]
      : []),
    ...searches.flatMap((search, i) => {
      if (search === '.') return [];
      const name = search.replace(/\.$/, '');
      return invalidEach([...path, 'searches', i], name, dns1123UnderscoreSubdomainErrors(name));
    }),
    ...options.flatMap(({ name }, i) => (name ? [] : [required([...path, 'options', i], 'must not be empty')])),
  ];
}
