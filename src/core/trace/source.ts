import { interfaceAddress, routeFor } from '../network/route.js';
import type { Place } from './place.js';
import type { Stage } from './stage.js';

/** The address a socket takes: a pod has one; a node that of the interface its route to the target names; on the loopback it is 127.0.0.1. */
export function sourceFor(stage: Stage, client: Place, target: string): string {
  if (client.kind === 'outside') return client.ip;
  if (target.startsWith('127.')) return '127.0.0.1';
  if (client.kind === 'pod') return client.pod.status.podIP ?? '0.0.0.0';
  const { network } = stage.hosts.at(client.node);
  const dev = routeFor(network, target)?.dev;
  return (dev === undefined ? undefined : interfaceAddress(network, dev)) ?? network.ip;
}
