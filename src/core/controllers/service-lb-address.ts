import { cidrContains, parseCidr } from '../api/cidr.js';
import { parseIp } from '../api/ip.js';
import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Service } from '../api/service.js';
import type { Context } from '../cluster/controller.js';
import {
  cloudBalancerMemory,
  nextCloudAddress,
  OUTSIDE_IN_CLOUD,
  type CloudBalancer,
} from '../cluster/load-balancer.js';

/** Why the cloud cannot make what the Service asks for, in the words of this model's cloud. */
export function problemOf(context: Context, service: Service): string | undefined {
  const { ports = [], loadBalancerIP } = service.spec;
  const portless = ports.find((port) => !port.nodePort);
  if (context.settings.loadBalancer === 'proxy' && portless)
    return `port ${portless.port}/${portless.protocol} has no nodePort to connect to`;
  if (addressFor(context, service) !== undefined) return undefined;
  return loadBalancerIP === undefined
    ? 'no address is left'
    : `the requested address ${loadBalancerIP} is not available`;
}

/** The address it has, the one it asks for, or the next free one. */
export function addressFor(context: Context, service: Service): string | undefined {
  const { loadBalancerIP } = service.spec;
  const taken = takenAddresses(context, service);
  if (loadBalancerIP !== undefined && loadBalancerIP !== '') {
    return isUsable(context, loadBalancerIP) && !taken.has(loadBalancerIP) ? loadBalancerIP : undefined;
  }
  const own = context.recall<CloudBalancer>(cloudBalancerMemory(keyOf(service)))?.ip;
  return own !== undefined && !taken.has(own) ? own : nextCloudAddress((ip) => taken.has(ip));
}

function takenAddresses(context: Context, own: Service): ReadonlySet<string> {
  const nodes = context.list<Node>('Node').flatMap(({ status }) => status.addresses?.map((one) => one.address) ?? []);
  const services = context.list<Service>('Service').flatMap((service) => {
    const external = service.spec.externalIPs ?? [];
    if (keyOf(service) === keyOf(own)) return external;
    return [...external, ...(service.status.loadBalancer.ingress ?? []).flatMap(({ ip }) => ip ?? [])];
  });
  return new Set([...OUTSIDE_IN_CLOUD, ...nodes, ...services]);
}

/** The cluster's own blocks are no addresses of the cloud's. */
function isUsable({ settings }: Context, text: string): boolean {
  const ip = parseIp(text);
  if (ip?.family !== 'IPv4') return false;
  return [settings.podCIDR, settings.serviceCIDR, settings.nodeCIDR].every((one) => {
    const block = parseCidr(one);
    return block === undefined || !cidrContains(block, ip);
  });
}
