import type { Cause } from '../../api/cause.js';
import { keyOf } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/storage.js';
import type { Context } from '../../cluster/controller.js';
import type { VolumeNeeds, VolumeRejection } from '../../cluster/volume-plugins.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { className, isDelayBinding, requestOf, storageClassOf } from '../matching/claim-and-volume.js';
import { fitsNode, nodeSelectorText } from '../matching/node-affinity.js';
import { findVolumeForNode } from '../matching/volume-shelf.js';
import { isOfPod, notForPod } from '../workloads/ephemeral-volumes.js';
import { assumedVolumes } from './assumed-volumes.js';
import {
  askedBy,
  fieldOf,
  isFullyBound,
  outOfReach,
  unresolvable,
  volumeOf,
  withoutVolume,
  type PodClaim,
} from './pod-claims.js';

/** Since Kubernetes 1.33; before that it was `node(s) had volume node affinity conflict`. */
const AFFINITY_CONFLICT = "node(s) didn't match PersistentVolume's node affinity";
const NONE_TO_BIND = "node(s) didn't find available persistent volumes to bind";
const UNBOUND_IMMEDIATE = 'pod has unbound immediate PersistentVolumeClaims';

const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

/** The claims of a pod as binding sees them. */
export interface SortedClaims {
  readonly bound: readonly PersistentVolumeClaim[];
  /** Wait for a pod, the smallest request first, so that each gets the smallest volume that fits. */
  readonly delayed: readonly PersistentVolumeClaim[];
}

/** What binding would do for a pod on a node. */
export interface NodePlan {
  readonly bindings: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  readonly provisions: readonly PersistentVolumeClaim[];
}

/** The claim that can get nothing on a node, and the field that says so. */
interface NoPlan {
  readonly without: PersistentVolumeClaim;
  readonly cause: Cause;
}

/**
 * Why no node will do, whatever it is: a claim is missing, lost, on its way out, somebody else's, or ought to be bound by now. Models
 * `PreFilter` and `podHasPVCs` of `pkg/scheduler/framework/plugins/volumebinding/volume_binding.go`.
 */
export function claimProblem(context: Context, pod: Pod, claims: readonly PodClaim[]): VolumeRejection | undefined {
  for (const claim of claims) {
    const object = context.get<PersistentVolumeClaim>(claim.key);
    const asked = askedBy(pod, claim);
    if (!object) return withoutVolume(missing(claim), asked, 'claimMissing', { pod, claim: claim.key });
    const reason = wrongWith(object, claim, pod);
    if (reason !== undefined)
      return unresolvable(reason, asked, {
        kind: 'bind',
        pod: keyOf(pod),
        claim: claim.key,
        failed: true,
      });
  }
  for (const { key } of claims) {
    const claim = context.get<PersistentVolumeClaim>(key);
    if (!claim || isFullyBound(claim) || (isDelayBinding(context, claim) && !claim.spec.volumeName)) continue;
    return withoutVolume(UNBOUND_IMMEDIATE, fieldOf(claim, 'spec'), 'claimUnbound', { pod, claim: key });
  }
  return undefined;
}

function missing({ name, ephemeral }: PodClaim): string {
  return ephemeral
    ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
    : `persistentvolumeclaim "${name}" not found`;
}

function wrongWith(object: PersistentVolumeClaim, { name, ephemeral }: PodClaim, pod: Pod): string | undefined {
  if (object.status.phase === 'Lost') {
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${object.spec.volumeName ?? ''}"`;
  }
  if (object.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  return ephemeral && !isOfPod(object, pod) ? notForPod(object, pod) : undefined;
}

/** `GetPodVolumeClaims` of `binder.go`. Claims that ought to be bound already have been sorted out before. */
export function sortClaims(context: Context, claims: readonly PodClaim[]): SortedClaims {
  const keys = [...new Set(claims.map(({ key }) => key))];
  const objects = keys.flatMap((key) => context.get<PersistentVolumeClaim>(key) ?? []);
  return {
    bound: objects.filter(isFullyBound),
    delayed: objects
      .filter((claim) => !isFullyBound(claim))
      .toSorted((a, b) => (requestOf(a) < requestOf(b) ? -1 : requestOf(a) > requestOf(b) ? 1 : 0)),
  };
}

/** Bound volumes must be within reach of the node, and unbound claims must find or be able to get one there (`FindPodVolumes`). */
export function volumeBinding(context: Context, pod: Pod, { bound, delayed }: SortedClaims): VolumeNeeds['filter'] {
  return (node) => {
    for (const claim of bound) {
      const volume = volumeOf(context, claim);
      if (volume && !fitsNode(volume, node)) {
        const required = volume.spec.nodeAffinity?.required;
        const where = required ? nodeSelectorText(required) : '';
        const cause = fieldOf(volume, 'spec', 'nodeAffinity');
        return outOfReach(AFFINITY_CONFLICT, cause, { pod, claim, volume, where });
      }
    }
    const plan = planFor(context, delayed, node);
    if (!('without' in plan)) return undefined;
    return withoutVolume(NONE_TO_BIND, plan.cause, 'noneToBind', { pod, claim: keyOf(plan.without) });
  };
}

/** What would be bound and provisioned on a node; or the first claim that can get nothing there. */
export function planFor(context: Context, claims: readonly PersistentVolumeClaim[], node: Node): NodePlan | NoPlan {
  const bindings: { claim: PersistentVolumeClaim; volume: PersistentVolume }[] = [];
  const provisions: PersistentVolumeClaim[] = [];
  const taken = new Set<string>();
  for (const claim of claims) {
    const selected = annotationOf(claim, ANNOTATION.selectedNode);
    if (selected !== undefined && selected !== node.metadata.name) {
      return { without: claim, cause: fieldOf(claim, 'metadata', 'annotations', ANNOTATION.selectedNode) };
    }
    const excluded = new Set([...taken, ...assumedVolumes(context, claim)]);
    const volume = selected === undefined ? findVolumeForNode(context, claim, { node, excluded }) : undefined;
    if (volume) {
      taken.add(volume.metadata.name);
      bindings.push({ claim, volume });
      continue;
    }
    const obstacle = provisioningObstacle(context, claim, node);
    if (obstacle) return { without: claim, cause: obstacle };
    provisions.push(claim);
  }
  return { bindings, provisions };
}

/** Whether a volume may be made for a claim on a node: `checkVolumeProvisions` of `binder.go`. Gives the field that forbids it. */
function provisioningObstacle(context: Context, claim: PersistentVolumeClaim, node: Node): Cause | undefined {
  const storageClass = storageClassOf(context, className(claim));
  if (!storageClass) return fieldOf(claim, 'spec', 'storageClassName');
  const object = keyOf(storageClass);
  if (storageClass.provisioner === NO_PROVISIONER) return { object, field: ['provisioner'] };
  return isAllowed(storageClass, node) ? undefined : { object, field: ['allowedTopologies'] };
}

/** `MatchTopologySelectorTerms`: one term is enough, and of a term every key; without terms every node will do. */
function isAllowed({ allowedTopologies = [] }: StorageClass, node: Node): boolean {
  if (allowedTopologies.length === 0) return true;
  const labels = node.metadata.labels ?? {};
  return allowedTopologies.some(({ matchLabelExpressions = [] }) =>
    matchLabelExpressions.every(({ key, values }) => Object.hasOwn(labels, key) && values.includes(labels[key] ?? '')),
  );
}
