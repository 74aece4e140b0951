/** Netfilter's own words. Nothing here knows Kubernetes. */
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING';
export type TableName = 'raw' | 'mangle' | 'nat' | 'filter';
export type L4Protocol = 'tcp' | 'udp' | 'sctp' | 'icmp';

/** The header fields that rules look at, and the marks that travel with the packet inside one host. Ports are 0 for ICMP. */
export interface Packet {
  readonly src: string;
  readonly dst: string;
  readonly protocol: L4Protocol;
  readonly sport: number;
  readonly dport: number;
  /** nfmark (`-m mark`, `-j MARK`), an unsigned 32-bit number. */
  readonly mark: number;
  readonly ttl: number;
}

/** `-m` matches, each with its inversion. Options keep the spelling of the text so that a rule prints back as it was read. */
export type Match =
  | { readonly kind: 'protocol'; readonly not: boolean; readonly protocol: L4Protocol | 'all' }
  | { readonly kind: 'source' | 'destination'; readonly not: boolean; readonly cidr: string }
  | { readonly kind: 'in-interface' | 'out-interface'; readonly not: boolean; readonly name: string }
  | {
      readonly kind: 'source-port' | 'destination-port';
      readonly not: boolean;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly kind: 'multiport';
      readonly not: boolean;
      readonly side: 'source' | 'destination' | 'either';
      readonly ports: readonly (readonly [from: number, to: number])[];
    }
  | { readonly kind: 'mark'; readonly not: boolean; readonly value: number; readonly mask: number }
  | { readonly kind: 'addrtype'; readonly not: boolean; readonly side: 'src' | 'dst'; readonly type: string }
  | { readonly kind: 'conntrack'; readonly not: boolean; readonly states: readonly string[] }
  | { readonly kind: 'statistic'; readonly probability: string }
  | {
      readonly kind: 'recent';
      readonly name: string;
      readonly op: 'set' | 'rcheck' | 'update';
      readonly seconds?: number;
      readonly reap: boolean;
    }
  | { readonly kind: 'comment'; readonly text: string };

export type Target =
  | { readonly kind: 'ACCEPT' | 'DROP' | 'RETURN' }
  | { readonly kind: 'REJECT'; readonly with?: string }
  | {
      readonly kind: 'MARK';
      readonly op: 'or' | 'and' | 'xor' | 'set' | 'xset';
      readonly value: number;
      readonly mask?: number;
    }
  | { readonly kind: 'DNAT'; readonly to: string }
  | { readonly kind: 'SNAT'; readonly to: string }
  | { readonly kind: 'MASQUERADE'; readonly randomFully: boolean }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string };

/** One rule, as text and as what it means. */
export interface Rule {
  /** The line as `iptables-restore` takes it: `-A KUBE-SERVICES -m comment …`. What is printed is what runs. */
  readonly text: string;
  readonly matches: readonly Match[];
  /** Null for a rule without `-j`, which only counts. */
  readonly target: Target | null;
  /** `[packets:bytes]` before the rule, as `iptables-save -c` writes it; kept so that the text prints back as it was read. */
  readonly counters?: string;
}

export interface Chain {
  readonly name: string;
  /** Null for a user-defined chain (printed `-`). */
  readonly policy: 'ACCEPT' | 'DROP' | null;
  readonly rules: readonly Rule[];
  /** `[packets:bytes]` of the chain line; absent means `[0:0]`. */
  readonly counters?: string;
}

export interface Table {
  readonly name: TableName;
  readonly chains: ReadonlyMap<string, Chain>;
}

/** All tables of one host: what `iptables-save` prints. */
export interface RuleSet {
  readonly tables: ReadonlyMap<TableName, Table>;
}

export type ConntrackState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID';

export interface Tuple {
  readonly protocol: L4Protocol;
  readonly src: string;
  readonly dst: string;
  readonly sport: number;
  readonly dport: number;
}

/** One connection as conntrack keeps it: the tuple that opened it and the tuple expected back, which differ by the NAT done. */
export interface ConntrackEntry {
  readonly original: Tuple;
  readonly reply: Tuple;
  readonly state: 'NEW' | 'ESTABLISHED';
  readonly dnat: boolean;
  readonly snat: boolean;
}

/** One rule that the interpreter evaluated and that is worth telling: it matched, or it rolled dice and did not. */
export interface RuleVisit {
  readonly table: TableName;
  readonly chain: string;
  /** Index of the rule in its chain. */
  readonly index: number;
  readonly rule: Rule;
  readonly matched: boolean;
  /** For `-m statistic`: the probability of this rule, and the chance of getting here and matching, from the chain's head on. */
  readonly dice?: { readonly roll: number; readonly probability: number; readonly cumulative: number };
  /** How many rules of this chain were evaluated and did not match since the previous visit in it. */
  readonly skipped: number;
  readonly before: Packet;
  readonly after: Packet;
}

/** What a host tells the interpreter about itself. All of it is passed in, so a traversal is a pure function but for `recent`. */
export interface HostContext {
  /** True when the address is one of the host's own (addrtype LOCAL). */
  isLocal(ip: string): boolean;
  /** A number in [0, 1): one roll of `-m statistic --mode random`. */
  random(): number;
  /** Milliseconds; used by `-m recent --seconds`. */
  readonly now: number;
  /** The `-m recent` lists of this host: list name -> address -> last seen (ms). Written by `--set` and `--update`. */
  readonly recent: Map<string, Map<string, number>>;
  readonly inInterface: string;
  readonly outInterface: string;
  readonly state: ConntrackState;
  /** True when the connection already has a DNAT or SNAT done (ctstate DNAT / SNAT). */
  readonly natDone: { readonly dnat: boolean; readonly snat: boolean };
  /** The address MASQUERADE takes: that of the interface the packet leaves by. */
  readonly masqueradeAddress: string;
  /** True when conntrack already expects replies to a connection with this header, so that SNAT must take another port. Absent: no clash. */
  portTaken?(packet: Packet): boolean;
}

/** The way of one packet through one chain of one table and all the chains it was sent to. */
export interface Traversal {
  readonly verdict: 'ACCEPT' | 'DROP' | 'REJECT';
  readonly rejectWith?: string;
  readonly packet: Packet;
  readonly visits: readonly RuleVisit[];
  /** Set when the hop budget ran out, which only a ruleset that iptables would have refused can do; the packet is then dropped. */
  readonly overrun?: true;
  /** How many rules were really tested: fewer than the kernel's walk where a chain has an index. Work, not behaviour. */
  readonly tested?: number;
}
