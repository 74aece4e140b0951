import {
  decideConnection,
  type Cause,
  type ClusterView,
  type Node,
  type Pod,
  type PolicyDecision,
  type PolicyEnd,
  type Trace,
} from '../../core/index.js';
import type { SceneLink } from '../types.js';
import type { Connection, End } from './connections.js';
import type { Party } from './parties.js';
import { has, questionsOf, type PortClass } from './ports.js';
import type { TracedWay } from './traced.js';

/** The fields that a line is there for. */
export type LineCauses = Pick<SceneLink, 'cause' | 'also'>;

/** So many pairs of pods are asked about for one that is as the line says: one does for all but lines of which only some pods are. */
const MOST_PAIRS = 24;

/**
 * Why a line is drawn: the rules by which its connections are allowed at either end, or what denies them where one was taken away. Asked of one pair
 * of pods and one port; what the line says holds for all of them alike, so the same is asked for each.
 */
export function causesOfLine(
  view: ClusterView,
  parties: readonly Party[],
  classes: readonly PortClass[],
): (connection: Connection, allowed: boolean) => LineCauses {
  const questions = questionsOf(classes);
  const ends = endsOf(view, parties);
  return ({ from, to, ports }, allowed) => {
    const port = questions.find((_, index) => has(ports, index));
    if (port === undefined) return {};
    const [sources, targets] = [ends(from), ends(to)];
    let asked = 0;
    for (const source of sources) {
      for (const target of targets) {
        if (source === target || isSamePod(source, target)) continue;
        asked += 1;
        const { allowed: found, egress, ingress } = decideConnection(view, { from: source, to: target, ...port });
        if (found === allowed) return inOrder([ingress, egress].filter((one) => speaks(one, allowed)));
        if (asked === MOST_PAIRS) return {};
      }
    }
    return {};
  };
}

/** Why the connection of a trace passed or was stopped, in the words of its own hops. */
export function causesOfWay(trace: Trace | null, { out, stopped }: TracedWay): LineCauses {
  const decisions = out.flatMap((index) => {
    const hop = trace?.hops[index];
    return hop?.kind === 'policy' ? [hop.decision] : [];
  });
  return inOrder(decisions.filter((one) => speaks(one, stopped === null)).toReversed());
}

/** Whether policies said it. That nobody selects a pod is said by none, and is no field. */
function speaks(decision: PolicyDecision | undefined, allowed: boolean): decision is PolicyDecision {
  return decision?.allowed === allowed && decision.because !== 'not-isolated';
}

function inOrder(decisions: readonly (PolicyDecision | undefined)[]): LineCauses {
  const [cause, ...also] = decisions.flatMap((one): Cause[] => (one === undefined ? [] : [one.cause]));
  if (cause === undefined) return {};
  return also.length === 0 ? { cause } : { cause, also };
}

function isSamePod(a: PolicyEnd, b: PolicyEnd): boolean {
  return a.kind === 'pod' && b.kind === 'pod' && a.pod === b.pod;
}

/** Who stands at an end, each as policies see it. Everyone is asked as an address outside: what holds for everyone holds for it. */
function endsOf(view: ClusterView, parties: readonly Party[]): (end: End) => readonly PolicyEnd[] {
  const ofParty = (party: Party | undefined): readonly PolicyEnd[] => {
    if (party === undefined) return [];
    if (party.kind === 'outside') return [{ kind: 'address', ip: party.name }];
    if (party.kind === 'nodes') return view.list<Node>('Node').flatMap(addressOf);
    return party.pods.slice(0, MOST_PAIRS).flatMap((key): PolicyEnd[] => {
      const pod = view.get<Pod>(key);
      return pod === undefined ? [] : [{ kind: 'pod', pod }];
    });
  };
  return (end) => {
    if (end.kind === 'party') return ofParty(parties[end.party]);
    if (end.kind === 'anyone') return ofParty(parties.find(({ kind }) => kind === 'outside'));
    return parties.filter(({ kind, namespace }) => kind === 'pods' && namespace === end.namespace).flatMap(ofParty);
  };
}

function addressOf({ metadata, status }: Node): PolicyEnd[] {
  const ip = status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  return ip === undefined ? [] : [{ kind: 'address', ip, node: metadata.name }];
}
