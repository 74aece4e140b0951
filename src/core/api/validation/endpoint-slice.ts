import type { Endpoint, EndpointPort, EndpointSlice } from '../endpoints.js';
import { duplicate, invalid, invalidEach, required, tooMany, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { parseIpSloppy } from '../ip.js';
import {
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  fullyQualifiedDomainErrors,
  labelValueErrors,
  qualifiedNameErrors,
} from '../names.js';
import { validateNonSpecialIp } from './address.js';
import { validateImmutable, validateMetadata, validateMetadataUpdate } from './metadata.js';
import { validateEnum, validateProtocol } from './port.js';

const MAX_ENDPOINTS = 1000;
const MAX_ADDRESSES = 100;
const MAX_PORTS = 20_000;
const MAX_HINTS = 8;

/** `ValidateEndpointSlice` of pkg/apis/discovery/validation/validation.go. */
export function validateEndpointSlice(slice: EndpointSlice): readonly FieldError[] {
  return [
    ...validateMetadata(slice.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...validateEnum(slice.addressType, ['FQDN', 'IPv4', 'IPv6'], ['addressType']),
    ...validateEndpointList(slice.endpoints ?? [], slice.addressType),
    ...validatePorts(slice.ports ?? []),
  ];
}

/** An EndpointSlice holds addresses of one type for life. */
export function validateEndpointSliceUpdate(before: EndpointSlice, after: EndpointSlice): readonly FieldError[] {
  return [
    ...validateMetadataUpdate(before.metadata, after.metadata),
    ...validateImmutable(after.addressType, before.addressType, ['addressType']),
  ];
}

function validateEndpointList(endpoints: readonly Endpoint[], type: string): readonly FieldError[] {
  const path = ['endpoints'];
  if (endpoints.length > MAX_ENDPOINTS) return [tooMany(path, endpoints.length, MAX_ENDPOINTS)];
  return endpoints.flatMap((endpoint, i) => {
    const at = [...path, i];
    const { addresses = [], nodeName, hostname } = endpoint;
    return [
      ...(addresses.length === 0 ? [required([...at, 'addresses'], 'must contain at least 1 address')] : []),
      ...(addresses.length > MAX_ADDRESSES ? [tooMany([...at, 'addresses'], addresses.length, MAX_ADDRESSES)] : []),
      ...addresses.flatMap((address, j) => validateAddress(address, type, [...at, 'addresses', j])),
      ...(nodeName === undefined ? [] : invalidEach([...at, 'nodeName'], nodeName, dns1123SubdomainErrors(nodeName))),
      ...(hostname === undefined ? [] : invalidEach([...at, 'hostname'], hostname, dns1123LabelErrors(hostname))),
      ...validateHints(endpoint.hints?.forZones ?? [], [...at, 'hints', 'forZones'], labelValueErrors),
      ...validateHints(endpoint.hints?.forNodes ?? [], [...at, 'hints', 'forNodes'], dns1123SubdomainErrors),
    ];
  });
}

function validateAddress(address: string, type: string, path: FieldPath): readonly FieldError[] {
  if (type === 'FQDN') {
    return address === '' ? [required(path)] : invalidEach(path, address, fullyQualifiedDomainErrors(address));
  }
  if (type !== 'IPv4' && type !== 'IPv6') return [];
  const fits = parseIpSloppy(address)?.family === type;
  return [
    ...(fits ? [] : [invalid(path, address, `must be a valid ${type} address`)]),
    ...validateNonSpecialIp(address, path),
  ];
}

function validateHints(
  hints: readonly { readonly name: string }[],
  path: FieldPath,
  check: (name: string) => readonly string[],
): readonly FieldError[] {
  if (hints.length > MAX_HINTS) return [tooMany(path, hints.length, MAX_HINTS)];
  const names = hints.map(({ name }) => name ?? '');
  return names.flatMap((name, i) => [
    ...(names.indexOf(name) < i ? [duplicate([...path, i, 'name'], name)] : []),
    ...invalidEach([...path, i, 'name'], name, check(name)),
  ]);
}

function validatePorts(ports: readonly EndpointPort[]): readonly FieldError[] {
  const path = ['ports'];
  if (ports.length > MAX_PORTS) return [tooMany(path, ports.length, MAX_PORTS)];
  // The first index of each name, found from the end.
  const first = new Map(ports.map(({ name = '' }, i) => [name, i] as const).reverse());
  return ports.flatMap(({ name = '', protocol, appProtocol }, i) => [
    ...(name === '' ? [] : invalidEach([...path, i, 'name'], name, dns1123LabelErrors(name))),
    ...(first.get(name) === i ? [] : [duplicate([...path, i, 'name'], name)]),
    ...validateProtocol(protocol, [...path, i, 'protocol']),
    ...(appProtocol === undefined
      ? []
      : invalidEach([...path, i, 'appProtocol'], appProtocol, qualifiedNameErrors(appProtocol))),
  ]);
}
