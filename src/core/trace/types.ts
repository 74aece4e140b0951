import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Protocol } from '../api/meta.js';
import type { DnsAnswer, DnsQuestion } from '../dns/types.js';
import type { HttpRequest, RouteDecision, TlsDecision } from '../ingress/types.js';
import type { ConntrackEntry, Hook, Packet, TableName } from '../netfilter/types.js';
import type { PolicyDecision } from '../policy/types.js';

export type TrafficSource =
  | { readonly kind: 'pod'; readonly pod: ObjectKey }
  | { readonly kind: 'node'; readonly node: string }
  /** A machine that is not of the cluster: on the nodes' own network, or somewhere in the Internet (when absent). */
  | { readonly kind: 'outside'; readonly place?: OutsidePlace };

export type OutsidePlace = 'internet' | 'lan';

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
  /**
   * What is asked over the connection. With it, `to` is where the client connects: a name is the URL's own unless `http.host` says
   * otherwise (`curl --connect-to`), and the port is the URL's. Absent: the connection is all there is.
   */
  readonly http?: HttpRequest;
}

/** Where a hop happens. `device` is an interface name (`eth0`, `vethab12`, `cbr0`); `process` a program (`coredns`, `curl`). */
export interface Location {
  readonly place: 'pod' | 'node' | 'wire' | 'outside';
  readonly node?: string;
  readonly pod?: ObjectKey;
  readonly device?: string;
  readonly hook?: Hook;
  /** Of `outside`: which of the things outside it is. Absent: the client in the Internet, or a host of the world. */
  readonly outside?: OutsidePlace | 'router' | 'load-balancer';
  /** Of a load balancer: the Service it stands for. */
  readonly service?: ObjectKey;
}

interface HopBase {
  /** Which connection of the request it is: the client's own (absent), or the one that a proxy opens for it (1). */
  readonly leg?: number;
  /** The way out is the request; `back` is the reply. DNS hops of the look-up come first, as `out`. */
  readonly direction: 'out' | 'back';
  readonly at: Location;
  readonly packet: { readonly before: Packet; readonly after: Packet };
  readonly why: Message;
  readonly cause: Cause;
}

/** One thing that happens to a packet on its way. */
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
    /** The load balancer outside chooses a node, among those that pass its health check. */
    | {
        readonly kind: 'balance';
        readonly service: ObjectKey;
        readonly node: string;
        readonly nodes: readonly { readonly name: string; readonly healthy: boolean }[];
      }
    /** What the policies say where the packet leaves its pod, or where it would enter one. Replies are not asked about. */
    | { readonly kind: 'policy'; readonly decision: PolicyDecision }
    /** TLS ends here: which certificate is shown. */
    | { readonly kind: 'tls'; readonly tls: TlsDecision }
    /** A balancer reads the request and decides by host and path. */
    | { readonly kind: 'l7'; readonly decision: RouteDecision }
    /** The answer of the application, or of a balancer in its stead. */
    | { readonly kind: 'response'; readonly status: number; readonly by: 'server' | 'balancer' }
    /** REJECT answered the sender, or a policy DROPped, or nobody listens. */
    | { readonly kind: 'stop'; readonly stop: 'reject' | 'drop' | 'no-route' | 'refused' | 'unanswered' }
    | { readonly kind: 'deliver'; readonly pod?: ObjectKey; readonly container?: string }
  );

export type HopKind = Hop['kind'];

/** What came back over HTTP. */
export interface HttpOutcome {
  readonly status: number;
  readonly by: 'server' | 'balancer';
  /** Where a redirect leads. */
  readonly location?: string;
  readonly tls?: TlsDecision;
}

/** FORWARDED: delivered. DROPPED: vanished without a word. REJECTED: the sender was told. */
export type Verdict = 'FORWARDED' | 'DROPPED' | 'REJECTED';

/** What the program that sent the request sees in the end. */
export type ClientOutcome =
  'ok' | 'connection-refused' | 'timeout' | 'no-route-to-host' | 'nxdomain' | 'no-address' | 'network-unreachable';

/** The whole way of a request and of its answer, and how it ended. */
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
  /** Set when the request was one of HTTP and something answered it. */
  readonly http?: HttpOutcome;
}

/** From where a Service can be reached, each tried with a real request: of its first port, at the address somebody there would use. */
export interface Exposure {
  readonly from: 'pod' | 'node' | 'lan' | 'internet';
  /** What was dialled: a cluster IP, a node port, an external IP; absent where there is nothing to dial. */
  readonly address?: { readonly ip: string; readonly port: number };
  readonly reached: boolean;
  readonly client: ClientOutcome;
  /** The address the server saw, when it was reached. */
  readonly sourceIp?: string;
  readonly why: Message;
  readonly cause: Cause;
}
