import { cidrContainsCidr, parseCidrSloppy } from '../cidr.js';
import { forbidden, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123SubdomainErrors, portNameErrors, portNumberErrors } from '../names.js';
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../networking.js';
import { validateCidr } from './address.js';
import { validateLabelSelector } from './label.js';
import { validateMetadata, validateMetadataUpdate } from './metadata.js';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const TYPES = ['Ingress', 'Egress'];

/** `ValidateNetworkPolicy` of pkg/apis/networking/validation/validation.go. */
export function validateNetworkPolicy({ metadata, spec }: NetworkPolicy): readonly FieldError[] {
  return [
    ...validateMetadata(metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...validateLabelSelector(spec.podSelector, ['spec', 'podSelector']),
    ...(spec.ingress ?? []).flatMap(({ ports, from }, i) => validateRule(ports, from, ['spec', 'ingress', i], 'from')),
    ...(spec.egress ?? []).flatMap(({ ports, to }, i) => validateRule(ports, to, ['spec', 'egress', i], 'to')),
    ...validateTypes(spec.policyTypes ?? []),
  ];
}

/** `ValidateNetworkPolicyUpdate`: everything but the metadata may change. */
export function validateNetworkPolicyUpdate(before: NetworkPolicy, after: NetworkPolicy): readonly FieldError[] {
  return validateMetadataUpdate(before.metadata, after.metadata);
}

function validateRule(
  ports: readonly NetworkPolicyPort[] = [],
  peers: readonly NetworkPolicyPeer[] = [],
  path: FieldPath,
  peersField: 'from' | 'to',
): readonly FieldError[] {
  return [
    ...ports.flatMap((port, i) => validatePort(port, [...path, 'ports', i])),
    ...peers.flatMap((peer, i) => validatePeer(peer, [...path, peersField, i])),
  ];
}

function validatePort({ protocol, port, endPort }: NetworkPolicyPort, path: FieldPath): readonly FieldError[] {
  const end = [...path, 'endPort'];
  const errors: FieldError[] = [];
  if (protocol !== undefined && !PROTOCOLS.includes(protocol))
    errors.push(notSupported([...path, 'protocol'], protocol, PROTOCOLS));
  if (typeof port === 'number') {
    errors.push(...invalidEach([...path, 'port'], port, portNumberErrors(port)));
    if (endPort === undefined) return errors;
    // The value shown is the port's, not endPort's: that is what the API server prints.
    if (endPort < port) errors.push(invalid(end, port, 'must be greater than or equal to `port`'));
    return [...errors, ...invalidEach(end, endPort, portNumberErrors(endPort))];
  }
  if (endPort !== undefined) {
    const what = port === undefined ? 'not specified' : 'non-numeric';
    errors.push(invalid(end, endPort, `may not be specified when \`port\` is ${what}`));
  }
  return port === undefined ? errors : [...errors, ...invalidEach([...path, 'port'], port, portNameErrors(port))];
}

function validatePeer(
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
  path: FieldPath,
): readonly FieldError[] {
  const errors = [
    ...validateLabelSelector(podSelector, [...path, 'podSelector']),
    ...validateLabelSelector(namespaceSelector, [...path, 'namespaceSelector']),
    ...(ipBlock === undefined ? [] : validateIpBlock(ipBlock, [...path, 'ipBlock'])),
  ];
  const selects = podSelector !== undefined || namespaceSelector !== undefined;
  if (!selects && ipBlock === undefined) return [...errors, required(path, 'must specify a peer')];
  if (!selects || ipBlock === undefined) return errors;
  return [...errors, forbidden(path, 'may not specify both ipBlock and another peer')];
}

/** `ValidateIPBlock`. */
function validateIpBlock(
  { cidr = '', except = [] }: NonNullable<NetworkPolicyPeer['ipBlock']>,
  path: FieldPath,
): readonly FieldError[] {
  if (cidr === '') return [required([...path, 'cidr'])];
  const errors = [...validateCidr(cidr, [...path, 'cidr'])];
  const outer = parseCidrSloppy(cidr);
  if (outer === undefined) return errors;
  except.forEach((one, i) => {
    const at = [...path, 'except', i];
    errors.push(...validateCidr(one, at));
    const inner = parseCidrSloppy(one);
    if (inner === undefined) return;
    if (!cidrContainsCidr(outer, inner) || cidrContainsCidr(inner, outer))
      errors.push(invalid(at, one, 'must be a strict subset of `cidr`'));
  });
  return errors;
}

function validateTypes(types: readonly string[]): readonly FieldError[] {
  const path = ['spec', 'policyTypes'];
  if (types.length > TYPES.length) return [invalid(path, types, 'may not specify more than two policyTypes')];
  return types.flatMap((type, i) => (TYPES.includes(type) ? [] : [notSupported([...path, i], type, TYPES)]));
}
