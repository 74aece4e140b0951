import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';

export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR' | 'TXT' | 'SOA' | 'NS';
export type Rcode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

export interface DnsQuestion {
  readonly name: string;
  readonly type: DnsType;
}

export interface DnsRecord {
  readonly name: string;
  readonly ttl: number;
  readonly type: DnsType;
  /** The record's data as zone files write it: `10.96.0.10`, `0 100 80 web.default.svc.cluster.local.` */
  readonly data: string;
}

/** A DNS message of the server, by its sections. */
export interface DnsAnswer {
  readonly rcode: Rcode;
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

/** What a process reads from /etc/resolv.conf. */
export interface ResolvConf {
  readonly nameservers: readonly string[];
  readonly searches: readonly string[];
  /** As written after `options`: `ndots:5`, `debug`. */
  readonly options: readonly string[];
}

/** The settings of CoreDNS' `kubernetes` plugin, with the names its Corefile uses. */
export interface CoreDnsConfig {
  /** Fully qualified, the cluster's own zone first: `cluster.local.`, `in-addr.arpa.` */
  readonly zones: readonly string[];
  readonly pods: 'disabled' | 'insecure' | 'verified';
  /** Seconds. */
  readonly ttl: number;
  /** Only these namespaces are answered for; absent: all. */
  readonly namespaces?: readonly string[];
  readonly ignoreEmptyService?: boolean;
  readonly endpointPodNames?: boolean;
  /** Zones in which a name that is not found is handed to the next plugin (forward). */
  readonly fallthrough: readonly string[];
  /** What `forward` finds outside: fully qualified name -> addresses. Every other name does not exist. */
  readonly upstream: ReadonlyMap<string, readonly string[]>;
}

/** Why CoreDNS answered as it did. */
export type DnsReason =
  | 'cluster-ip'
  | 'headless'
  | 'endpoint'
  | 'external-name'
  | 'pod'
  | 'reverse'
  | 'schema'
  | 'other-type'
  | 'no-namespace'
  | 'no-service'
  | 'no-endpoints'
  | 'no-pod'
  | 'malformed'
  | 'outside'
  | 'outside-unknown';

/** An answer with its origin: the plugin that gave it, and the Service and field it was read from, when there is one. */
export interface ExplainedAnswer {
  readonly answer: DnsAnswer;
  readonly plugin: 'kubernetes' | 'forward';
  readonly reason: DnsReason;
  readonly service?: ObjectKey;
  readonly cause?: Cause;
}
