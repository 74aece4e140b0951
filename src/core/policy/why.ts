import { messageMaker } from '../api/message.js';
import type { PolicyDirection } from './types.js';

/** What both ends of a connection are called in a sentence about the policies of one of them. */
interface Asked {
  /** The pod that is selected or not. */
  readonly pod: string;
  readonly direction: PolicyDirection;
  /** The other end: a pod's name, a node's, or an address. */
  readonly peer: string;
  /** `80/TCP`. */
  readonly port: string;
}

/** A label that a selector asks for: `has` says whether the object carries the key at all, `value` what it has there. */
interface Label {
  readonly requirement: string;
  readonly key: string;
  readonly has: 'yes' | 'no';
  readonly value: string;
}

/** The sentences of the policy area: each code with its parameters. The texts are in the message catalogues. */
export interface PolicyWhy {
  'policy.peer.pods': { name: string; namespace: string };
  'policy.peer.everyPod': { name: string; namespace: string };
  'policy.peer.namespaces': { name: string; namespace: string };
  'policy.peer.both': { name: string; namespace: string };
  'policy.peer.block': { address: string; cidr: string };
  'policy.peer.otherNamespace': { name: string; namespace: string; wanted: string };
  'policy.peer.podLabel': { name: string } & Label;
  'policy.peer.namespaceLabel': { name: string; namespace: string } & Label;
  'policy.peer.address': { address: string };
  'policy.peer.node': { address: string; node: string };
  'policy.peer.outsideBlock': { address: string; cidr: string };
  'policy.peer.excepted': { address: string; cidr: string; except: string };
  'policy.peer.noAddress': { name: string; cidr: string };
  'policy.peer.nothing': Record<never, never>;

  'policy.port.any': { protocol: string };
  'policy.port.number': { port: number; protocol: string };
  'policy.port.range': { port: number; protocol: string; first: number; last: number };
  'policy.port.named': { name: string; port: number; pod: string };
  'policy.port.otherProtocol': { protocol: string; asked: string };
  'policy.port.otherNumber': { port: number; asked: number };
  'policy.port.outsideRange': { asked: number; first: number; last: number };
  'policy.port.namedOther': { name: string; pod: string; port: string; asked: number };
  'policy.port.namedMissing': { name: string; pod: string; protocol: string };
  'policy.port.namedNoPod': { name: string; address: string };

  'policy.rule.noPeer': { count: number; peer: string };
  'policy.rule.noPort': { count: number; port: string };

  'policy.decision.open': { pod: string; direction: PolicyDirection };
  'policy.decision.rule': Asked & { policy: string; rule: number };
  'policy.decision.noMatch': Asked & { policies: string; count: number };
  'policy.decision.otherPort': Asked & { policies: string; policy: string; rule: number };
  'policy.decision.noRules': Asked & { policies: string; count: number };
  'policy.decision.self': { pod: string };
  'policy.decision.ownNode': { pod: string; node: string };
  'policy.decision.hostNetwork': { pod: string };
  'policy.decision.ignored': Asked & { policies: string; count: number };

  'policy.stop': { direction: PolicyDirection; pod: string; node: string; policies: string };
  'policy.sum': { direction: PolicyDirection; client: string; target: string; pod: string; policies: string };
  'policy.sumDns': {
    direction: PolicyDirection;
    client: string;
    name: string;
    server: string;
    pod: string;
    policies: string;
  };
}

/** Makes a sentence of the policy area. */
export const why = messageMaker<PolicyWhy>();
