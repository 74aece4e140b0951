import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Protocol } from '../api/meta.js';
import type { DnsAnswer, DnsQuestion } from '../dns/types.js';
import type { ConntrackEntry, Hook, Packet, TableName } from '../netfilter/types.js';

export type TrafficSource =
  | { readonly kind: 'pod'; readonly pod: ObjectKey }
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'outside' };

export type TrafficTarget =
  | { readonly kind: 'service'; readonly service: ObjectKey }
  | { readonly kind: 'pod'; readonly pod: ObjectKey }
  | { readonly kind: 'ip'; readonly ip: string }
  | { readonly kind: 'name'; readonly name: string };

/** What the learner asks for. `attempt` counts "send again": the dice and the source port move on with it. */
export interface TrafficRequest {
  readonly from: TrafficSource;
  readonly to: TrafficTarget;
  readonly port: number;
  readonly protocol: Protocol;
  readonly attempt: number;
  /** Which packet of the connection to follow: the first (when absent), or a later one, which conntrack knows and no nat rule sees. */
  readonly packet?: 'first' | 'second';
}

/** Where a hop happens. `device` is an interface name (`eth0`, `vethab12`, `cbr0`); `process` a program (`coredns`, `curl`). */
export interface Location {
  readonly place: 'pod' | 'node' | 'wire' | 'outside';
  readonly node?: string;
  readonly pod?: ObjectKey;
  readonly device?: string;
  readonly hook?: Hook;
}

interface HopBase {
  /** The way out is the request; `back` is the reply. DNS hops of the look-up come first, as `out`. */
  readonly direction: 'out' | 'back';
  readonly at: Location;
  readonly packet: { readonly before: Packet; readonly after: Packet };
  readonly why: Message;
  readonly cause: Cause;
}

export type Hop = HopBase &
  (
    | { readonly kind: 'dns'; readonly question: DnsQuestion; readonly answer: DnsAnswer; readonly service?: ObjectKey }
    | { readonly kind: 'socket' }
    | { readonly kind: 'route'; readonly destination: string; readonly via?: string; readonly dev: string }
    /** Over a veth pair, along a bridge, or over the wire between nodes; `to` is where the packet comes out. */
    | {
        readonly kind: 'link';
        readonly link: 'veth' | 'bridge' | 'wire' | 'uplink' | 'loopback';
        readonly to: Location;
      }
    /** The packet enters a hook's table: `nat PREROUTING`. */
    | { readonly kind: 'chain'; readonly table: TableName; readonly chain: string; readonly hook: Hook }
    /** A rule that matched (or rolled and missed): `index` is its place in the chain, `text` the rule as iptables has it. */
    | {
        readonly kind: 'rule';
        readonly table: TableName;
        readonly chain: string;
        readonly index: number;
        readonly text: string;
        readonly matched: boolean;
        readonly dice?: { readonly roll: number; readonly probability: number; readonly cumulative: number };
        readonly service?: ObjectKey;
      }
    /** An address is rewritten: by a rule (DNAT, SNAT) or by conntrack on a known connection (un-DNAT, un-SNAT on the way back). */
    | {
        readonly kind: 'nat';
        readonly nat: 'DNAT' | 'SNAT' | 'un-DNAT' | 'un-SNAT';
        readonly by: 'rule' | 'conntrack';
        readonly service?: ObjectKey;
      }
    | { readonly kind: 'conntrack'; readonly entry: ConntrackEntry }
    /** REJECT answered the sender, or a policy DROPped, or nobody listens. */
    | { readonly kind: 'stop'; readonly stop: 'reject' | 'drop' | 'no-route' | 'refused' | 'unanswered' }
    | { readonly kind: 'deliver'; readonly pod?: ObjectKey; readonly container?: string }
  );

export type HopKind = Hop['kind'];

/** FORWARDED: delivered. DROPPED: vanished without a word. REJECTED: the sender was told. */
export type Verdict = 'FORWARDED' | 'DROPPED' | 'REJECTED';

/** What the program that sent the request sees in the end. */
export type ClientOutcome =
  'ok' | 'connection-refused' | 'timeout' | 'no-route-to-host' | 'nxdomain' | 'no-address' | 'network-unreachable';

export interface Trace {
  readonly request: TrafficRequest;
  readonly hops: readonly Hop[];
  readonly verdict: Verdict;
  readonly client: ClientOutcome;
  /** The sentence that sums the trace up, and the field that decided it. */
  readonly why: Message;
  readonly cause: Cause;
  /** Per node, the connections that conntrack knows after the reply came back. */
  readonly conntrack: readonly { readonly node: string; readonly entry: ConntrackEntry }[];
  /** What the server that answered saw, when there was one. */
  readonly server?: {
    readonly pod?: ObjectKey;
    readonly ip: string;
    readonly port: number;
    readonly sourceIp: string;
    readonly sourcePort: number;
  };
}
