import type { Cause } from '../api/cause.js';
import { keyOf, parseKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { LabelSelector } from '../api/meta.js';
import type { NetworkPolicy, NetworkPolicyPeer } from '../api/networking.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import { isOnHost, seenAs, type Seen } from './ends.js';
import { isolatingField, policiesSelecting, rulesOf, selectorField } from './selection.js';
import { tryPolicy } from './trial.js';
import type {
  PolicyDecision,
  PolicyDirection,
  PolicyEnd,
  PolicyQuestion,
  PolicyReason,
  PolicyTrial,
  PolicyVerdict,
} from './types.js';
import { why } from './why.js';

/**
 * May this connection be opened? It needs the egress of its source and the ingress of its destination. Policies only add up: an isolated pod
 * is allowed what any rule of any policy that selects it allows, in whatever order. Never throws.
 *
 * Models the documentation of NetworkPolicy (kubernetes.io/docs/concepts/services-networking/network-policies) and the comments of
 * k8s.io/api/networking/v1/types.go; what these leave to the provider is listed in docs/what-this-is-not.md.
 */
export function decideConnection(view: ClusterView, question: PolicyQuestion): PolicyVerdict {
  const egress = decideEnd(view, question, 'egress');
  const ingress = decideEnd(view, question, 'ingress');
  return {
    allowed: egress?.allowed !== false && ingress?.allowed !== false,
    ...(egress ? { egress } : {}),
    ...(ingress ? { ingress } : {}),
  };
}

/** What is said at one end; undefined when that end is no pod. */
export function decideEnd(
  view: ClusterView,
  question: PolicyQuestion,
  direction: PolicyDirection,
): PolicyDecision | undefined {
  const own = direction === 'egress' ? question.from : question.to;
  const other = direction === 'egress' ? question.to : question.from;
  return own.kind === 'pod' ? decide(view, question, direction, own.pod, other) : undefined;
}

/** What frees a connection whatever the policies say. */
interface Freed {
  readonly because: PolicyReason;
  readonly why: Message;
  readonly cause: Cause;
}

function decide(
  view: ClusterView,
  { from, to, protocol, port }: PolicyQuestion,
  direction: PolicyDirection,
  pod: Pod,
  other: PolicyEnd,
): PolicyDecision {
  const { name } = pod.metadata;
  const base = { direction, pod: keyOf(pod), allowed: true, policies: [] };
  if (isOnHost(pod)) {
    const cause = { object: keyOf(pod), field: ['spec', 'hostNetwork'] };
    return { ...base, because: 'host-network', why: why('policy.decision.hostNetwork', { pod: name }), cause };
  }
  const selecting = policiesSelecting(view, pod, direction);
  if (selecting.length === 0) {
    const field = pod.metadata.labels ? ['metadata', 'labels'] : ['metadata', 'name'];
    const sentence = why('policy.decision.open', { pod: name, direction });
    return { ...base, because: 'not-isolated', why: sentence, cause: { object: keyOf(pod), field } };
  }
  const peer = seenAs(view, other);
  const tested = { direction, peer, to: seenAs(view, to), protocol, port };
  const policies = selecting.map((policy) => tryPolicy(policy, tested));
  const asked = { pod: name, direction, peer: peer.name, port: `${port}/${protocol}` };
  const freed = freedBy(view, pod, from, to, peer, selecting, asked);
  if (freed) return { ...base, ...freed, policies };
  for (const trial of policies) {
    const rule = trial.rules.find((one) => one.matched);
    if (!rule) continue;
    const policy = parseKey(trial.policy).name;
    const sentence = why('policy.decision.rule', { ...asked, policy, rule: rule.index + 1 });
    return { ...base, because: 'rule', policies, why: sentence, cause: rule.cause };
  }
  const named = { policies: namesOf(selecting), count: selecting.length };
  const near = otherPort(selecting, policies, direction);
  if (near) {
    const { policy, rule, cause } = near;
    const sentence = why('policy.decision.otherPort', { ...asked, policies: named.policies, policy, rule });
    return { ...base, allowed: false, because: 'no-rule', policies, why: sentence, cause };
  }
  const isSilent = policies.every((trial) => trial.rules.length === 0);
  const sentence = why(isSilent ? 'policy.decision.noRules' : 'policy.decision.noMatch', { ...asked, ...named });
  const cause = isolatingField(selecting[0] as NetworkPolicy, direction);
  return { ...base, allowed: false, because: 'no-rule', policies, why: sentence, cause };
}

/**
 * The first rule that names the peer and would let it, were it not for the port: that one is what somebody meant, and got wrong. A peer that
 * stands for everybody names nobody: such rules are for name servers, mostly.
 */
function otherPort(
  selecting: readonly NetworkPolicy[],
  trials: readonly PolicyTrial[],
  direction: PolicyDirection,
): { readonly policy: string; readonly rule: number; readonly cause: Cause } | undefined {
  for (const [i, { rules }] of trials.entries()) {
    const policy = selecting[i];
    if (policy === undefined) continue;
    const written = rulesOf(policy, direction);
    const rule = rules.find(({ index, peers, ports }) => {
      const named = peers.some((one) => one.matched && isSomebody(written[index]?.peers[one.index]));
      return named && ports.length > 0;
    });
    if (rule?.failed) return { policy: policy.metadata.name, rule: rule.index + 1, cause: rule.failed.cause };
  }
  return undefined;
}

function isSomebody(peer: NetworkPolicyPeer | undefined): boolean {
  return peer?.ipBlock !== undefined || !isEmpty(peer?.podSelector) || !isEmpty(peer?.namespaceSelector);
}

/** An empty selector selects all; one that is not there selects nothing in particular. */
function isEmpty(selector: LabelSelector | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions ?? []).length === 0;
}

function freedBy(
  view: ClusterView,
  pod: Pod,
  from: PolicyEnd,
  to: PolicyEnd,
  peer: Seen,
  selecting: readonly NetworkPolicy[],
  asked: { readonly pod: string; readonly direction: PolicyDirection; readonly peer: string; readonly port: string },
): Freed | undefined {
  const object = keyOf(pod);
  if (from.kind === 'pod' && to.kind === 'pod' && keyOf(from.pod) === keyOf(to.pod)) {
    return {
      because: 'self',
      why: why('policy.decision.self', { pod: pod.metadata.name }),
      cause: { object, field: ['metadata', 'name'] },
    };
  }
  if (peer.node !== undefined && peer.node === pod.spec?.nodeName) {
    return {
      because: 'own-node',
      why: why('policy.decision.ownNode', { pod: pod.metadata.name, node: peer.node }),
      cause: { object, field: ['spec', 'nodeName'] },
    };
  }
  if (view.settings.networkPolicy !== 'ignored') return undefined;
  return {
    because: 'not-enforced',
    why: why('policy.decision.ignored', { ...asked, policies: namesOf(selecting), count: selecting.length }),
    cause: selectorField(selecting[0] as NetworkPolicy),
  };
}

function namesOf(policies: readonly NetworkPolicy[]): string {
  return policies.map((policy) => policy.metadata.name).join(', ');
}
