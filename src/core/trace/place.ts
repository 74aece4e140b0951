import type { Cause } from '../api/cause.js';
import { getField } from '../api/field-path.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import { servicesAt } from '../dns/endpoints.js';
import type { Packet } from '../netfilter/types.js';
import { nodeAddress } from '../network/node-address.js';
import { podAtAddress } from '../network/pods.js';
import { balancerAt } from './balancer-address.js';
import { externalIpAt, nodeWith } from './external-ip.js';
import type { Location } from './types.js';

/** Who holds one end of a connection. A hostNetwork pod is a process of its node: its packets start there. */
export type Place =
  | { readonly kind: 'pod'; readonly pod: Pod }
  | { readonly kind: 'node'; readonly node: string; readonly pod?: Pod }
  | {
      readonly kind: 'outside';
      readonly ip: string;
      /** Absent: the client in the Internet, or a host of the world. */
      readonly is?: 'lan' | 'load-balancer';
      /** Of a load balancer: the Service it stands for. */
      readonly service?: ObjectKey;
    };

/** The client outside the cluster: an address that RFC 5737 keeps for documentation. */
export const OUTSIDE_CLIENT = '198.51.100.7';

export function placeOfPod(pod: Pod): Place {
  return pod.spec.hostNetwork === true ? { kind: 'node', node: pod.spec.nodeName ?? '', pod } : { kind: 'pod', pod };
}

export function locationOf(place: Place): Location {
  if (place.kind === 'outside') {
    const { is, service } = place;
    return {
      place: 'outside',
      ...(is === undefined ? {} : { outside: is }),
      ...(service === undefined ? {} : { service }),
    };
  }
  const pod = place.kind === 'pod' || place.pod ? keyOf(place.pod as Pod) : undefined;
  if (place.kind === 'node') return { place: 'node', node: place.node, ...(pod === undefined ? {} : { pod }) };
  return { place: 'pod', node: place.pod.spec.nodeName ?? '', pod: keyOf(place.pod), device: 'eth0' };
}

/** What a sentence calls it: the pod's name, the node's name, or the address outside. */
export function nameOf(place: Place): string {
  if (place.kind === 'outside') return place.ip;
  return place.pod?.metadata.name ?? (place.kind === 'node' ? place.node : '');
}

/** The field an end's address stands in. */
export function causeOfPlace(view: ClusterView, place: Place): Cause {
  if (place.kind === 'outside') return causeOfAddress(view, place.ip);
  if (place.pod) return existing(view, { object: keyOf(place.pod), field: ['status', 'podIP'] });
  return causeOfNode(view, place.kind === 'node' ? place.node : '');
}

export function causeOfNode(view: ClusterView, name: string): Cause {
  const key = objectKey('Node', undefined, name);
  const node = view.get<Node>(key);
  return (node && nodeAddress(node)?.cause) ?? existing(view, { object: key, field: ['metadata', 'name'] });
}

/** The field that gives an address its meaning in the cluster: a Service's, a pod's, a node's, also those for the world outside; else what the caller puts it down to. */
export function causeOfAddress(view: ClusterView, ip: string, otherwise?: Cause): Cause {
  const service = servicesAt(view, ip)[0];
  if (service) return existing(view, { object: keyOf(service), field: ['spec', 'clusterIP'] });
  const pod = podAtAddress(view, ip);
  if (pod) return { object: keyOf(pod), field: ['status', 'podIP'] };
  const node = nodeByAddress(view, ip);
  if (node) return causeOfNode(view, node.metadata.name);
  const shown = balancerAt(view, ip) ?? externalIpAt(view, ip) ?? nodeWith(view, ip);
  return shown?.cause ?? otherwise ?? anyCause(view);
}

/** What a client's end of a connection is put down to: its own address, or for a client outside, which has none here, what it dialled. */
export function causeOfClient(view: ClusterView, client: Place, dialled: Packet): Cause {
  const own = causeOfPlace(view, client);
  return own.standsIn ? causeOfTarget(view, dialled, own) : own;
}

/** What dialling an address and port is about: the address's field, or the Service's ports when it has no such port. */
export function causeOfTarget(view: ClusterView, packet: Packet, otherwise: Cause): Cause {
  const service = servicesAt(view, packet.dst)[0];
  const ports = service?.spec.ports ?? [];
  const isKnown = ports.some((one) => one.port === packet.dport && one.protocol?.toLowerCase() === packet.protocol);
  if (!service || isKnown) return causeOfAddress(view, packet.dst, otherwise);
  return existing(view, { object: keyOf(service), field: ['spec', 'ports'] });
}

const nodes = new WeakMap<readonly object[], ReadonlyMap<string, Node>>();

export function nodeByAddress(view: ClusterView, ip: string): Node | undefined {
  const list = view.list<Node>('Node');
  let index = nodes.get(list);
  if (!index) {
    index = new Map(list.flatMap((node) => (nodeAddress(node) ? [[nodeAddress(node)?.ip ?? '', node] as const] : [])));
    nodes.set(list, index);
  }
  return index.get(ip);
}

/** The cause itself when its field exists, else the object's name, else some object of the cluster: a cause never points at nothing. */
export function existing(view: ClusterView, cause: Cause): Cause {
  const object = view.get(cause.object);
  if (!object) return anyCause(view);
  return getField(object, cause.field) === undefined ? { object: cause.object, field: ['metadata', 'name'] } : cause;
}

/** What happens outside every object is put down to the cluster's first node, or where there is none to its first namespace. */
function anyCause(view: ClusterView): Cause {
  const first = view.list<Node>('Node')[0];
  const address = first && nodeAddress(first);
  if (address) return { ...address.cause, standsIn: true };
  const object = first ?? view.list('Namespace')[0] ?? view.list('Pod')[0] ?? view.list('Service')[0];
  return {
    object: object ? keyOf(object) : objectKey('Namespace', undefined, 'default'),
    field: ['metadata', 'name'],
    standsIn: true,
  };
}
