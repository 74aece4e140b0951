import type { Cause } from '../api/cause.js';
import type { Message } from '../api/message.js';
import type { ClusterView } from '../cluster/types.js';
import type { Packet } from '../netfilter/types.js';
import { interfaceAddress, routeFor } from '../network/route.js';
import type { Lost, StopKind } from './arrival.js';
import type { Host } from './host.js';
import { nobodyBehind } from './no-endpoints.js';
import { icmpAbout, sameHeader, type Parcel } from './parcel.js';
import type { HookOutcome, Passage } from './passage.js';
import type { ClientOutcome, Location } from './types.js';
import { serviceName } from './visit-why.js';
import { why } from './why.js';

/** The ways in which a packet is lost on a node or on its way out of a pod: what is said, whose doing it is, and who tells the sender. */
export class Losses {
  readonly #view: ClusterView;
  /** The field this direction is about. */
  readonly #about: Cause;

  constructor(view: ClusterView, about: Cause) {
    this.#view = view;
    this.#about = about;
  }

  deadNode(host: Host, cause: Cause, packet: Packet, dev: string): Lost {
    const at: Location = { ...nodeAt(host), device: dev };
    const sentence = why('trace.stop.deadNode', { node: host.node });
    return this.#lost(at, packet, 'unanswered', 'timeout', sentence, cause, 'dead-node');
  }

  /** Its time to live has run out. */
  outlived(host: Host, packet: Packet): Lost {
    const sentence = why('trace.stop.ttl', { node: host.node });
    return this.#lost(nodeAt(host), packet, 'drop', 'timeout', sentence, this.#about, 'ttl');
  }

  /** A rule dropped or rejected it. */
  refused(host: Host, passage: Passage, outcome: HookOutcome): Lost {
    const { by, rejectWith } = outcome;
    const origin = by && host.origin(by.table, by.chain, by.index);
    const cause = origin?.cause ?? this.#about;
    const service = serviceName(origin);
    const chain = by?.chain ?? '';
    const { node } = host;
    const { packet } = passage;
    const at = nodeAt(host);
    if (outcome.verdict === 'DROP') {
      const dropped = this.#lost(at, packet, 'drop', 'timeout', why('trace.stop.drop', { node, chain }), cause, 'rule');
      return { ...dropped, chain, ...(service === '' ? {} : { service }) };
    }
    const sentence =
      service === ''
        ? why('trace.stop.rejectOther', { node, chain, with: rejectWith ?? '' })
        : why('trace.stop.reject', { node, service, target: `${packet.dst}:${packet.dport}` });
    const nobody = origin === undefined ? undefined : nobodyBehind(this.#view, origin);
    const client =
      rejectWith === 'icmp-port-unreachable' || rejectWith === 'tcp-reset' ? 'connection-refused' : 'no-route-to-host';
    return {
      ...this.#lost(at, packet, 'reject', client, sentence, nobody?.cause ?? cause, 'rule'),
      ...(service === '' ? {} : { service }),
      ...(nobody === undefined ? {} : { nobody }),
      error: this.#rejection(host, passage),
    };
  }

  /** Nobody answers the ARP question. A node that forwards for others tells the sender; a sender's own kernel just fails the call. */
  noNeighbour(
    at: Location,
    asker: string,
    packet: Packet,
    address: string,
    dev: string,
    forwarded: { readonly host: Host; readonly parcel: Parcel } | undefined,
  ): Lost {
    const sentence = why('trace.stop.arp', { address, dev, host: asker });
    return {
      ...this.#lost(at, packet, 'no-route', 'no-route-to-host', sentence, this.#about, 'arp'),
      ...(forwarded ? { error: this.#errorFrom(forwarded.host, forwarded.parcel) } : {}),
    };
  }

  /**
   * What a node has sent comes back to it, from a router that was told to bring that destination here: the routing decision takes no packet from
   * outside with a source of the machine's own (net/ipv4/fib_frontend.c, `fib_validate_source`).
   */
  martian(host: Host, packet: Packet, dev: string): Lost {
    const sentence = why('trace.stop.martian', { node: host.node, source: packet.src, dev });
    return this.#lost(nodeAt(host), packet, 'drop', 'timeout', sentence, this.#about, 'martian');
  }

  noRoute(at: Location, host: string, packet: Packet): Lost {
    const sentence = why('trace.stop.noRoute', { host, target: packet.dst });
    return this.#lost(at, packet, 'no-route', 'network-unreachable', sentence, this.#about, 'no-route');
  }

  /**
   * The error of a REJECT belongs to the connection that it refuses (`nf_ct_attach` of net/netfilter/core.c): what this host had already
   * translated is taken back in it, so it quotes the packet as it came and comes from where that was sent to.
   */
  #rejection(host: Host, passage: Passage): NonNullable<Lost['error']> {
    const { packet } = passage.entered;
    if (sameHeader(packet, passage.packet)) return this.#errorFrom(host, passage.parcel);
    return { node: host.node, parcel: icmpAbout(packet, packet.dst) };
  }

  /** An ICMP error leaves with the address of the interface that leads to the sender (net/ipv4/icmp.c, `icmp_send`). */
  #errorFrom(host: Host, parcel: Parcel): NonNullable<Lost['error']> {
    const dev = routeFor(host.network, parcel.packet.src)?.dev ?? '';
    const source = interfaceAddress(host.network, dev) ?? host.network.ip;
    return { node: host.node, parcel: icmpAbout(parcel.packet, source) };
  }

  #lost(
    at: Location,
    packet: Packet,
    stop: StopKind,
    client: ClientOutcome,
    sentence: Message,
    cause: Cause,
    by: Lost['by'],
  ): Lost {
    return { kind: 'lost', at, packet, stop, client, why: sentence, cause, by };
  }
}

export function nodeAt(host: Host): Location {
  return { place: 'node', node: host.node };
}
