import type { Cause } from '../api/cause.js';
import type { Message } from '../api/message.js';
import type { ClusterView } from '../cluster/types.js';
import type { Packet } from '../netfilter/types.js';
import type { Arrival, Lost } from './arrival.js';
import { admits, balancerAt, causeOfChoice, choose, placeOfBalancer, portAt, type Balancer } from './balancer.js';
import { externalIpAt, nodeForExternalIp, nodeWith, publicAddresses, type PublicAddress } from './external-ip.js';
import { shownName } from './health.js';
import { from as sourceOf, to as targetOf, type Parcel } from './parcel.js';
import { causeOfAddress, locationOf, nodeByAddress, type Place } from './place.js';
import type { Recorder } from './recorder.js';
import type { Location } from './types.js';
import { edgeWhy } from './why-edge.js';
import { why } from './why.js';
import { answersOutside, isPrivate, lanMachineOf, routerOf, within } from './world.js';

type Outside = Extract<Place, { kind: 'outside' }>;

/** What the world outside needs of a walk. */
export interface BeyondScene {
  readonly view: ClusterView;
  readonly recorder: Recorder;
  readonly about: Cause;
  readonly isReply: boolean;
  chance(purpose: string): () => number;
}

const ROUTER: Location = { place: 'outside', outside: 'router' };

/**
 * What lies between the nodes and everybody else: the router of their network, the machine beside them, the cloud's balancers. The router
 * carries packets of the nodes to the Internet and back; from there it lets in only what is public: a balancer's address, a node's ExternalIP,
 * and externalIPs.
 */
export class Beyond {
  readonly #scene: BeyondScene;
  readonly #enter: (node: string, parcel: Parcel) => Arrival;
  /** How often the router has sent this packet towards a node. */
  #passes = 0;

  constructor(scene: BeyondScene, enter: (node: string, parcel: Parcel) => Arrival) {
    this.#scene = scene;
    this.#enter = enter;
  }

  /** From a machine that is not of the cluster. */
  send(place: Outside, parcel: Parcel): Arrival {
    const { view, isReply } = this.#scene;
    const { settings } = view;
    const { dst } = parcel.packet;
    const isNear = place.is !== undefined || isReply;
    if (dst === place.ip) return { kind: 'arrived', place, parcel };
    const node = nodeByAddress(view, dst)?.metadata.name;
    if (node !== undefined && (isNear || !isPrivate(settings, dst))) return this.#toNode(place, node, parcel);
    const host = this.#hostAt(dst);
    if (host && (isNear || host.is === undefined)) return { kind: 'arrived', place: host, parcel };
    if (!isNear && isPrivate(settings, dst)) {
      const isOfNodes = node !== undefined || within(settings.nodeCIDR, dst);
      return isOfNodes ? this.#private(parcel) : this.#nobody(parcel);
    }
    return this.#inward(place, parcel);
  }

  /** From a node, out of its uplink to the router. */
  fromNode(node: string, at: Location, before: Packet, parcel: Parcel, cause: Cause): Arrival {
    const { view, recorder } = this.#scene;
    const { dst } = parcel.packet;
    const balancer = balancerAt(view, dst);
    const host = this.#hostAt(dst);
    const isInward = !host && !balancer && (externalIpAt(view, dst) ?? nodeWith(view, dst)) !== undefined;
    const to: Location = host
      ? locationOf(host)
      : balancer
        ? locationOf(placeOfBalancer(balancer))
        : isInward
          ? ROUTER
          : { place: 'outside' };
    recorder.add(
      { kind: 'link', link: 'uplink', to },
      at,
      [before, parcel.packet],
      () => why('trace.link.uplink', { node, router: routerOf(view.settings), target: dst }),
      cause,
    );
    if (host) return this.#toHost(host, parcel);
    return balancer || isInward ? this.#inward(undefined, parcel) : this.#nobody(parcel);
  }

