import type { NetworkPolicyPort } from '../api/networking.js';
import type { Message } from '../api/message.js';
import type { Protocol } from '../api/meta.js';
import type { ContainerPort, Pod } from '../api/pod.js';
import { isSidecar } from '../api/sidecar.js';
import type { Seen } from './ends.js';
import { items } from './items.js';
import type { Tried } from './peers.js';
import { why } from './why.js';

/**
 * Whether a connection to `port` of the destination is one of an item of `ports`: TCP when it says no protocol, every port when it says none,
 * a range with `endPort`; a name means the container port of that name and protocol on the destination pod, whichever number it has there.
 * Models `NetworkPolicyPort` of k8s.io/api/networking/v1/types.go.
 */
export function isPort(item: NetworkPolicyPort | undefined, protocol: Protocol, port: number, to: Seen): boolean {
  if (!item || (item.protocol ?? 'TCP') !== protocol) return false;
  if (item.port === undefined || item.port === null) return true;
  if (typeof item.port === 'string')
    return to.pod !== undefined && namedPorts(to.pod, item.port, protocol).includes(port);
  return typeof item.endPort === 'number' ? port >= item.port && port <= item.endPort : port === item.port;
}

/** The same, with the reason and the field of it. */
export function tryPort(item: NetworkPolicyPort | undefined, protocol: Protocol, port: number, to: Seen): Tried {
  return { matched: isPort(item, protocol, port, to), ...aboutPort(item, protocol, port, to) };
}

function aboutPort(
  item: NetworkPolicyPort | undefined,
  protocol: Protocol,
  port: number,
  to: Seen,
): Omit<Tried, 'matched'> {
  const wanted = item ? (item.protocol ?? 'TCP') : '';
  const said = item?.protocol === undefined ? [] : ['protocol'];
  if (wanted !== protocol)
    return { why: why('policy.port.otherProtocol', { protocol: wanted, asked: protocol }), field: said };
  const number = item?.port;
  if (number === undefined || number === null) return { why: why('policy.port.any', { protocol }), field: said };
  if (typeof number === 'string') return { why: aboutName(number, protocol, port, to), field: ['port'] };
  const last = item?.endPort;
  if (typeof last !== 'number') {
    return port === number
      ? { why: why('policy.port.number', { port, protocol }), field: ['port'] }
      : { why: why('policy.port.otherNumber', { port: number, asked: port }), field: ['port'] };
  }
  const range = { first: number, last };
  if (port < number || port > last) {
    const field = [port < number ? 'port' : 'endPort'];
    return { why: why('policy.port.outsideRange', { asked: port, ...range }), field };
  }
  return { why: why('policy.port.range', { port, protocol, ...range }), field: ['port'] };
}

function aboutName(name: string, protocol: Protocol, port: number, to: Seen): Message {
  if (!to.pod) return why('policy.port.namedNoPod', { name, address: to.ip });
  const numbers = namedPorts(to.pod, name, protocol);
  if (numbers.length === 0) return why('policy.port.namedMissing', { name, pod: to.name, protocol });
  return numbers.includes(port)
    ? why('policy.port.named', { name, port, pod: to.name })
    : why('policy.port.namedOther', { name, pod: to.name, port: numbers.join(', '), asked: port });
}

/** The numbers that a port's name stands for on a pod. Names are unique in a pod's container, not across them. */
function namedPorts(pod: Pod, name: string, protocol: Protocol): readonly number[] {
  return portsOf(pod).flatMap((one) =>
    one.name === name && (one.protocol ?? 'TCP') === protocol ? [one.containerPort] : [],
  );
}

/**
 * What a pod's containers and its sidecars declare, as for the target ports of Services (`findPort` of k8s.io/endpointslice/utils.go). Calico counts
 * every init container's (`podToDefaultWorkloadEndpoint` of libcalico-go/lib/backend/k8s/conversion/workload_endpoint_default.go), also of those that have
 * ended before anybody could be asked.
 */
export function portsOf({ spec }: Pod): readonly ContainerPort[] {
  const sidecars = items(spec?.initContainers).filter((one) => one && isSidecar(one));
  return [...items(spec?.containers), ...sidecars].flatMap((one) => items(one?.ports).flatMap((port) => port ?? []));
}
