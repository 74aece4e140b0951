import { isExternallyAccessible } from '../defaults/service.js';
import { duplicate, forbidden, invalid, invalidEach, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { dns1123LabelErrors, dns1123SubdomainErrors, qualifiedNameErrors } from '../names.js';
import type { Service, ServicePort } from '../service.js';
import { cidrErrors, ipErrors, validateCidr, validateNonSpecialIp } from './address.js';
import { validateLabels } from './label.js';
import { validateMetadata } from './metadata.js';
import { validateEnum, validatePortNumber, validatePortNumberOrName, validateProtocol } from './port.js';
import { isHeadless, validateClusterIPs } from './service-addresses.js';

type Spec = Service['spec'];

const PORTS: FieldPath = ['spec', 'ports'];
const SOURCE_RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const TOPOLOGY_HINTS = 'service.kubernetes.io/topology-aware-hints';
const MAX_AFFINITY_SECONDS = 86_400;

/**
 * `ValidateService` of pkg/apis/core/validation/validation.go, on a Service with its defaults. What the allocators give is not asked for:
 * they run before validation in the API server. Names are RFC 1123 labels since 1.36 (RelaxedServiceNameValidation, KEP-5311).
 */
export function validateService(service: Service): readonly FieldError[] {
  const { spec } = service;
  return [
    ...validateMetadata(service.metadata, { namespaced: true, name: dns1123LabelErrors }),
    ...validateTopologyAnnotations(service),
    ...(spec.ports?.length || isHeadless(spec) || spec.type === 'ExternalName' ? [] : [required(PORTS)]),
    ...validateByType(spec),
    ...validatePorts(spec.ports ?? []),
    ...validateLabels(spec.selector, ['spec', 'selector']),
    ...validateAffinity(spec),
    ...validateClusterIPs(spec),
    ...validateExternalIPs(spec.externalIPs ?? []),
    ...validateEnum(spec.type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'], ['spec', 'type']),
    ...validateNodePorts(spec),
    ...validateDuplicatePorts(spec.ports ?? []),
    ...validateSourceRanges(service),
    ...validateBalancerFields(spec),
    ...validateTrafficPolicies(spec),
  ];
}

function validateTopologyAnnotations(service: Service): readonly FieldError[] {
  const mode = service.metadata.annotations?.[TOPOLOGY_MODE];
  const hints = service.metadata.annotations?.[TOPOLOGY_HINTS];
  if (mode === undefined || hints === undefined || mode === hints) return [];
  const why = `must match annotations[${TOPOLOGY_HINTS}] when both are specified`;
  return [invalid(['metadata', 'annotations', TOPOLOGY_MODE], mode, why)];
}

function validateByType(spec: Spec): readonly FieldError[] {
  if (spec.type === 'ExternalName') return validateExternalName(spec);
  if ((spec.type === 'LoadBalancer' || spec.type === 'NodePort') && isHeadless(spec)) {
    const why = `may not be set to 'None' for ${spec.type} services`;
    return [{ ...invalid(['spec', 'clusterIPs', 0], 'None', why), at: ['spec', 'clusterIP'] }];
  }
  return [];
}

function validateExternalName(spec: Spec): readonly FieldError[] {
  const path = ['spec', 'externalName'];
  const why = 'may not be set for ExternalName services';
  // The name may end in a dot, which marks it as complete.
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  return [
    ...(spec.clusterIPs?.length ? [{ ...forbidden(['spec', 'clusterIPs'], why), at: ['spec', 'clusterIP'] }] : []),
    ...(spec.ipFamilies?.length ? [forbidden(['spec', 'ipFamilies'], why)] : []),
    ...(spec.ipFamilyPolicy ? [forbidden(['spec', 'ipFamilyPolicy'], why)] : []),
    ...(name === '' ? [required(path)] : invalidEach(path, name, dns1123SubdomainErrors(name))),
  ];
}

function validatePorts(ports: readonly ServicePort[]): readonly FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, i) => {
    const path = [...PORTS, i];
    const { name = '' } = port;
    const seen = names.has(name);
    names.add(name);
    return [
      ...(name === '' && ports.length > 1 ? [required([...path, 'name'])] : []),
      ...(name === '' ? [] : invalidEach([...path, 'name'], name, dns1123LabelErrors(name))),
      ...(name !== '' && seen ? [duplicate([...path, 'name'], name)] : []),
      ...validatePortNumber(port.port, [...path, 'port']),
      ...validateProtocol(port.protocol, [...path, 'protocol']),
      ...validatePortNumberOrName(port.targetPort, [...path, 'targetPort']),
      ...(port.appProtocol === undefined
        ? []
        : invalidEach([...path, 'appProtocol'], port.appProtocol, qualifiedNameErrors(port.appProtocol))),
    ];
  });
}