  /** From a node to the machine beside it, over the network they share. */
  toLan(node: string, at: Location, before: Packet, parcel: Parcel, cause: Cause): Arrival {
    const address = parcel.packet.dst;
    const place: Outside = { kind: 'outside', ip: address, is: 'lan' };
    this.#scene.recorder.add(
      { kind: 'link', link: 'wire', to: locationOf(place) },
      at,
      [before, parcel.packet],
      () => edgeWhy('edge.link.nodeToLan', { address, node }),
      cause,
    );
    return { kind: 'arrived', place, parcel };
  }

  /** Over the router to what the nodes' network shows of itself: a balancer, an external address, or nothing. */
  #inward(place: Outside | undefined, parcel: Parcel): Arrival {
    const { view, isReply } = this.#scene;
    const { dst } = parcel.packet;
    const balancer = balancerAt(view, dst);
    if (balancer) return this.#toBalancer(place, balancer, parcel);
    const external = externalIpAt(view, dst);
    if (external) return this.#toExternalIp(place, parcel, external);
    const known = nodeWith(view, dst);
    if (!known) return this.#nobody(parcel);
    // A router that translates for strangers does not do so for those behind it: their packet would come back past it.
    if (!isReply && (place === undefined || place.is !== undefined)) return this.#noHairpin(parcel, known);
    return this.#toPublicAddress(place, parcel, known);
  }

  #toNode(place: Outside, node: string, parcel: Parcel): Arrival {
    const { view, recorder } = this.#scene;
    const { packet } = parcel;
    const router = routerOf(view.settings);
    const isLan = place.is === 'lan';
    recorder.add(
      { kind: 'link', link: isLan ? 'wire' : 'uplink', to: { place: 'node', node, device: 'eth0' } },
      locationOf(place),
      packet,
      () => {
        if (isLan) return edgeWhy('edge.link.lanToNode', { address: place.ip, node });
        if (place.is === undefined) return why('trace.link.fromOutside', { node, router, source: packet.src });
        return edgeWhy('edge.link.relayed', { balancer: place.ip, node, target: targetOf(packet) });
      },
      causeOfAddress(view, packet.dst),
    );
    return this.#enter(node, parcel);
  }

  #toBalancer(place: Outside | undefined, balancer: Balancer, parcel: Parcel): Arrival {
    const { view, recorder, isReply } = this.#scene;
    const { packet } = parcel;
    const at = locationOf(placeOfBalancer(balancer));
    const service = shownName(balancer.service);
    if (place) {
      recorder.add(
        { kind: 'link', link: 'uplink', to: at },
        locationOf(place),
        packet,
        () => edgeWhy('edge.link.toBalancer', { source: sourceOf(packet), target: targetOf(packet), service }),
        balancer.cause,
      );
    }
    // The answer to a connection of its own.
    if (isReply) return { kind: 'arrived', place: placeOfBalancer(balancer), parcel };
    if (this.#isLost(packet)) return this.#privateSource(parcel);
    if (!portAt(balancer, packet.dport, packet.protocol))
      return this.#lost(parcel, at, this.#noPort(balancer, packet), { object: balancer.key, field: ['spec', 'ports'] });
    if (balancer.mode === 'Proxy') {
      if (admits(balancer, packet.src)) return { kind: 'arrived', place: placeOfBalancer(balancer), parcel };
      const sentence = edgeWhy('edge.stop.balancerRange', { balancer: balancer.ip, service, source: packet.src });
      const cause = { object: balancer.key, field: ['spec', 'loadBalancerSourceRanges'] };
      return { ...this.#lost(parcel, at, sentence, cause), service };
    }
    if (++this.#passes > 1) return this.#loop(parcel);
    const choice = choose(view, balancer, packet, this.#scene.chance(`balancer ${balancer.key}`));
    const cause = causeOfChoice(balancer);
    if (!choice.hop) return { ...this.#lost(parcel, at, choice.why(), cause), service };
    const { node } = choice.hop;
    recorder.add(choice.hop, at, packet, () => choice.why(), cause);
    recorder.add(
      { kind: 'link', link: 'uplink', to: { place: 'node', node, device: 'eth0' } },
      at,
      packet,
      () => edgeWhy('edge.link.fromBalancer', { balancer: balancer.ip, node, target: targetOf(packet) }),
      balancer.cause,
    );
    return this.#enter(node, parcel);
  }

  #noPort(balancer: Balancer, packet: Packet): Message {
    const service = shownName(balancer.service);
    const protocol = packet.protocol.toUpperCase();
    return edgeWhy('edge.stop.balancerPort', { balancer: balancer.ip, service, port: packet.dport, protocol });
  }

  #toExternalIp(
    place: Outside | undefined,
    parcel: Parcel,
    { name, cause }: { readonly name: string; readonly cause: Cause },
  ): Arrival {
    const { view, recorder } = this.#scene;
    const { packet } = parcel;
    const address = packet.dst;
    if (this.#isLost(packet)) return this.#privateSource(parcel);
    if (++this.#passes > 1) return this.#loop(parcel);
    const routed = nodeForExternalIp(view, address);
    if (!routed) return this.#lost(parcel, ROUTER, edgeWhy('edge.stop.noReadyNode', { target: address }), cause);
    const { node, owned } = routed;
    // On the nodes' own network the node answers the ARP question itself.
    const isOnLink = place?.is === 'lan' && within(view.settings.nodeCIDR, address);
    if (place && !isOnLink) this.#toRouter(place, packet, cause);
    recorder.add(
      { kind: 'link', link: 'wire', to: { place: 'node', node, device: 'eth0' } },
      isOnLink ? locationOf(place) : ROUTER,
      packet,
      () =>
        owned
          ? edgeWhy('edge.link.externalIpOwned', { address, node })
          : edgeWhy('edge.link.externalIp', { address, node, service: name }),
      cause,
    );
    return this.#enter(node, parcel);
  }

  /** A cloud translates a node's ExternalIP one to one: the node itself has never heard of it. */
  #toPublicAddress(place: Outside | undefined, parcel: Parcel, { node, internal, cause }: PublicAddress): Arrival {
    const { recorder, isReply } = this.#scene;
    const { packet } = parcel;
    const { name } = node.metadata;
    if (++this.#passes > 1) return this.#loop(parcel);
    if (place) this.#toRouter(place, packet, cause);
    const after: Packet = { ...packet, dst: internal };
    recorder.add(
      { kind: 'nat', nat: isReply ? 'un-SNAT' : 'DNAT', by: isReply ? 'conntrack' : 'rule' },
      ROUTER,
      [packet, after],
      () => edgeWhy('edge.nat.toInternal', { before: packet.dst, after: internal, node: name }),
      cause,
    );
    recorder.add(
      { kind: 'link', link: 'wire', to: { place: 'node', node: name, device: 'eth0' } },
      ROUTER,
      after,
      () => edgeWhy('edge.link.translated', { address: internal, node: name }),
      cause,
    );
    return this.#enter(name, requoted({ ...parcel, packet: after }, packet.dst, internal));
  }

  #toRouter(place: Outside, packet: Packet, cause: Cause): void {
    const { recorder, view } = this.#scene;
    const params = { source: sourceOf(packet), target: targetOf(packet), router: routerOf(view.settings) };
    recorder.add(
      { kind: 'link', link: place.is === 'lan' ? 'wire' : 'uplink', to: ROUTER },
      locationOf(place),
      packet,
      () => edgeWhy('edge.link.toRouter', params),
      cause,
    );
  }

  /** To a host of the world. What a node with an ExternalIP sends carries that address outside. */
  #toHost(host: Outside, parcel: Parcel): Arrival {
    const { view, recorder, isReply } = this.#scene;
    const { packet } = parcel;
    const isRouter = host.ip === routerOf(view.settings);
    if (!isRouter && this.#isLost(packet)) return this.#privateSource(parcel);
    const node = isRouter ? undefined : nodeByAddress(view, packet.src);
    const external = node && publicAddresses(node)[0];
    if (!node || !external) return { kind: 'arrived', place: host, parcel };
    const after: Packet = { ...packet, src: external.ip };
    const params = { before: packet.src, after: external.ip, node: node.metadata.name };
    recorder.add(
      { kind: 'nat', nat: isReply ? 'un-DNAT' : 'SNAT', by: isReply ? 'conntrack' : 'rule' },
      ROUTER,
      [packet, after],
      () => edgeWhy('edge.nat.toExternal', params),
      external.cause,
    );
    return { kind: 'arrived', place: host, parcel: requoted({ ...parcel, packet: after }, packet.src, external.ip) };
  }

  #hostAt(ip: string): Outside | undefined {
    const { settings } = this.#scene.view;
    if (ip === lanMachineOf(settings)) return { kind: 'outside', ip, is: 'lan' };
    return answersOutside(settings, ip) ? { kind: 'outside', ip } : undefined;
  }

  /** An address that no answer could find the way back to: a pod's own. */
  #isLost({ src }: Packet): boolean {
    const { view } = this.#scene;
    const { settings } = view;
    return isPrivate(settings, src) && !within(settings.nodeCIDR, src) && nodeByAddress(view, src) === undefined;
  }

  #privateSource(parcel: Parcel): Lost {
    const router = routerOf(this.#scene.view.settings);
    return this.#lost(parcel, OUTSIDE, why('trace.stop.privateSource', { router, source: parcel.packet.src }));
  }

  #nobody(parcel: Parcel): Lost {
    const { view } = this.#scene;
    const target = parcel.packet.dst;
    const router = routerOf(view.settings);
    const sentence = isPrivate(view.settings, target)
      ? why('trace.stop.notRouted', { router, target })
      : why('trace.stop.nobodyOutside', { target });
    return this.#lost(parcel, OUTSIDE, sentence);
  }

  /** An address of the nodes' own network means nothing in the Internet. */
  #private(parcel: Parcel): Lost {
    const { view } = this.#scene;
    const target = parcel.packet.dst;
    const sentence = edgeWhy('edge.stop.privateAddress', { target, router: routerOf(view.settings) });
    return this.#lost(parcel, OUTSIDE, sentence);
  }

  #noHairpin(parcel: Parcel, { node, cause }: PublicAddress): Lost {
    const router = routerOf(this.#scene.view.settings);
    const params = { target: parcel.packet.dst, node: node.metadata.name, router };
    return this.#lost(parcel, ROUTER, edgeWhy('edge.stop.noHairpin', params), cause);
  }

  #loop(parcel: Parcel): Lost {
    const router = routerOf(this.#scene.view.settings);
    return this.#lost(parcel, ROUTER, edgeWhy('edge.stop.loop', { target: targetOf(parcel.packet), router }));
  }

  #lost(parcel: Parcel, at: Location, sentence: Message, cause: Cause = this.#scene.about): Lost {
    const { packet } = parcel;
    return { kind: 'lost', at, packet, stop: 'unanswered', client: 'timeout', why: sentence, cause, by: 'outside' };
  }
}

const OUTSIDE: Location = { place: 'outside' };

/** The header that an ICMP error quotes, with an address in it translated as the router translates that of the error itself (`nf_nat_icmp_reply_translation`). */
function requoted(parcel: Parcel, before: string, after: string): Parcel {
  const { inner } = parcel;
  if (!inner) return parcel;
  const other = (ip: string) => (ip === before ? after : ip);
  return { ...parcel, inner: { ...inner, src: other(inner.src), dst: other(inner.dst) } };
}
