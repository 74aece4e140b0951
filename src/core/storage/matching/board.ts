import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import type { Message } from '../../api/message.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import { hasEnded } from '../../cluster/conditions.js';
import { claimsOf } from '../../cluster/indexes.js';
import type { ClusterView } from '../../cluster/types.js';
import type { CandidateVerdict, MatchBoard } from '../types.js';
import { ANNOTATION, annotationOf } from './annotations.js';
import { chainOf } from './board-chain.js';
import { whyChosen, whyNot } from './board-reasons.js';
import type { Candidate } from './candidate.js';
import { claimTerm, isDelayBinding } from './claim-and-volume.js';
import { decideClaim, type ClaimDecision, type Surroundings } from './claim-decision.js';
import { defaultClassOf } from '../../cluster/storage-admission.js';
import { findBestMatchForClaim } from './find-matching.js';
import { requirementsOf } from './requirements.js';

/**
 * The matchmaking of one claim at the present moment: the decision the controller would make (or has made), and every volume with what it
 * meets and what it does not. Null where there is no such claim. It looks at every volume, as the controller's index does not.
 */
export function matchBoard(view: ClusterView, key: ObjectKey): MatchBoard | null {
  const claim = view.get<PersistentVolumeClaim>(key);
  if (claim?.kind !== 'PersistentVolumeClaim') return null;
  const volumes = view.list<PersistentVolume>('PersistentVolume');
  const pods = podsOf(view, claim);
  const decision = decideClaim(surroundings(view, volumes, pods), claim);
  const chosen = decision.is === 'bind' ? decision.volume : undefined;
  const node = nodeFor(view, claim, pods);
  const candidates = volumes.map((volume): Candidate => {
    const requirements = requirementsOf(claim, volume, node);
    return { volume, requirements, fits: requirements.every(({ result }) => result !== 'failed') };
  });
  const waits = chosen === undefined;
  return {
    claim: key,
    phase: claim.status.phase ?? 'Pending',
    chosen: chosen ? keyOf(chosen) : null,
    why: whyOf(claim, decision, candidates),
    event: 'event' in decision && decision.event ? `${decision.event.reason}: ${decision.event.message}` : null,
    chain: waits ? chainOf(view, claim, decision, candidates, pods) : [],
    candidates: candidates
      .map((candidate) => verdictOf(view, claim, decision, candidate))
      .toSorted((a, b) => rank(a) - rank(b) || metBy(b) - metBy(a)),
  };
}

function whyOf(claim: PersistentVolumeClaim, decision: ClaimDecision, candidates: readonly Candidate[]): Message {
  if (decision.is === 'bind') return whyChosen(claim, decision, candidates);
  return decision.is === 'given-class' ? givenClass(claim, decision.class) : decision.why;
}

function verdictOf(
  view: ClusterView,
  claim: PersistentVolumeClaim,
  decision: ClaimDecision,
  candidate: Candidate,
): CandidateVerdict {
  const { volume, requirements, fits } = candidate;
  if (decision.is === 'bind' && decision.volume === volume) {
    return { volume: keyOf(volume), requirements, outcome: 'chosen', why: whyChosen(claim, decision, [candidate]) };
  }
  // A claim that names its volume has no others, whatever they are like.
  const free = !claim.spec.volumeName;
  return {
    volume: keyOf(volume),
    requirements,
    outcome: fits && free ? 'fits' : 'rejected',
    why: whyNot(claim, decision, candidate, isDelayBinding(view, claim)),
  };
}

function rank({ outcome }: CandidateVerdict): number {
  return outcome === 'chosen' ? 0 : outcome === 'fits' ? 1 : 2;
}

function metBy({ requirements }: CandidateVerdict): number {
  return requirements.filter(({ result }) => result !== 'failed').length;
}

/** Pods that use the claim and have not ended. */
function podsOf(view: ClusterView, claim: PersistentVolumeClaim): readonly Pod[] {
  const term = claimTerm(claim);
  return view
    .list<Pod>('Pod', claim.metadata.namespace)
    .filter((pod) => !hasEnded(pod) && claimsOf(pod).includes(term));
}

/** The node that a volume must be reached from, once it is known: that of the pod, or the one the scheduler chose. */
function nodeFor(view: ClusterView, claim: PersistentVolumeClaim, pods: readonly Pod[]): Node | undefined {
  if (!isDelayBinding(view, claim)) return undefined;
  const placed = pods.find((pod) => pod.spec.nodeName !== undefined)?.spec.nodeName;
  const name = placed ?? annotationOf(claim, ANNOTATION.selectedNode);
  return name === undefined ? undefined : view.get<Node>(objectKey('Node', undefined, name));
}

/** What the controller asks of its indexes, asked of plain lists. */
function surroundings(view: ClusterView, volumes: readonly PersistentVolume[], pods: readonly Pod[]): Surroundings {
  return {
    get: (key) => view.get(key),
    bestMatch: (claim, delayBinding) => findBestMatchForClaim(claim, volumes, delayBinding),
    defaultClass: () => defaultClassOf(view.list<StorageClass>('StorageClass')),
    unscheduledPods: () => pods.filter(({ spec }) => spec.nodeName === undefined).map(({ metadata }) => metadata.name),
  };
}

function givenClass(claim: PersistentVolumeClaim, given: StorageClass): Message {
  return {
    code: 'storage.binder.defaultClass',
    params: { claim: claim.metadata.name, class: given.metadata.name },
  };
}
