import type { NetworkPolicyPort } from '../api/networking.js';
import type { Protocol } from '../api/meta.js';
import type { ContainerPort, Pod } from '../api/pod.js';
import type { Seen } from './ends.js';
import { items } from './items.js';
import type { Tried } from './peers.js';
import { why } from './why.js';

/**
 * Whether a connection to `port` of the destination is one of an item of `ports`: TCP when it says no protocol, every port when it says none,
 * a range with `endPort`; a name means the container port of that name and protocol on the destination pod, whichever number it has there.
 * Models `NetworkPolicyPort` of k8s.io/api/networking/v1/types.go.
 */
export function tryPort(item: NetworkPolicyPort | undefined, protocol: Protocol, port: number, to: Seen): Tried {
  if (!item)
    return { matched: false, why: why('policy.port.otherProtocol', { protocol: '', asked: protocol }), field: [] };
  const wanted = item.protocol ?? 'TCP';
  if (wanted !== protocol) {
    const field = item.protocol === undefined ? [] : ['protocol'];
    return { matched: false, why: why('policy.port.otherProtocol', { protocol: wanted, asked: protocol }), field };
  }
  if (item.port === undefined || item.port === null) {
    return {
      matched: true,
      why: why('policy.port.any', { protocol }),
      field: item.protocol === undefined ? [] : ['protocol'],
    };
  }
  if (typeof item.port === 'string') return tryName(item.port, protocol, port, to);
  const first = item.port;
  if (typeof item.endPort === 'number') {
    const range = { first, last: item.endPort };
    return port >= first && port <= item.endPort
      ? { matched: true, why: why('policy.port.range', { port, protocol, ...range }), field: ['port'] }
      : {
          matched: false,
          why: why('policy.port.outsideRange', { asked: port, ...range }),
          field: [port < first ? 'port' : 'endPort'],
        };
  }
  return port === first
    ? { matched: true, why: why('policy.port.number', { port, protocol }), field: ['port'] }
    : { matched: false, why: why('policy.port.otherNumber', { port: Number(first), asked: port }), field: ['port'] };
}

function tryName(name: string, protocol: Protocol, port: number, to: Seen): Tried {
  if (!to.pod) {
    return { matched: false, why: why('policy.port.namedNoPod', { name, address: to.ip }), field: ['port'] };
  }
  const numbers = namedPorts(to.pod, name, protocol);
  if (numbers.length === 0) {
    return { matched: false, why: why('policy.port.namedMissing', { name, pod: to.name, protocol }), field: ['port'] };
  }
  return numbers.includes(port)
    ? { matched: true, why: why('policy.port.named', { name, port, pod: to.name }), field: ['port'] }
    : {
        matched: false,
        why: why('policy.port.namedOther', { name, pod: to.name, port: numbers.join(', '), asked: port }),
        field: ['port'],
      };
}

/** The numbers that a port's name stands for on a pod. Names are unique in a pod's container, not across them. */
export function namedPorts(pod: Pod, name: string, protocol: Protocol): readonly number[] {
  return portsOf(pod).flatMap((one) =>
    one.name === name && (one.protocol ?? 'TCP') === protocol ? [one.containerPort] : [],
  );
}

/** What a pod's containers declare. */
export function portsOf(pod: Pod): readonly ContainerPort[] {
  return items(pod.spec?.containers).flatMap((container) => items(container?.ports).flatMap((one) => one ?? []));
}
