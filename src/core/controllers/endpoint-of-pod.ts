import { familyOf, type IpFamily } from '../api/ip.js';
import type { Endpoint, EndpointPort } from '../api/endpoints.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Service, ServicePort } from '../api/service.js';
import { sidecarsOf } from '../api/sidecar.js';
import { hasEnded, isPodReady } from '../cluster/conditions.js';

/** `ShouldPodBeInEndpoints` of kubernetes/endpointslice `util/controller_utils.go`: it has an address and has not ended. */
export function belongsInEndpoints(pod: Pod, includeTerminating: boolean): boolean {
  if (hasEnded(pod)) return false;
  if ((pod.status.podIPs ?? []).length === 0 && !pod.status.podIP) return false;
  return includeTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** `ShouldSetHostname` of the same file: the pod names itself, and calls this Service its subdomain. */
export function hasHostnameIn(pod: Pod, service: Service): boolean {
  const { hostname, subdomain } = pod.spec;
  return (
    hostname !== undefined &&
    hostname !== '' &&
    subdomain === service.metadata.name &&
    pod.metadata.namespace === service.metadata.namespace
  );
}

/** `podToEndpoint` of kubernetes/endpointslice `utils.go`. */
export function endpointOf(pod: Pod, node: Node | undefined, service: Service, family: IpFamily): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
  const { hostname, nodeName } = pod.spec;
  return {
    addresses: addressesOf(pod, family),
    conditions: { ready, serving, terminating },
    ...(hasHostnameIn(pod, service) && hostname !== undefined ? { hostname } : {}),
    ...(nodeName === undefined ? {} : { nodeName }),
    ...(zone === undefined ? {} : { zone }),
    targetRef: {
      kind: 'Pod',
      ...(pod.metadata.namespace === undefined ? {} : { namespace: pod.metadata.namespace }),
      name: pod.metadata.name,
      ...(pod.metadata.uid === undefined ? {} : { uid: pod.metadata.uid }),
    },
  };
}

export function addressesOf(pod: Pod, family: IpFamily): readonly string[] {
  // The API server has checked the addresses: the colon tells the families apart.
  const isWanted = (ip: string) => ip.includes(':') === (family === 'IPv6');
  const { podIP, podIPs } = pod.status;
  if (podIPs) return podIPs.filter(({ ip }) => isWanted(ip)).map(({ ip }) => ip);
  return podIP !== undefined && isWanted(podIP) ? [podIP] : [];
}

/**
 * The number a Service port stands for on one pod: itself, or the container port of that name and protocol. Undefined when the pod has
 * none: the port is then left out. Models `FindPort` of kubernetes/endpointslice `utils.go`; restartable init containers count.
 */
export function findPort(
  pod: Pick<Pod, 'spec'>,
  port: Pick<ServicePort, 'targetPort' | 'protocol'>,
): number | undefined {
  const { targetPort } = port;
  if (typeof targetPort === 'number') return targetPort;
  const sidecars = sidecarsOf(pod.spec).map(({ container }) => container);
  for (const container of [...pod.spec.containers, ...sidecars]) {
    const found = container.ports?.find((one) => one.name === targetPort && one.protocol === port.protocol);
    if (found) return found.containerPort;
  }
  return undefined;
}

/** The ports of a slice for a pod: `getEndpointPorts` of kubernetes/endpointslice `utils.go`. */
export function endpointPorts(service: Service, pod: Pick<Pod, 'spec'>): readonly EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const port of service.spec.ports ?? []) {
    const number = findPort(pod, port);
    if (number === undefined) continue;
    ports.push({
      name: port.name ?? '',
      port: number,
      protocol: port.protocol,
      ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
    });
  }
  return ports;
}

/**
 * The address families a Service has slices of. Models `getAddressTypesForService` of kubernetes/endpointslice `utils.go`: a Service
 * without `ipFamilies` goes by its clusterIP.
 */
export function addressTypesOf(
  spec: Pick<Service['spec'], 'ipFamilies' | 'clusterIP' | 'selector'>,
): readonly IpFamily[] {
  if (spec.ipFamilies && spec.ipFamilies.length > 0) return spec.ipFamilies;
  if (spec.clusterIP && spec.clusterIP !== 'None') return [familyOf(spec.clusterIP) ?? 'IPv4'];
  return ['IPv4', 'IPv6'];
}