function validateAffinity(spec: Spec): readonly FieldError[] {
  const errors = validateEnum(spec.sessionAffinity, ['ClientIP', 'None'], ['spec', 'sessionAffinity']);
  if (spec.sessionAffinity !== 'ClientIP') return errors;
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 0;
  if (seconds > 0 && seconds <= MAX_AFFINITY_SECONDS) return errors;
  const path = ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds'];
  return [...errors, invalid(path, seconds, `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`)];
}

function validateExternalIPs(addresses: readonly string[]): readonly FieldError[] {
  return addresses.flatMap((address, i) => {
    const path = ['spec', 'externalIPs', i];
    const reasons = ipErrors(address);
    return reasons.length > 0 ? invalidEach(path, address, reasons) : validateNonSpecialIp(address, path);
  });
}

function validateNodePorts(spec: Spec): readonly FieldError[] {
  const seen = new Set<string>();
  return (spec.ports ?? []).flatMap((port, i) => {
    if (!port.nodePort) return [];
    const path = [...PORTS, i, 'nodePort'];
    const key = `${port.protocol} ${port.nodePort}`;
    const repeated = seen.has(key);
    seen.add(key);
    return [
      ...(spec.type === 'ClusterIP' ? [forbidden(path, "may not be used when `type` is 'ClusterIP'")] : []),
      ...(repeated ? [duplicate(path, port.nodePort)] : []),
    ];
  });
}

function validateDuplicatePorts(ports: readonly ServicePort[]): readonly FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ protocol, port }, i) => {
    const key = `${protocol} ${port}`;
    const repeated = seen.has(key);
    seen.add(key);
    // The API server shows its internal ServicePort with only these two fields set.
    const shown = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    return repeated ? [duplicate([...PORTS, i], shown)] : [];
  });
}

function validateSourceRanges(service: Service): readonly FieldError[] {
  const { spec } = service;
  const onlyBalanced = "may only be used when `type` is 'LoadBalancer'";
  const ranges = spec.loadBalancerSourceRanges ?? [];
  if (ranges.length > 0) {
    // The API server spells the field with a capital letter here.
    const at = ['spec', 'loadBalancerSourceRanges'];
    const field = ['spec', 'LoadBalancerSourceRanges'];
    return [
      ...(spec.type === 'LoadBalancer' ? [] : [{ ...forbidden(field, onlyBalanced), at }]),
      ...ranges.flatMap((range, i) => invalidEach([...field, i], range.trim(), cidrErrors(range.trim()), [...at, i])),
    ];
  }
  const annotation = service.metadata.annotations?.[SOURCE_RANGES_ANNOTATION];
  if (annotation === undefined) return [];
  const path = ['metadata', 'annotations', SOURCE_RANGES_ANNOTATION];
  const written = annotation.trim();
  return [
    ...(spec.type === 'LoadBalancer' ? [] : [forbidden(path, onlyBalanced)]),
    ...(written === '' ? [] : written.split(',').flatMap((range) => validateCidr(range.trim(), path))),
  ];
}

function validateBalancerFields(spec: Spec): readonly FieldError[] {
  const only = "may only be used when `type` is 'LoadBalancer'";
  const { loadBalancerClass: name } = spec;
  if (spec.type === 'LoadBalancer') {
    return name === undefined ? [] : invalidEach(['spec', 'loadBalancerClass'], name, qualifiedNameErrors(name));
  }
  return [
    ...(spec.allocateLoadBalancerNodePorts === undefined
      ? []
      : [forbidden(['spec', 'allocateLoadBalancerNodePorts'], only)]),
    ...(name === undefined ? [] : [forbidden(['spec', 'loadBalancerClass'], only)]),
  ];
}

const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

function validateTrafficPolicies(spec: Spec): readonly FieldError[] {
  const { externalTrafficPolicy: outside, internalTrafficPolicy: inside, trafficDistribution: distribution } = spec;
  const path = ['spec', 'externalTrafficPolicy'];
  const errors: FieldError[] = [];
  if (isExternallyAccessible(spec)) errors.push(...validateEnum(outside, POLICIES, path));
  else if (outside) errors.push(invalid(path, outside, 'may only be set for externally-accessible services'));
  errors.push(...validateHealthCheck(spec));
  if (inside !== undefined && !POLICIES.includes(inside)) {
    errors.push(notSupported(['spec', 'internalTrafficPolicy'], inside, POLICIES));
  }
  if (distribution !== undefined && !DISTRIBUTIONS.includes(distribution)) {
    errors.push(notSupported(['spec', 'trafficDistribution'], distribution, DISTRIBUTIONS));
  }
  return errors;
}

function validateHealthCheck(spec: Spec): readonly FieldError[] {
  const port = spec.healthCheckNodePort ?? 0;
  if (port === 0) return [];
  const path = ['spec', 'healthCheckNodePort'];
  if (needsHealthCheck(spec)) return validatePortNumber(port, path);
  const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
  return [invalid(path, port, why)];
}

/** `NeedsHealthCheck` of pkg/api/service/util.go. */
export function needsHealthCheck(spec: Spec): boolean {
  return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}
