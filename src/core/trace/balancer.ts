import type { Cause } from '../api/cause.js';
import { cidrContains, parseCidrSloppy } from '../api/cidr.js';
import { parseIp } from '../api/ip.js';
import type { Message } from '../api/message.js';
import type { ServicePort } from '../api/service.js';
import { hostsOfBalancer } from '../cluster/load-balancer.js';
import { seededBelow } from '../cluster/seeded.js';
import type { ClusterView } from '../cluster/types.js';
import type { Packet } from '../netfilter/types.js';
import type { Balancer } from './balancer-address.js';
import { healthOf, shownName } from './health.js';
import type { Place } from './place.js';
import { edgeWhy } from './why-edge.js';
import type { Hop } from './types.js';

export { balancerAt, type Balancer } from './balancer-address.js';

export function placeOfBalancer({ ip, key }: Balancer): Place {
  return { kind: 'outside', ip, is: 'load-balancer', service: key };
}

/** The port of the Service that a balancer serves; it knows no others. */
export function portAt({ service }: Balancer, port: number, protocol: string): ServicePort | undefined {
  return service.spec.ports?.find((one) => one.port === port && one.protocol.toLowerCase() === protocol.toLowerCase());
}

/** Whether the Service's loadBalancerSourceRanges let a client in. Without ranges everybody may. */
export function admits({ service }: Balancer, client: string): boolean {
  const ranges = service.spec.loadBalancerSourceRanges ?? [];
  const ip = parseIp(client);
  if (ranges.length === 0 || !ip) return true;
  return ranges.some((range) => {
    const block = parseCidrSloppy(range.trim());
    return block !== undefined && cidrContains(block, ip);
  });
}

type BalanceHop = Omit<Extract<Hop, { kind: 'balance' }>, 'direction' | 'leg' | 'at' | 'packet' | 'why' | 'cause'>;

/** What a balancer decides about one connection: the hop that tells it, or that no node is fit. */
export interface Choice {
  readonly hop: BalanceHop | undefined;
  why(): Message;
}

/**
 * Chooses a node among those that pass the health check: by chance, as a hash of the connection's addresses and ports would; with
 * sessionAffinity by the client's address alone, so that a client keeps its node.
 */
export function choose(view: ClusterView, balancer: Balancer, packet: Packet, roll: () => number): Choice {
  const { service, key, mode } = balancer;
  const nodes = hostsOfBalancer(view, service).map((name) => ({ name, ...healthOf(view, service, name) }));
  const fit = nodes.filter(({ healthy }) => healthy);
  const isSticky = service.spec.sessionAffinity === 'ClientIP';
  const place = isSticky
    ? seededBelow(view.settings.seed, `balancer ${key} ${packet.src}`, fit.length)
    : Math.floor(roll() * fit.length);
  const node = fit[place]?.name;
  const isLocal = service.spec.externalTrafficPolicy === 'Local';
  const { port } = healthOf(view, service, '');
  const name = shownName(service);
  if (node === undefined) {
    const params = { service: name, count: nodes.length, port };
    return {
      hop: undefined,
      why: () => edgeWhy(isLocal ? 'edge.stop.noHealthyNodeLocal' : 'edge.stop.noHealthyNode', params),
    };
  }
  const params = { service: name, node, healthy: fit.length, all: nodes.length, port };
  return {
    hop: { kind: 'balance', service: key, node, nodes: nodes.map(({ name, healthy }) => ({ name, healthy })) },
    why: () => {
      if (isSticky) return edgeWhy('edge.balance.sticky', { ...params, client: packet.src });
      if (mode === 'VIP') return edgeWhy(isLocal ? 'edge.balance.vipLocal' : 'edge.balance.vip', params);
      return edgeWhy(isLocal ? 'edge.balance.proxyLocal' : 'edge.balance.proxy', params);
    },
  };
}

/** The field that decides which nodes are fit. */
export function causeOfChoice({ service, key, cause }: Balancer): Cause {
  const { externalTrafficPolicy } = service.spec;
  return externalTrafficPolicy === undefined ? cause : { object: key, field: ['spec', 'externalTrafficPolicy'] };
}
