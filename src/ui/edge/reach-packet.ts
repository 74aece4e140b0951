import type { ReachParty, ReachPort, ReachState } from '../../core/index.js';
import type { PairEnd, PairQuestion, Snapshot } from '../../engine/protocol.js';
import { engine, notify, sendAndLook } from '../../store/index.js';
import { requestOfPair } from './pair.js';

/** So many pairs are looked through for one that is denied. */
const MOST_PAIRS = 64;

/** Sends the packet that a cell is of. Of a cell where some are allowed and some are not, one that is not: that is the news. */
export async function playPair(
  from: ReachParty,
  to: ReachParty,
  { protocol, port }: ReachPort,
  state: ReachState,
  { objects }: Snapshot,
): Promise<void> {
  const nodes = objects.flatMap(({ kind, name }) => (kind === 'Node' ? [name] : []));
  const questions = pairsOf(from, to, nodes).map(([source, target]) => ({ from: source, to: target, protocol, port }));
  const sendable = questions.filter((question) => requestOfPair(question, objects) !== null);
  const question = state === 'partly' ? await firstDenied(sendable) : sendable[0];
  const request = question === undefined ? null : requestOfPair(question, objects);
  if (request === null) notify({ topic: 'reach', tone: 'info', code: 'ui.reach.cannotSend', params: {}, seconds: 6 });
  else sendAndLook(request);
}

async function firstDenied(questions: readonly PairQuestion[]): Promise<PairQuestion | undefined> {
  for (const question of questions) {
    const verdict = await engine().decide(question);
    if (verdict?.allowed === false) return question;
  }
  return questions[0];
}

/** The pairs of one party with another; of a party with itself, those of two before those of one. */
export function pairsOf(
  from: ReachParty,
  to: ReachParty,
  nodes: readonly string[],
): readonly (readonly [PairEnd, PairEnd])[] {
  const [sources, targets] = [sourcesOf(from, nodes), targetsOf(to, nodes)];
  const pairs = sources.flatMap((source) => targets.map((target) => [source, target] as const));
  const ofOne = ([a, b]: (typeof pairs)[number]): number =>
    a.kind === 'pod' && b.kind === 'pod' && a.pod === b.pod ? 1 : 0;
  return pairs.toSorted((a, b) => ofOne(a) - ofOne(b)).slice(0, MOST_PAIRS);
}

function sourcesOf(party: ReachParty, nodes: readonly string[]): readonly PairEnd[] {
  return party.kind === 'outside' ? [{ kind: 'outside', place: 'internet' }] : insideOf(party, nodes);
}

/** Outside is the address that the table asked about. */
function targetsOf(party: ReachParty, nodes: readonly string[]): readonly PairEnd[] {
  return party.kind === 'outside' ? [{ kind: 'address', ip: party.name }] : insideOf(party, nodes);
}

function insideOf({ kind, pods }: ReachParty, nodes: readonly string[]): readonly PairEnd[] {
  if (kind === 'nodes') return nodes.toReversed().map((node) => ({ kind: 'node', node }));
  return pods.slice(0, MOST_PAIRS).map((pod) => ({ kind: 'pod', pod }));
}
