import type { Cause } from '../api/cause.js';
import type { FieldPath } from '../api/field-path.js';
import { keyOf } from '../api/key.js';
import type { NetworkPolicy } from '../api/networking.js';
import type { Protocol } from '../api/meta.js';
import type { Seen } from './ends.js';
import { tryPeer, type Tried } from './peers.js';
import { tryPort } from './ports.js';
import { PEERS, rulesOf, selectorField, type PolicyRule } from './selection.js';
import type { PartTrial, PolicyDirection, PolicyTrial, RuleTrial } from './types.js';
import { why } from './why.js';

/** A connection as the rules of one direction see it: the peer is the end that is not the selected pod. */
export interface Tested {
  readonly direction: PolicyDirection;
  readonly peer: Seen;
  /** The destination, whose names the ports are. */
  readonly to: Seen;
  readonly protocol: Protocol;
  readonly port: number;
}

/** Every rule of a policy against a connection. The policy allows it when any rule matches. */
export function tryPolicy(policy: NetworkPolicy, tested: Tested): PolicyTrial {
  const rules = rulesOf(policy, tested.direction).map((rule, index) => tryRule(policy, rule, index, tested));
  return { policy: keyOf(policy), allowed: rules.some((one) => one.matched), cause: selectorField(policy), rules };
}

/** One rule: any of its peers and any of its ports; a list that is empty or missing stands for all. */
function tryRule(policy: NetworkPolicy, rule: PolicyRule, index: number, tested: Tested): RuleTrial {
  const { direction, protocol, port } = tested;
  const object = keyOf(policy);
  const field: FieldPath = ['spec', direction, index];
  const at = (more: FieldPath): Cause => ({ object, field: [...field, ...more] });
  const namespace = policy.metadata.namespace ?? '';
  const peers = parts(
    rule.peers.map((peer) => tryPeer(peer, namespace, tested.peer)),
    (j) => at([PEERS[direction], j]),
  );
  const ports = parts(
    rule.ports.map((item) => tryPort(item, protocol, port, tested.to)),
    (j) => at(['ports', j]),
  );
  const base = { index, peers, ports, cause: at([]) };
  const noPeer = peers.length > 0 && !peers.some((one) => one.matched);
  const noPort = ports.length > 0 && !ports.some((one) => one.matched);
  if (!noPeer && !noPort) return { ...base, matched: true };
  const failed = noPeer
    ? (only(peers) ?? {
        why: why('policy.rule.noPeer', { count: peers.length, peer: tested.peer.name }),
        cause: at([PEERS[direction]]),
      })
    : (only(ports) ?? {
        why: why('policy.rule.noPort', { count: ports.length, port: `${port}/${protocol}` }),
        cause: at(['ports']),
      });
  return { ...base, matched: false, failed };
}

function parts(tried: readonly Tried[], at: (index: number) => Cause): readonly PartTrial[] {
  return tried.map((one, index) => {
    const { object, field } = at(index);
    return { index, matched: one.matched, why: one.why, cause: { object, field: [...field, ...one.field] } };
  });
}

/** Of one item its own reason says it all. */
function only(trials: readonly PartTrial[]): RuleTrial['failed'] {
  const [first] = trials;
  return trials.length === 1 && first ? { why: first.why, cause: first.cause } : undefined;
}
