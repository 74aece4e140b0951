import { cidrContainsCidr, parseCidrSloppy } from '../../api/cidr.js';
import { forbidden, invalid, notSupported, required, type FieldError } from '../../api/field-error.js';
import { getField, type FieldPath } from '../../api/field-path.js';
import type { KubeObject } from '../../api/meta.js';
import { portNameErrors, portNumberErrors } from '../../api/names.js';
import { validateCidr } from '../../api/validation/address.js';
import { listAt, textAt } from '../read-json.js';

/**
 * What the API server has against a NetworkPolicy's ports and peers; its selectors are checked with all others.
 * Models `ValidateNetworkPolicySpec` of pkg/apis/networking/validation/validation.go.
 */
export function validateNetworkPolicy(policy: KubeObject): readonly FieldError[] {
  const rules = (direction: string, peers: string) =>
    listAt(policy, ['spec', direction]).flatMap((rule, i) => {
      const at = ['spec', direction, i];
      return [
        ...listAt(rule, ['ports']).flatMap((port, j) => portErrors(port, [...at, 'ports', j])),
        ...listAt(rule, [peers]).flatMap((peer, j) => peerErrors(peer, [...at, peers, j])),
      ];
    });
  return [...rules('ingress', 'from'), ...rules('egress', 'to'), ...policyTypeErrors(policy)];
}

function policyTypeErrors(policy: KubeObject): readonly FieldError[] {
  const types = listAt(policy, ['spec', 'policyTypes']);
  if (types.length > 2) return [invalid(['spec', 'policyTypes'], types, 'may not specify more than two policyTypes')];
  return types.flatMap((type, i) => {
    const known = type === 'Ingress' || type === 'Egress';
    return known ? [] : [notSupported(['spec', 'policyTypes', i], type, ['Ingress', 'Egress'])];
  });
}

function portErrors(value: unknown, path: FieldPath): readonly FieldError[] {
  const port = getField(value, ['port']) ?? undefined;
  const endPort = getField(value, ['endPort']) ?? undefined;
  const at = [...path, 'endPort'];
  if (port === undefined)
    return endPort === undefined ? [] : [invalid(at, endPort, 'may not be specified when `port` is not specified')];
  if (typeof port === 'string') {
    const named = portNameErrors(port).map((why) => invalid([...path, 'port'], port, why));
    return endPort === undefined
      ? named
      : [invalid(at, endPort, 'may not be specified when `port` is non-numeric'), ...named];
  }
  if (typeof port !== 'number') return [];
  const errors = portNumberErrors(port).map((why) => invalid([...path, 'port'], port, why));
  if (typeof endPort !== 'number') return errors;
  // The value shown is the port's, not endPort's: that is what the API server prints.
  if (endPort < port) errors.push(invalid(at, port, 'must be greater than or equal to `port`'));
  return [...errors, ...portNumberErrors(endPort).map((why) => invalid(at, endPort, why))];
}

function peerErrors(peer: unknown, path: FieldPath): readonly FieldError[] {
  const has = (field: string) => (getField(peer, [field]) ?? undefined) !== undefined;
  const selectors = ['podSelector', 'namespaceSelector'].filter(has).length;
  const errors = has('ipBlock') ? ipBlockErrors(getField(peer, ['ipBlock']), [...path, 'ipBlock']) : [];
  if (selectors === 0 && !has('ipBlock')) return [required(path, 'must specify a peer')];
  if (selectors === 0 || !has('ipBlock')) return errors;
  return [...errors, forbidden(path, 'may not specify both ipBlock and another peer')];
}

function ipBlockErrors(block: unknown, path: FieldPath): readonly FieldError[] {
  const cidr = textAt(block, ['cidr']) ?? '';
  if (cidr === '') return [required([...path, 'cidr'])];
  const outer = parseCidrSloppy(cidr);
  const errors = [...validateCidr(cidr, [...path, 'cidr'])];
  if (outer === undefined) return errors;
  listAt(block, ['except']).forEach((except, i) => {
    if (typeof except !== 'string') return;
    const at = [...path, 'except', i];
    errors.push(...validateCidr(except, at));
    const inner = parseCidrSloppy(except);
    if (inner === undefined) return;
    if (!cidrContainsCidr(outer, inner) || cidrContainsCidr(inner, outer))
      errors.push(invalid(at, except, 'must be a strict subset of `cidr`'));
  });
  return errors;
}
