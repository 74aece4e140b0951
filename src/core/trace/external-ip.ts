import type { Cause } from '../api/cause.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Service } from '../api/service.js';
import { conditionOf } from '../cluster/conditions.js';
import type { ClusterView } from '../cluster/types.js';
import { nodeAddress } from '../network/node-address.js';
import { shownName } from './health.js';

/** An address of `spec.externalIPs`: Kubernetes only writes rules for it; that packets come to a node at all is the administrator's work. */
export interface ExternalIp {
  readonly service: Service;
  readonly name: string;
  readonly cause: Cause;
}

const byAddress = new WeakMap<readonly Service[], ReadonlyMap<string, ExternalIp>>();

/** The first Service by key that names an address among its externalIPs. */
export function externalIpAt(view: ClusterView, ip: string): ExternalIp | undefined {
  const services = view.list<Service>('Service');
  let known = byAddress.get(services);
  if (!known) {
    const found = new Map<string, ExternalIp>();
    for (const service of services) {
      for (const [index, address] of (service.spec.externalIPs ?? []).entries()) {
        if (found.has(address)) continue;
        const cause = { object: keyOf(service), field: ['spec', 'externalIPs', index] };
        found.set(address, { service, name: shownName(service), cause });
      }
    }
    byAddress.set(services, (known = found));
  }
  return known.get(ip);
}

/** Where the model's administrator has routed an external address: to the node that has it, else to the first worker that is ready. */
export function nodeForExternalIp(view: ClusterView, ip: string): { node: string; owned: boolean } | undefined {
  const owner = nodeWith(view, ip)?.node.metadata.name;
  if (owner !== undefined) return { node: owner, owned: true };
  const node = firstReadyWorker(view);
  return node === undefined ? undefined : { node, owned: false };
}

/** The first node by name that is ready and no control plane; a control plane where there is no worker. */
export function firstReadyWorker(view: ClusterView): string | undefined {
  const ready = view
    .list<Node>('Node')
    .filter((node) => conditionOf(node.status.conditions, 'Ready')?.status === 'True' && nodeAddress(node));
  return (ready.find((node) => !isControlPlane(node)) ?? ready[0])?.metadata.name;
}

function isControlPlane({ metadata }: Node): boolean {
  return metadata.labels !== undefined && Object.hasOwn(metadata.labels, 'node-role.kubernetes.io/control-plane');
}

/** A node's address for the world outside, of type ExternalIP in its status. */
export interface PublicAddress {
  readonly node: Node;
  readonly internal: string;
  readonly cause: Cause;
}

export function nodeWith(view: ClusterView, ip: string): PublicAddress | undefined {
  for (const node of view.list<Node>('Node')) {
    const found = publicAddresses(node).find((one) => one.ip === ip);
    const internal = nodeAddress(node)?.ip;
    if (found && internal !== undefined) return { node, internal, cause: found.cause };
  }
  return undefined;
}

/** The addresses of type ExternalIP that a node has, with the field each stands in. */
export function publicAddresses(node: Node): readonly { readonly ip: string; readonly cause: Cause }[] {
  const object: ObjectKey = keyOf(node);
  return (node.status.addresses ?? []).flatMap(({ type, address }, index) =>
    type === 'ExternalIP' ? [{ ip: address, cause: { object, field: ['status', 'addresses', index, 'address'] } }] : [],
  );
}
