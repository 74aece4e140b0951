import type { Cause } from '../api/cause.js';
import { objectKey } from '../api/key.js';
import type { ClusterView } from '../cluster/types.js';
import {
  replyTuple,
  translateDestination,
  translateSource,
  tupleOf,
  type Direction,
  type Lookup,
} from '../netfilter/conntrack.js';
import { HOOK_TABLES } from '../netfilter/hooks.js';
import { traverse } from '../netfilter/traverse.js';
import type {
  ConntrackEntry,
  ConntrackState,
  Hook,
  HostContext,
  Packet,
  RuleVisit,
  TableName,
  Traversal,
} from '../netfilter/types.js';
import { interfaceAddress, isLocalAddress, masqueradeInterface } from '../network/route.js';
import type { Host } from './host.js';
import { from, sameHeader, to, type Parcel } from './parcel.js';
import { existing } from './place.js';
import type { Recorder } from './recorder.js';
import type { Location } from './types.js';
import { notable, tellVisits, type Telling } from './visits.js';
import { why } from './why.js';

/** What a passage needs to know about the flow it is part of. */
export interface PassageScene {
  readonly view: ClusterView;
  readonly recorder: Recorder;
  /** Rolls for this host. */
  random(): number;
  /** The field this flow is about, for hops that no rule decides. */
  readonly about: Cause;
  /** The first host of a flow is told hook by hook; on later ones quiet passes are told together. */
  readonly isFirstHost: boolean;
}

/** How a packet left a hook: it goes on, or a rule stopped it. */
export interface HookOutcome {
  readonly verdict: Traversal['verdict'];
  readonly rejectWith?: string;
  /** The rule that stopped it. */
  readonly by?: RuleVisit;
}

const GO_ON: HookOutcome = { verdict: 'ACCEPT' };

/**
 * One packet on its way through the hooks of one host, in netfilter's order (include/uapi/linux/netfilter_ipv4.h): conntrack looks it up as it
 * enters; the first packet of a connection walks the nat tables and is written down as it leaves; a packet of a known one is
 * rewritten as its entry says, and no nat rule is asked.
 */
export class Passage {
  readonly #host: Host;
  readonly #scene: PassageScene;
  readonly #entered: Parcel;
  readonly #lookup: Lookup;
  readonly #inInterface: string;
  #parcel: Parcel;
  /** A filter table that let the packet through without a word, to be told with what follows. */
  #untold: Hook | undefined;

  constructor(host: Host, parcel: Parcel, inInterface: string, scene: PassageScene) {
    this.#host = host;
    this.#scene = scene;
    this.#entered = parcel;
    this.#parcel = parcel;
    this.#inInterface = inInterface;
    this.#lookup = this.#lookUp();
  }

  get parcel(): Parcel {
    return this.#parcel;
  }

  get packet(): Packet {
    return this.#parcel.packet;
  }

  /** As it was when it entered the host. */
  get entered(): Parcel {
    return this.#entered;
  }

  /** Whether it is the first packet of a connection here: of those that follow, and of what answers them, no policy is asked. */
  get opensConnection(): boolean {
    return !this.#lookup.entry && !this.#parcel.inner;
  }

  /** Whether a nat table has changed where the packet goes. */
  get isRedirected(): boolean {
    return this.packet.dst !== this.#entered.packet.dst;
  }

