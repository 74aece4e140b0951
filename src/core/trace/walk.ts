import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import type { Hook, Packet } from '../netfilter/types.js';
import { podAtAddress } from '../network/pods.js';
import { interfaceOfPod, isLocalAddress, routeFor } from '../network/route.js';
import type { HostNetwork, NetworkProvider, Route } from '../network/types.js';
import type { Arrival, Lost } from './arrival.js';
import { Beyond } from './beyond.js';
import type { Host, Hosts } from './host.js';
import { Losses, nodeAt } from './losses.js';
import type { Parcel } from './parcel.js';
import { Passage } from './passage.js';
import { causeOfAddress, causeOfPlace, locationOf, nameOf, nodeByAddress, type Place } from './place.js';
import { askPolicies } from './policy-check.js';
import type { Recorder } from './recorder.js';
import { why } from './why.js';
import type { Location } from './types.js';
import { lanMachineOf, networkOfPod, routerOf } from './world.js';

export interface WalkScene {
  readonly view: ClusterView;
  readonly provider: NetworkProvider;
  readonly hosts: Hosts;
  readonly recorder: Recorder;
  random(node: string): () => number;
  /** Rolls for what is not a node. */
  chance(purpose: string): () => number;
  /** The field this direction is about. */
  readonly about: Cause;
  /** Whether what goes is an answer: the router lets in what belongs to a connection it has let out. */
  readonly isReply: boolean;
}

/** Nodes a packet may meet before the walk gives up; a time to live of 64 ends it in the kernel. */
const MAX_HOSTS = 64;

/** Carries packets from place to place through namespaces, bridges and nodes, as routes, neighbours and rules have it. */
export class Walk {
  readonly #scene: WalkScene;
  readonly #beyond: Beyond;
  readonly #losses: Losses;
  #hostsMet = 0;

  constructor(scene: WalkScene) {
    this.#scene = scene;
    this.#losses = new Losses(scene.view, scene.about);
    this.#beyond = new Beyond(scene, (node, parcel) => this.#enterNode(scene.hosts.at(node), parcel, 'eth0', false));
  }

  send(place: Place, parcel: Parcel): Arrival {
    if (place.kind === 'pod') return this.#fromPod(place.pod, parcel);
    if (place.kind === 'node') return this.fromNode(place.node, parcel, place);
    return this.#beyond.send(place, parcel);
  }

  /** Out of a pod's namespace: itself, a neighbour on its bridge, or everything else by the bridge's address. */
  #fromPod(pod: Pod, parcel: Parcel): Arrival {
    const { view, provider, hosts } = this.#scene;
    const { packet } = parcel;
    const network = networkOfPod(provider, view, pod);
    const here: Place = { kind: 'pod', pod };
    if (isLocalAddress(network, packet.dst)) return this.#loopback(here, network, parcel);
    const route = routeFor(network, packet.dst);
    if (!route) return this.#losses.noRoute(locationOf(here), nameOf(here), packet);

