import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Protocol } from '../api/meta.js';
import type { Pod } from '../api/pod.js';

export type PolicyDirection = 'ingress' | 'egress';

/** One end of a connection as a policy sees it. `node` is set when the address is one of a node's own. */
export type PolicyEnd =
  | { readonly kind: 'pod'; readonly pod: Pod }
  | { readonly kind: 'address'; readonly ip: string; readonly node?: string };

/** May this connection be opened? The port is the destination's own, after every translation. */
export interface PolicyQuestion {
  readonly from: PolicyEnd;
  readonly to: PolicyEnd;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Why one direction allows or denies, in one word. */
export type PolicyReason =
  /** No policy of the namespace selects the pod in this direction. */
  | 'not-isolated'
  /** A rule of a policy that selects it matched. */
  | 'rule'
  /** Policies select it and none of their rules matched. */
  | 'no-rule'
  /** A pod always reaches itself. */
  | 'self'
  /** A pod and its own node always reach each other. */
  | 'own-node'
  /** Pods of the host's network are the node to a policy, and not selected. */
  | 'host-network'
  /** The network provider does not enforce policies: the objects are accepted and do nothing. */
  | 'not-enforced';

/** What the policies say of one end of a connection: the egress of its source, or the ingress of its destination. */
export interface PolicyDecision {
  readonly direction: PolicyDirection;
  /** The pod that is selected or not. */
  readonly pod: ObjectKey;
  readonly allowed: boolean;
  readonly because: PolicyReason;
  /** Every policy that selects the pod in this direction, in key order; with each the trial of every rule. */
  readonly policies: readonly PolicyTrial[];
  readonly why: Message;
  /** The deciding field: the rule that matched; what made the pod isolated, when none did. */
  readonly cause: Cause;
}

/** One policy against a connection, rule by rule. */
export interface PolicyTrial {
  readonly policy: ObjectKey;
  readonly allowed: boolean;
  /** The pod selector of the policy. */
  readonly cause: Cause;
  readonly rules: readonly RuleTrial[];
}

/** One rule of a policy against a connection: peers AND ports, either list empty or missing stands for any. */
export interface RuleTrial {
  readonly index: number;
  readonly matched: boolean;
  readonly peers: readonly PartTrial[];
  readonly ports: readonly PartTrial[];
  readonly cause: Cause;
  /** The first thing that failed, in one sentence; absent when it matched. */
  readonly failed?: { readonly why: Message; readonly cause: Cause };
}

/** One item of `from`, `to` or `ports`. */
export interface PartTrial {
  readonly index: number;
  readonly matched: boolean;
  readonly why: Message;
  readonly cause: Cause;
}

/** Both ends of a connection. An end that is no pod has no decision. */
export interface PolicyVerdict {
  readonly allowed: boolean;
  readonly egress?: PolicyDecision;
  readonly ingress?: PolicyDecision;
}

/** Who stands on a side of the reachability matrix: pods that one workload made, a namespace, an address outside, the nodes. */
export interface ReachParty {
  readonly id: string;
  readonly kind: 'pods' | 'outside' | 'nodes';
  readonly name: string;
  readonly namespace?: string;
  /** The workload (or the bare pod) it stands for. */
  readonly object?: ObjectKey;
  readonly pods: readonly ObjectKey[];
  /** Selected by a policy in that direction: some pods, or all. */
  readonly isolated: { readonly ingress: 'none' | 'some' | 'all'; readonly egress: 'none' | 'some' | 'all' };
}

export interface ReachPort {
  readonly protocol: Protocol;
  readonly port: number;
}

/** `partly`: some pods of the pair are allowed and others are not. `self`: a party of one pod to itself, which is never denied. */
export type ReachState = 'allowed' | 'denied' | 'partly' | 'self';

/** Every party against every party for one port. `cells[from][to]`. */
export interface ReachMatrix {
  readonly port: ReachPort;
  readonly cells: readonly (readonly ReachState[])[];
}

/** Who reaches whom, on each port that was asked about. */
export interface Reachability {
  readonly parties: readonly ReachParty[];
  readonly matrices: readonly ReachMatrix[];
  /** False when the network provider ignores policies: every cell is allowed. */
  readonly enforced: boolean;
}

/** A pair that another state of the cluster gives otherwise. */
export interface ReachChange {
  readonly from: ReachParty;
  readonly to: ReachParty;
  readonly port: ReachPort;
  readonly was: ReachState | 'absent';
  readonly is: ReachState | 'absent';
}
