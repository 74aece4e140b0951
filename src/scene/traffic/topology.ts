import type { Cause, Message, ObjectKey } from '../../core/index.js';
import type { Edge, PortItem } from '../edge/edge.js';
import type { Profile } from './options.js';
import type { Condition } from './pod-state.js';
import type { RuleCounts } from './rule-counts.js';

/** Something that stands in a node's band: a pod, or all pods of one owner there. */
export interface Tenant {
  readonly id: string;
  readonly kind: 'pod' | 'pods' | 'dns';
  readonly name: string;
  readonly namespace: string;
  readonly ip: string | undefined;
  readonly condition: Condition;
  readonly system: boolean;
  readonly hostNetwork: boolean;
  readonly part: boolean;
  readonly object: ObjectKey | undefined;
  readonly owner: string;
  /** For an aggregate: how many there are, and how many of them are ready. */
  readonly count?: { readonly all: number; readonly ready: number };
}

export interface Band {
  readonly node: string;
  readonly object: ObjectKey;
  readonly ip: string;
  readonly podCIDR: string;
  readonly condition: Condition;
  readonly bridge: { readonly name: string; readonly address: string } | undefined;
  /** The node's interface to the others, by the network provider. */
  readonly uplink: string | undefined;
  readonly rules: RuleCounts | undefined;
  /** The node's ends of the veth pairs, by pod. */
  readonly veths: Readonly<Record<ObjectKey, string>>;
  readonly clients: readonly Tenant[];
  readonly backends: readonly Tenant[];
  readonly pods: number;
  readonly part: boolean;
  /** Drawn as one line: the cluster has many nodes and the trace does not pass here. */
  readonly folded: boolean;
  /** Drawn low when nothing of the learner's stands here: a control plane. */
  readonly slim: boolean;
  /** The ports that Services open on it. */
  readonly ports: readonly PortItem[];
}

export interface ServiceItem {
  readonly id: string;
  readonly object: ObjectKey | undefined;
  readonly name: string;
  readonly namespace: string;
  /** `10.96.0.10`, `None`, or an external name. */
  readonly address: string;
  /** `:80 → 9376`, one for each port. */
  readonly ports: readonly string[];
  readonly condition: Condition;
  readonly system: boolean;
  readonly part: boolean;
  readonly endpoints: readonly ObjectKey[];
  /** Of a Service without a selector: where each of its endpoints is written. */
  readonly written: Readonly<Record<ObjectKey, Cause>>;
  readonly cause: Cause | undefined;
  /** For the card that stands for the rest. */
  readonly count?: number;
  readonly full: string;
}

/** What there is to draw, without a place for anything. Two equal topologies have the same layout. */
export interface Topology {
  readonly profile: Profile;
  readonly bands: readonly Band[];
  /** Cluster nodes that are not drawn one by one. */
  readonly hiddenBands: number;
  readonly services: readonly ServiceItem[];
  /** Pods that no node has yet. */
  readonly pending: readonly Tenant[];
  readonly network: { readonly cidr: string; readonly router: string | undefined };
  readonly outside: boolean;
  readonly trunk: boolean;
  /** The ways in from outside, at the left of everything; absent where there is none. */
  readonly edge?: Edge;
  readonly notes?: readonly Message[];
}