    const host = hosts.at(pod.spec.nodeName ?? '');
    const bridge = host.network.interfaces.find((one) => one.kind === 'bridge')?.name ?? '';
    const dev = interfaceOfPod(host.network, keyOf(pod)) ?? bridge;
    const onLink = route.via === undefined;
    if (onLink && !isLocalAddress(host.network, packet.dst) && !this.#podOn(host, packet.dst)) {
      return this.#losses.noNeighbour(locationOf(here), nameOf(here), packet, packet.dst, 'eth0', undefined);
    }
    const isBridged = onLink && !isLocalAddress(host.network, packet.dst);
    this.#scene.recorder.add(
      { kind: 'link', link: 'veth', to: { place: 'node', node: host.node, device: dev } },
      locationOf(here),
      packet,
      () => {
        const name = pod.metadata.name;
        if (isBridged)
          return why('trace.link.toNeighbour', { pod: name, address: packet.dst, cidr: route.destination, dev });
        const { node } = host;
        if (onLink) return why('trace.link.toNode', { pod: name, address: packet.dst, node, dev });
        return why('trace.link.toGateway', { pod: name, gateway: route.via ?? '', node, dev });
      },
      route.cause,
    );
    return this.#enterNode(host, parcel, bridge, isBridged, pod);
  }

  /** Into a node from one of its interfaces: PREROUTING, the routing decision, then INPUT or FORWARD and POSTROUTING. */
  #enterNode(host: Host, parcel: Parcel, dev: string, isBridged: boolean, leaves?: Pod): Arrival {
    if (host.dead) return this.#losses.deadNode(host, host.dead, parcel.packet, dev);
    const passage = this.#passage(host, parcel, dev);
    const entered = passage.enter('PREROUTING');
    if (entered.verdict !== 'ACCEPT') return this.#losses.refused(host, passage, entered);
    if (isLocalAddress(host.network, passage.packet.src)) return this.#losses.martian(host, passage.packet, dev);
    if (isLocalAddress(host.network, passage.packet.dst)) return this.#intoNode(host, passage, leaves);

    // A frame between two ports of the bridge meets iptables too (net.bridge.bridge-nf-call-iptables=1, which kubeadm's preflight demands);
    // when DNAT leads back to the same bridge it is bridged on, not routed (net/bridge/br_netfilter_hooks.c, br_nf_pre_routing_finish).
    const staysBridged = isBridged && !passage.isRedirected;
    const route = routeFor(host.network, passage.packet.dst);
    if (!route) return this.#losses.noRoute(nodeAt(host), host.node, passage.packet);
    const alongBridge = route.dev === dev && isBridge(host.network, dev);
    const before = passage.packet;
    const isAlive = alongBridge || passage.decrementTtl();
    if (!staysBridged) this.#tellRoute(host, route, [before, passage.packet]);
    if (!isAlive) return this.#losses.outlived(host, passage.packet);
    const denied = this.#asked(host, passage, 'FORWARD', route, leaves);
    if (denied) return denied;
    const filtered = passage.filter('FORWARD', route.dev);
    if (filtered.verdict !== 'ACCEPT') return this.#losses.refused(host, passage, filtered);
    const left = passage.leave(route.dev);
    if (left.verdict !== 'ACCEPT') return this.#losses.refused(host, passage, left);
    return this.#egress(host, passage.parcel, route, alongBridge);
  }

  #intoNode(host: Host, passage: Passage, leaves: Pod | undefined): Arrival {
    const denied = this.#asked(host, passage, 'INPUT', undefined, leaves);
    if (denied) return denied;
    const filtered = passage.filter('INPUT', '');
    if (filtered.verdict !== 'ACCEPT') return this.#losses.refused(host, passage, filtered);
    passage.arrive();
    return { kind: 'arrived', place: this.#nodePlace(host.node), parcel: passage.parcel };
  }

  /** Out of a process of a node, or of its kernel: OUTPUT, the route of where NAT has sent it, POSTROUTING. */
  fromNode(node: string, parcel: Parcel, place: Place = this.#nodePlace(node)): Arrival {
    const host = this.#scene.hosts.at(node);
    const passage = this.#passage(host, parcel, '');
    const entered = passage.enter('OUTPUT');
    if (entered.verdict !== 'ACCEPT') return this.#losses.refused(host, passage, entered);
    const { dst } = passage.packet;
    if (isLocalAddress(host.network, dst)) {
      const left = passage.leave('lo');
      if (left.verdict !== 'ACCEPT') return this.#losses.refused(host, passage, left);
      return this.#loopback(place, host.network, passage.parcel);
    }
    const route = routeFor(host.network, dst);
    if (!route) return this.#losses.noRoute(nodeAt(host), node, passage.packet);
    if (!parcel.inner) this.#tellRoute(host, route, [passage.packet, passage.packet]);
    const denied = this.#asked(host, passage, 'OUTPUT', route, undefined);
    if (denied) return denied;
    const left = passage.leave(route.dev);
    if (left.verdict !== 'ACCEPT') return this.#losses.refused(host, passage, left);
    return this.#egress(host, passage.parcel, route, false);
  }

  /** Onto the bridge, to another node, or to the router: whoever has the next hop's address on that link. */
  #egress(host: Host, parcel: Parcel, route: Route, alongBridge: boolean): Arrival {
    const { recorder, view } = this.#scene;
    const { packet } = parcel;
    // A mark is a host's own note on a packet: it crosses neither a wire nor a border of namespaces.
    const crossing: Parcel = packet.mark === 0 ? parcel : { ...parcel, packet: { ...packet, mark: 0 } };
    const nextHop = route.via ?? packet.dst;
    const at: Location = { place: 'node', node: host.node, device: route.dev };
    if (isBridge(host.network, route.dev)) {
      const pod = this.#podOn(host, nextHop);
      if (!pod) return this.#losses.noNeighbour(at, host.node, packet, nextHop, route.dev, { host, parcel });
      const place: Place = { kind: 'pod', pod };
      const dev = interfaceOfPod(host.network, keyOf(pod)) ?? '';
      recorder.add(
        { kind: 'link', link: alongBridge ? 'bridge' : 'veth', to: locationOf(place) },
        at,
        [packet, crossing.packet],
        () =>
          why(alongBridge ? 'trace.link.alongBridge' : 'trace.link.toPod', {
            pod: pod.metadata.name,
            bridge: route.dev,
            dev,
          }),
        { object: keyOf(pod), field: ['status', 'podIP'] },
      );
      return { kind: 'arrived', place, parcel: crossing };
    }
    if (nextHop === routerOf(view.settings)) {
      return this.#beyond.fromNode(host.node, at, packet, crossing, route.cause);
    }
    if (nextHop === lanMachineOf(view.settings))
      return this.#beyond.toLan(host.node, at, packet, crossing, route.cause);
    const other = nodeByAddress(view, nextHop)?.metadata.name;
    if (other === undefined || this.#hostsMet > MAX_HOSTS) {
      return this.#losses.noNeighbour(at, host.node, packet, nextHop, route.dev, { host, parcel });
    }
    recorder.add(
      { kind: 'link', link: 'wire', to: { place: 'node', node: other, device: 'eth0' } },
      at,
      [packet, crossing.packet],
      () => why('trace.link.wire', { from: host.node, to: other, via: nextHop }),
      route.cause,
    );
    return this.#enterNode(this.#scene.hosts.at(other), crossing, 'eth0', false);
  }

  #loopback(place: Place, network: HostNetwork, parcel: Parcel): Arrival {
    const { packet } = parcel;
    if (!parcel.inner) {
      this.#scene.recorder.add(
        { kind: 'link', link: 'loopback', to: { ...locationOf(place), device: 'lo' } },
        locationOf(place),
        packet,
        () =>
          why('trace.link.loopback', {
            host: place.kind === 'pod' ? nameOf(place) : network.node,
            address: packet.dst,
          }),
        causeOfAddress(this.#scene.view, packet.dst, causeOfPlace(this.#scene.view, place)),
      );
    }
    return { kind: 'arrived', place, parcel };
  }

  #tellRoute(host: Host, route: Route, packet: readonly [before: Packet, after: Packet]): void {
    const { destination, via, dev } = route;
    const target = packet[0].dst;
    this.#scene.recorder.add(
      { kind: 'route', destination, ...(via === undefined ? {} : { via }), dev },
      nodeAt(host),
      packet,
      () => {
        const { node } = host;
        if (via === undefined) return why('trace.route.onLink', { node, target, destination, dev });
        if (destination === 'default') return why('trace.route.default', { node, target, via, dev });
        return why('trace.route.via', { node, target, destination, via, dev });
      },
      route.cause,
    );
  }

  /** The policies, where a connection is opened: of the pod it leaves here, and of the one it would enter here. */
  #asked(
    host: Host,
    passage: Passage,
    hook: Hook,
    route: Route | undefined,
    leaves: Pod | undefined,
  ): Lost | undefined {
    const { view, recorder, isReply } = this.#scene;
    if (isReply || !passage.opensConnection) return undefined;
    const { packet } = passage;
    const enters = route && isBridge(host.network, route.dev) ? this.#podOn(host, route.via ?? packet.dst) : undefined;
    if (!leaves && !enters) return undefined;
    return askPolicies({ view, recorder, host, at: { ...nodeAt(host), hook }, packet, leaves, enters });
  }

  #passage(host: Host, parcel: Parcel, inInterface: string): Passage {
    const { view, recorder, about } = this.#scene;
    this.#hostsMet++;
    const isFirstHost = this.#hostsMet === 1;
    return new Passage(host, parcel, inInterface, {
      view,
      recorder,
      about,
      isFirstHost,
      random: this.#scene.random(host.node),
    });
  }

  #podOn(host: Host, ip: string): Pod | undefined {
    const pod = podAtAddress(this.#scene.view, ip);
    return pod?.spec.nodeName === host.node ? pod : undefined;
  }

  #nodePlace(node: string): Place {
    return { kind: 'node', node };
  }
}

function isBridge(network: HostNetwork, dev: string): boolean {
  return network.interfaces.some((one) => one.name === dev && one.kind === 'bridge');
}
