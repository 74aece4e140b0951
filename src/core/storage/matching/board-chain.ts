import type { Cause } from '../../api/cause.js';
import { keyOf, objectKey } from '../../api/key.js';
import { isEmptySelector } from '../../api/labels.js';
import type { Message } from '../../api/message.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import { conditionOf } from '../../cluster/conditions.js';
import { classOf } from '../../cluster/indexes.js';
import type { ClusterView } from '../../cluster/types.js';
import type { Candidate } from './candidate.js';
import { whyNot } from './board-reasons.js';
import { isDelayBinding } from './claim-and-volume.js';
import { causeIn, isProvisionerThere, type ClaimDecision } from './claim-decision.js';
import { why } from './why-match.js';

interface Link {
  readonly why: Message;
  readonly cause: Cause;
}

/** What a claim that has no volume waits for: each because of the next, down to the field that would have to change. */
export function chainOf(
  view: ClusterView,
  claim: PersistentVolumeClaim,
  decision: ClaimDecision,
  candidates: readonly Candidate[],
  pods: readonly Pod[],
): readonly Link[] {
  const { name } = claim.metadata;
  if (decision.is === 'bind' || decision.is === 'given-class') return [];
  const itself: Link = { why: decision.why, cause: decision.cause };
  if (decision.is === 'lost' || claim.spec.volumeName) return [itself];
  const delayed = isDelayBinding(view, claim);
  const volumes =
    delayed && candidates.some(({ fits }) => fits) ? [] : volumeLinks(claim, decision, candidates, delayed);
  if (decision.is === 'external') {
    const { provisioner } = decision;
    const there = isProvisionerThere(view, provisioner);
    const answer = why(there ? 'storage.match.chain.atWork' : 'storage.match.chain.notInstalled', { provisioner });
    const { selector } = claim.spec;
    const refused = there && selector !== undefined && !isEmptySelector(selector);
    const last: Link = refused
      ? { why: why('storage.match.chain.selector', { claim: name }), cause: causeIn(claim, ['spec', 'selector']) }
      : { why: answer, cause: decision.cause };
    return [...volumes, itself, last];
  }
  if (decision.event?.reason === 'FailedBinding') return [...volumes, noClassLink(claim)];
  if (!delayed) return [...volumes, itself];
  return [...volumes, itself, ...podLinks(claim, pods)];
}

/** That no volume fits, and what keeps the one that comes nearest. */
function volumeLinks(
  claim: PersistentVolumeClaim,
  decision: ClaimDecision,
  candidates: readonly Candidate[],
  delayed: boolean,
): readonly Link[] {
  const { name } = claim.metadata;
  const cause = causeIn(claim, ['spec']);
  if (candidates.length === 0) return [{ why: why('storage.match.chain.noVolumes', { claim: name }), cause }];
  const failures = ({ requirements }: Candidate) => requirements.filter(({ result }) => result === 'failed');
  const [nearest] = candidates.toSorted((a, b) => failures(a).length - failures(b).length);
  const failed = nearest && failures(nearest)[0];
  const links: Link[] = [
    { why: why('storage.match.chain.noneFits', { claim: name, volumes: candidates.length }), cause },
  ];
  if (!nearest || !failed) return links;
  links.push({
    why: why('storage.match.chain.nearest', { volume: nearest.volume.metadata.name }),
    cause: failed.answers,
  });
  links.push({ why: whyNot(claim, decision, nearest, delayed), cause: failed.asks });
  return links;
}

/** Without a class nothing is provisioned: none was given and none is the default, or the claim said it wants none. */
function noClassLink(claim: PersistentVolumeClaim): Link {
  const { name } = claim.metadata;
  return classOf(claim) === undefined
    ? { why: why('storage.match.chain.noClass', { claim: name }), cause: causeIn(claim, ['spec']) }
    : {
        why: why('storage.match.chain.emptyClass', { claim: name }),
        cause: causeIn(claim, ['spec', 'storageClassName']),
      };
}

/** Why no pod has come to a node that the claim could follow. */
function podLinks(claim: PersistentVolumeClaim, pods: readonly Pod[]): readonly Link[] {
  const waiting = pods.filter(({ spec }) => spec.nodeName === undefined);
  if (pods.length === 0) {
    const because = why('storage.match.chain.noPod', { claim: claim.metadata.name });
    return [{ why: because, cause: { object: keyOf(claim), field: ['metadata', 'name'] } }];
  }
  return waiting.map((pod) => {
    const condition = conditionOf(pod.status.conditions, 'PodScheduled');
    const { name } = pod.metadata;
    return {
      why:
        condition?.status === 'False' && condition.message
          ? why('storage.match.chain.podUnschedulable', { pod: name, message: condition.message })
          : why('storage.match.chain.podWaits', { pod: name }),
      cause: { object: objectKey('Pod', pod.metadata.namespace, name), field: ['spec'] },
    };
  });
}
