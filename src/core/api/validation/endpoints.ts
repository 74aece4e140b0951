import type { EndpointAddress, Endpoints } from '../endpoints.js';
import { invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, qualifiedNameErrors } from '../names.js';
import { validateIp, validateNonSpecialIp } from './address.js';
import { validateMetadata } from './metadata.js';
import { validatePortNumber, validateProtocol } from './port.js';

/** `ValidateEndpoints` of pkg/apis/core/validation/validation.go. */
export function validateEndpoints(endpoints: Endpoints): readonly FieldError[] {
  return [
    ...validateMetadata(endpoints.metadata, { namespaced: true, name: dns1123SubdomainErrors }),
    ...(endpoints.subsets ?? []).flatMap((subset, i) => {
      const path = ['subsets', i];
      const { addresses = [], notReadyAddresses = [], ports = [] } = subset;
      const none = addresses.length === 0 && notReadyAddresses.length === 0;
      return [
        ...(none ? [required(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
        ...addresses.flatMap((address, j) => validateAddress(address, [...path, 'addresses', j])),
        ...notReadyAddresses.flatMap((address, j) => validateAddress(address, [...path, 'notReadyAddresses', j])),
        ...ports.flatMap((port, j) => {
          const at = [...path, 'ports', j];
          const { name = '', appProtocol } = port;
          return [
            ...(name === '' && ports.length > 1 ? [required([...at, 'name'])] : []),
            ...(name === '' ? [] : invalidEach([...at, 'name'], name, dns1123LabelErrors(name))),
            ...validatePortNumber(port.port, [...at, 'port']),
            ...validateProtocol(port.protocol, [...at, 'protocol']),
            ...(appProtocol === undefined
              ? []
              : invalidEach([...at, 'appProtocol'], appProtocol, qualifiedNameErrors(appProtocol))),
          ];
        }),
      ];
    }),
  ];
}

function validateAddress(address: EndpointAddress, path: FieldPath): readonly FieldError[] {
  const { ip = '', hostname = '', nodeName } = address;
  return [
    ...validateIp(ip, [...path, 'ip']),
    ...(hostname === '' ? [] : invalidEach([...path, 'hostname'], hostname, dns1123LabelErrors(hostname))),
    ...(nodeName === undefined ? [] : invalidEach([...path, 'nodeName'], nodeName, dns1123SubdomainErrors(nodeName))),
    ...validateNonSpecialIp(ip, [...path, 'ip']),
  ];
}
