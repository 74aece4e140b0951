import type { Pod } from '../api/pod.js';
import type { Protocol } from '../api/meta.js';
import type { NetworkPolicy } from '../api/networking.js';
import type { ClusterView } from '../cluster/types.js';
import type { Packet } from '../netfilter/types.js';
import { podAtAddress } from '../network/pods.js';
import { isLocalAddress } from '../network/route.js';
import { decideEnd } from '../policy/decision.js';
import type { PolicyDecision, PolicyEnd } from '../policy/types.js';
import { why } from '../policy/why.js';
import { parseKey } from '../api/key.js';
import type { Lost } from './arrival.js';
import type { Host } from './host.js';
import { nodeByAddress } from './place.js';
import type { Recorder } from './recorder.js';
import type { Location } from './types.js';

/** A packet that opens a connection, where a node passes it on: after destination NAT and the routing decision, before source NAT. */
export interface Crossing {
  readonly view: ClusterView;
  readonly recorder: Recorder;
  readonly host: Host;
  readonly at: Location;
  readonly packet: Packet;
  /** The pod whose interface it came out of, on this node. */
  readonly leaves: Pod | undefined;
  /** The pod whose interface it goes into, on this node. */
  readonly enters: Pod | undefined;
}

/**
 * What the policies say of a packet: the egress of the pod it leaves, then the ingress of the pod it enters, on that pod's own node, as providers
 * with rules in FORWARD have it (Calico's `cali-FORWARD`, kube-router's `KUBE-ROUTER-FORWARD`: both before kube-proxy's rules there). So a rule
 * sees pods' ports and not Services', and the source that the packet has at that place: a client's own on the node that it came to, that
 * node's address on the next one. Gives what stops it, or nothing. A pod that no policy selects is not worth a hop.
 */
export function askPolicies(crossing: Crossing): Lost | undefined {
  const { view, packet, leaves, enters } = crossing;
  if (view.list<NetworkPolicy>('NetworkPolicy').length === 0 || packet.protocol === 'icmp') return undefined;
  const question = {
    from: leaves ? podEnd(leaves) : endAt(crossing, packet.src),
    to: enters ? podEnd(enters) : endAt(crossing, packet.dst),
    protocol: packet.protocol.toUpperCase() as Protocol,
    port: packet.dport,
  };
  const egress = leaves && decideEnd(view, question, 'egress');
  const stopped = egress && tell(crossing, egress);
  if (stopped) return stopped;
  const ingress = enters && decideEnd(view, question, 'ingress');
  return ingress && tell(crossing, ingress);
}

function tell({ recorder, host, at, packet }: Crossing, decision: PolicyDecision): Lost | undefined {
  if (decision.policies.length === 0) return undefined;
  recorder.add({ kind: 'policy', decision }, at, packet, () => decision.why, decision.cause);
  if (decision.allowed) return undefined;
  const { direction } = decision;
  const sentence = why('policy.stop', {
    direction,
    pod: parseKey(decision.pod).name,
    node: host.node,
    policies: policyNames(decision),
  });
  return {
    kind: 'lost',
    at,
    packet,
    stop: 'drop',
    client: 'timeout',
    why: sentence,
    cause: decision.cause,
    by: 'policy',
    decision,
  };
}

/** The policies that isolate the pod, as a sentence names them. */
export function policyNames(decision: PolicyDecision): string {
  return decision.policies.map((trial) => parseKey(trial.policy).name).join(', ');
}

function podEnd(pod: Pod): PolicyEnd {
  return { kind: 'pod', pod };
}

/** Whose address it is at this place: a pod's, a node's (its bridge's and its loopback's too), or nobody's that policies know. */
function endAt({ view, host }: Crossing, ip: string): PolicyEnd {
  if (isLocalAddress(host.network, ip)) return { kind: 'address', ip, node: host.node };
  const pod = podAtAddress(view, ip);
  if (pod) return podEnd(pod);
  const node = nodeByAddress(view, ip)?.metadata.name;
  return { kind: 'address', ip, ...(node === undefined ? {} : { node }) };
}