  /** PREROUTING for a packet that came in, OUTPUT for one of the host's own: conntrack, destination NAT, and at OUTPUT the filter. */
  enter(hook: 'PREROUTING' | 'OUTPUT'): HookOutcome {
    if (this.#lookup.entry) this.#translate('destination', hook, this.#inInterface);
    return this.#run(hook, '');
  }

  /** FORWARD or INPUT: may it pass? */
  filter(hook: 'FORWARD' | 'INPUT', outInterface: string): HookOutcome {
    return this.#run(hook, outInterface);
  }

  /** POSTROUTING: source NAT; the connection is written down. */
  leave(outInterface: string): HookOutcome {
    const outcome = this.#run('POSTROUTING', outInterface);
    if (this.#lookup.entry) this.#translate('source', 'POSTROUTING', outInterface);
    if (outcome.verdict === 'ACCEPT') this.#confirm();
    return outcome;
  }

  /** The end of INPUT: what POSTROUTING is for a packet that stays. */
  arrive(): void {
    if (this.#lookup.entry) this.#translate('source', 'INPUT', this.#inInterface);
    this.#confirm();
  }

  /** A router takes one off the time to live; a bridge does not. False when nothing is left. */
  decrementTtl(): boolean {
    this.#set({ ...this.packet, ttl: this.packet.ttl - 1 });
    return this.packet.ttl > 0;
  }

  #lookUp(): Lookup {
    const { conntrack } = this.#host;
    const { packet, inner } = this.#parcel;
    const now = this.#scene.view.clock;
    if (!inner) return conntrack.lookup(packet, now);
    // An error comes back: it belongs to the connection whose packet it quotes, whichever header that packet had when it failed.
    const found = conntrack.lookup(replyTuple(inner), now);
    return found.entry ? { ...found, state: 'ESTABLISHED' } : { state: 'NEW' };
  }

  #run(hook: Hook, outInterface: string): HookOutcome {
    for (const table of HOOK_TABLES[hook]) {
      if (table === 'nat' && (this.#lookup.entry || this.#parcel.inner)) continue;
      const start = this.#host.rules.tables.get(table)?.chains.get(hook);
      if (!start || (start.rules.length === 0 && start.policy !== 'DROP' && table !== 'nat')) continue;
      const outcome = this.#walk(table, hook, outInterface);
      if (outcome.verdict !== 'ACCEPT') return outcome;
    }
    return GO_ON;
  }

  #walk(table: TableName, hook: Hook, outInterface: string): HookOutcome {
    const before = this.packet;
    const walked = traverse(this.#host.rules, table, hook, before, this.#context(outInterface));
    this.#set(walked.packet);
    this.#tell(table, hook, outInterface, before, walked);
    const by = walked.verdict === 'ACCEPT' ? undefined : walked.visits.at(-1);
    return {
      verdict: walked.verdict,
      ...(walked.rejectWith === undefined ? {} : { rejectWith: walked.rejectWith }),
      ...(by ? { by } : {}),
    };
  }

  #tell(table: TableName, hook: Hook, outInterface: string, before: Packet, walked: Traversal): void {
    if (this.#scene.recorder.silent) return;
    const visits = table === 'filter' ? decisive(walked) : notable(walked.visits);
    const isKnown = this.#lookup.entry !== undefined || this.#parcel.inner !== undefined;
    // What conntrack knows is let through as a matter of course; only a refusal is worth a hop.
    if (isKnown && walked.verdict === 'ACCEPT') return;
    if (table === 'filter' && walked.verdict === 'ACCEPT' && visits.length === 0) {
      if (hook === 'FORWARD' && !this.#scene.isFirstHost) this.#untold = hook;
      else this.#tellChain(table, hook, outInterface, before, false);
      return;
    }
    const untold = this.#untold;
    if (untold && visits.length > 0) this.#tellChain('filter', untold, outInterface, before, false);
    if (table === 'nat' && hook !== 'INPUT') this.#tellChain(table, hook, outInterface, before, visits.length > 0);
    this.#untold = undefined;
    if (visits.length > 0)
      tellVisits(table === 'nat' ? walked.visits : visits, before, this.#telling(hook, outInterface));
  }

  #tellChain(table: TableName, hook: Hook, dev: string, packet: Packet, walks: boolean): void {
    const node = this.#host.node;
    const sentence = () => {
      if (table === 'filter') {
        if (hook === 'OUTPUT') return why('trace.chain.filterOutputPass', { node });
        return hook === 'INPUT' ? why('trace.chain.inputPass', { node }) : why('trace.chain.forwardPass', { node });
      }
      if (hook === 'POSTROUTING') {
        if (this.#untold) return why('trace.chain.forwardAndPostroutingPass', { node });
        return walks
          ? why('trace.chain.postroutingWalk', { node, dev })
          : why('trace.chain.postroutingPass', { node, source: packet.src });
      }
      if (hook === 'OUTPUT') {
        return walks
          ? why('trace.chain.outputWalk', { node })
          : why('trace.chain.outputPass', { node, target: to(packet) });
      }
      return walks
        ? why('trace.chain.preroutingWalk', { node })
        : why('trace.chain.preroutingPass', { node, target: to(packet) });
    };
    const merged = table === 'nat' && hook === 'POSTROUTING' && this.#untold !== undefined && !walks;
    const body = merged
      ? ({ kind: 'chain', table: 'filter', chain: 'FORWARD', hook: 'FORWARD' } as const)
      : ({ kind: 'chain', table, chain: hook, hook } as const);
    this.#scene.recorder.add(
      body,
      this.#at(body.hook, dev === '' ? this.#inInterface : dev),
      packet,
      sentence,
      this.#scene.about,
    );
  }

  /** What conntrack does to a packet of a connection it knows: the destination as it enters, the source as it leaves. */
  #translate(side: 'destination' | 'source', hook: Hook, device: string): void {
    const { entry, direction } = this.#lookup;
    if (!entry || !direction) return;
    const { view, recorder, about } = this.#scene;
    const before = this.packet;
    const at = this.#at(hook, device);
    const { node } = this.#host;
    if (side === 'destination') {
      if (!this.#parcel.inner) this.#host.conntrack.seen(before, view.clock);
      const known = this.#host.conntrack.lookup(entry.original, view.clock).entry ?? entry;
      const isNatted = entry.dnat || entry.snat;
      recorder.add(
        { kind: 'conntrack', entry: known },
        at,
        before,
        () => {
          if (this.#parcel.inner) return why('trace.conntrack.related', { node });
          if (direction === 'original') return why('trace.conntrack.again', { node });
          return isNatted ? why('trace.conntrack.reply', { node }) : why('trace.conntrack.replyPlain', { node });
        },
        about,
      );
    }
    // An error about a connection is rewritten only where the connection was (nf_nat_icmp_reply_translation): else it keeps its sender's address.
    const isRewritten = (side === 'destination') === (direction === 'original') ? entry.dnat : entry.snat;
    if (this.#parcel.inner && !isRewritten) return;
    this.#translateQuoted(side, entry, direction);
    const translate = side === 'destination' ? translateDestination : translateSource;
    const translated = translate(before, entry, direction);
    // An error has no ports of its own: only its addresses are those of the connection.
    const after = this.#parcel.inner ? { ...translated, sport: before.sport, dport: before.dport } : translated;
    if (sameHeader(before, after)) return;
    this.#set(after);
    const text = side === 'destination' ? to : from;
    const change = { before: text(before), after: text(after) };
    const isReply = direction === 'reply';
    const nat = side === 'destination' ? (isReply ? 'un-SNAT' : 'DNAT') : isReply ? 'un-DNAT' : 'SNAT';
    recorder.add(
      { kind: 'nat', nat, by: 'conntrack' },
      at,
      [before, after],
      () => {
        if (nat === 'un-SNAT') return why('trace.nat.unSnat', change);
        if (nat === 'un-DNAT') return why('trace.nat.unDnat', change);
        return nat === 'DNAT' ? why('trace.nat.dnatAgain', change) : why('trace.nat.snatAgain', change);
      },
      about,
    );
  }

  /**
   * The header that an error quotes is made again what it was before this host translated it, or the next host, and the sender's socket, would
   * not know the connection: its source where the error's destination is translated, its destination where the source is.
   */
  #translateQuoted(side: 'destination' | 'source', entry: ConntrackEntry, direction: Direction): void {
    const { inner } = this.#parcel;
    if (!inner) return;
    const { src, sport, dst, dport } = direction === 'reply' ? entry.original : entry.reply;
    const quoted = side === 'destination' ? { ...inner, src, sport } : { ...inner, dst, dport };
    this.#parcel = { ...this.#parcel, inner: quoted };
  }

  #confirm(): void {
    if (this.#parcel.isReset && this.#lookup.entry) this.#host.conntrack.remove(this.#lookup.entry);
    if (this.#parcel.inner || this.#lookup.entry) return;
    this.#host.conntrack.confirm(tupleOf(this.#entered.packet), tupleOf(this.packet), this.#scene.view.clock);
  }

  #context(outInterface: string): HostContext {
    const { network, conntrack, recent } = this.#host;
    const { entry } = this.#lookup;
    const now = this.#scene.view.clock;
    return {
      isLocal: (ip) => isLocalAddress(network, ip),
      random: () => this.#scene.random(),
      now,
      recent,
      inInterface: this.#inInterface,
      outInterface,
      state: this.#state(),
      natDone: { dnat: entry?.dnat ?? this.isRedirected, snat: entry?.snat ?? false },
      masqueradeAddress: this.#masqueradeAddress(outInterface),
      portTaken: (packet) => conntrack.taken(packet, now),
    };
  }

  #state(): ConntrackState {
    // The kernel attaches an error it makes itself to the connection it is about, also before that one is written down.
    return this.#parcel.inner ? 'RELATED' : this.#lookup.state;
  }

  #masqueradeAddress(outInterface: string): string {
    const { network } = this.#host;
    return interfaceAddress(network, masqueradeInterface(network, outInterface)) ?? network.ip;
  }

  #telling(hook: Hook, outInterface: string): Telling {
    const { view, recorder } = this.#scene;
    return {
      view,
      recorder,
      node: this.#host.node,
      masqueradeInterface: masqueradeInterface(this.#host.network, outInterface),
      masqueradeAddress: this.#masqueradeAddress(outInterface),
      at: this.#at(hook, outInterface === '' ? this.#inInterface : outInterface),
      origin: (visit) => this.#host.origin(visit.table, visit.chain, visit.index),
      // Rules that are not kube-proxy's are there because the node has pods.
      fallback: existing(view, { object: objectKey('Node', undefined, this.#host.node), field: ['spec', 'podCIDR'] }),
    };
  }

  #at(hook: Hook, device: string): Location {
    return { place: 'node', node: this.#host.node, hook, ...(device === '' ? {} : { device }) };
  }

  #set(packet: Packet): void {
    this.#parcel = { ...this.#parcel, packet };
  }
}

/** In the filter table only the rule that decided is told. */
function decisive(walked: Traversal): readonly RuleVisit[] {
  const last = walked.visits.at(-1);
  const kind = last?.rule.target?.kind;
  return last?.matched === true && (kind === 'ACCEPT' || kind === 'DROP' || kind === 'REJECT') ? [last] : [];
}
