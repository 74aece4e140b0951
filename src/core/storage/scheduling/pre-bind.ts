import { keyOf, parseKey, type ObjectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import { objectKey } from '../../api/key.js';
import type { Context, Deed } from '../../cluster/controller.js';
import type { BindingFailure } from '../../cluster/volume-plugins.js';
import { why } from '../../cluster/why.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';
import { annotated, className, isVolumeBoundToClaim, volumeNamed, withClaim } from '../matching/claim-and-volume.js';
import { fitsNode } from '../matching/node-affinity.js';
import { assumeVolume } from './assumed-volumes.js';
import { askedBy, fieldOf, isFullyBound, podClaims } from './pod-claims.js';
import { planFor, sortClaims } from './volume-binding.js';

/** What the scheduler decided for a pod on its node, and what of it is written already. */
interface Decision {
  readonly node: string;
  readonly bindings: readonly (readonly [claim: ObjectKey, volume: string])[];
  readonly provisions: readonly ObjectKey[];
  readonly written: readonly ObjectKey[];
  readonly since: number;
}

/** `bindTimeoutSeconds` of the plug-in: how long PreBind waits for the volumes. */
const BIND_TIMEOUT_MS = 600_000;
/** The scheduler's back-off between attempts for a pod (`podInitialBackoffSeconds`), doubled each time. */
const BACK_OFF_MS = 1000;
/** So many attempts; after that only a change brings another one. The real scheduler never stops. */
const MAX_TRIES = 4;

const decisionOf = (pod: Pod) => `volume-binding/${pod.metadata.uid}`;
const triesOf = (pod: Pod) => `volume-binding-tries/${pod.metadata.uid}`;

/**
 * Reserve and PreBind: writes claimRef into each volume that was chosen and the node onto each claim to be provisioned, then waits until
 * the controllers have bound them all. Models `AssumePodVolumes`, `BindPodVolumes` and `checkBindings` of
 * `pkg/scheduler/framework/plugins/volumebinding/binder.go`.
 */
export function preBind(context: Context, pod: Pod, node: Node): Deed | 'wait' | BindingFailure | 'ready' {
  const known = context.recall<Decision>(decisionOf(pod));
  const decision = known?.node === node.metadata.name ? known : decide(context, pod, node);
  if (decision.bindings.length === 0 && decision.provisions.length === 0) return settled(context, pod);
  const next = write(context, pod, decision) ?? check(context, pod, node, decision);
  if (next !== 'ready') return next;
  return settled(context, pod);
}

function settled(context: Context, pod: Pod): 'ready' {
  context.remember(decisionOf(pod), undefined);
  forgetTries(context, pod);
  return 'ready';
}

/** A pod that gave up is tried afresh, because something changed that may help it. */
export function forgetTries(context: Context, pod: Pod): void {
  if (context.recall(triesOf(pod)) !== undefined) context.remember(triesOf(pod), undefined);
}

function decide(context: Context, pod: Pod, node: Node): Decision {
  const plan = planFor(context, sortClaims(context, podClaims(pod)).delayed, node);
  const { bindings, provisions } = 'without' in plan ? { bindings: [], provisions: [] } : plan;
  const decision: Decision = {
    node: node.metadata.name,
    bindings: bindings.map(({ claim, volume }) => [keyOf(claim), volume.metadata.name] as const),
    provisions: provisions.map(keyOf),
    written: [],
    since: context.now,
  };
  for (const [claim, volume] of decision.bindings) assumeVolume(context, volume, claim);
  context.remember(decisionOf(pod), decision);
  return decision;
}

/** The next write of the decision; a volume that a person reserved for the claim needs none. */
function write(context: Context, pod: Pod, decision: Decision): Deed | BindingFailure | undefined {
  const { bindings, provisions, written, node } = decision;
  let done = written;
  const noteDone = (claim: ObjectKey) => {
    done = [...done, claim];
    context.remember(decisionOf(pod), { ...decision, written: done } satisfies Decision);
  };
  for (const [key, name] of bindings) {
    if (written.includes(key)) continue;
    assumeVolume(context, name, undefined);
    const [claim, volume] = [context.get<PersistentVolumeClaim>(key), volumeNamed(context, name)];
    if (!claim || !volume)
      return fail(
        context,
        pod,
        decision,
        key,
        notFound(claim ? 'PersistentVolume' : 'PersistentVolumeClaim', claim ? name : termOf(key)),
      );
    if (volume.spec.claimRef && !isVolumeBoundToClaim(volume, claim)) {
      return fail(context, pod, decision, key, `volume "${name}" already bound to a different claim.`);
    }
    noteDone(key);
    const reserved = withClaim(volume, claim);
    if (reserved === volume) continue;
    return {
      cause: causeIn(pod, key),
      why: why('cluster.scheduler.reserved', { ...names(pod, key), volume: name, node }),
      writes: [{ verb: 'update', object: reserved }],
      volume: { kind: 'bind', pod: keyOf(pod), claim: key, volume: keyOf(volume), node },
    };
  }
  for (const key of provisions) {
    if (written.includes(key)) continue;
    const claim = context.get<PersistentVolumeClaim>(key);
    if (!claim) return fail(context, pod, decision, key, notFound('PersistentVolumeClaim', termOf(key)));
    noteDone(key);
    if (annotationOf(claim, ANNOTATION.selectedNode) === node) continue;
    const object = { ...claim, metadata: annotated(claim.metadata, { [ANNOTATION.selectedNode]: node }) };
    return {
      cause: causeIn(pod, key),
      why: why('cluster.scheduler.selectedNode', { ...names(pod, key), node }),
      writes: [{ verb: 'update', object }],
      volume: {
        kind: 'provision',
        pod: keyOf(pod),
        claim: key,
        class: objectKey('StorageClass', undefined, className(claim)),
        node,
      },
    };
  }
  return undefined;
}

/** Whether everything that was written has led to bound claims (`checkBindings`). */
function check(context: Context, pod: Pod, node: Node, decision: Decision): 'ready' | 'wait' | BindingFailure {
  let waiting: ObjectKey | undefined;
  for (const [key, name] of decision.bindings) {
    const [claim, volume] = [context.get<PersistentVolumeClaim>(key), volumeNamed(context, name)];
    if (!volume)
      return fail(context, pod, decision, key, `failed to check binding: ${notFound('PersistentVolume', name)}`);
    if (!claim) {
      const error = notFound('PersistentVolumeClaim', termOf(key));
      return fail(context, pod, decision, key, `failed to check binding: ${error}`);
    }
    if (!fitsNode(volume, node)) return fail(context, pod, decision, key, outOfReach(name, node));
    if (!volume.spec.claimRef?.uid) {
      return fail(context, pod, decision, key, `ClaimRef got reset for pv "${name}"`);
    }
    if (!isFullyBound(claim)) waiting ??= key;
  }
  for (const key of decision.provisions) {
    const claim = context.get<PersistentVolumeClaim>(key);
    if (!claim) {
      const error = notFound('PersistentVolumeClaim', termOf(key));
      return fail(context, pod, decision, key, `failed to check provisioning pvc: ${error}`);
    }
    // Who cannot provision a volume takes the annotation away.
    if (annotationOf(claim, ANNOTATION.selectedNode) !== decision.node) {
      return fail(context, pod, decision, key, `provisioning failed for PVC "${claim.metadata.name}"`);
    }
    const volume = claim.spec.volumeName ? volumeNamed(context, claim.spec.volumeName) : undefined;
    if (volume && !fitsNode(volume, node)) {
      return fail(context, pod, decision, key, outOfReach(volume.metadata.name, node));
    }
    if (!isFullyBound(claim)) waiting ??= key;
  }
  return waiting === undefined ? 'ready' : wait(context, pod, decision, waiting);
}

/** Waits for news, at most as long as the plug-in does; a pod that waited in vain once is not told so again. */
function wait(context: Context, pod: Pod, decision: Decision, claim: ObjectKey): 'wait' | BindingFailure {
  const deadline = decision.since + BIND_TIMEOUT_MS;
  if (context.recall(triesOf(pod)) !== undefined) return 'wait';
  if (context.now >= deadline) return fail(context, pod, decision, claim, 'context deadline exceeded');
  context.again(keyOf(pod), deadline);
  return 'wait';
}

function fail(
  context: Context,
  pod: Pod,
  { node, bindings }: Decision,
  claim: ObjectKey,
  failed: string,
): BindingFailure {
  for (const [, volume] of bindings) assumeVolume(context, volume, undefined);
  context.remember(decisionOf(pod), undefined);
  const tries = (context.recall<number>(triesOf(pod)) ?? 0) + 1;
  context.remember(triesOf(pod), tries);
  const live = context.get<PersistentVolumeClaim>(claim);
  return {
    failed,
    why: why('cluster.scheduler.notBound', { ...names(pod, claim), node }),
    cause: live ? fieldOf(live, 'spec') : causeIn(pod, claim),
    volume: { kind: 'bind', pod: keyOf(pod), claim, node, failed: true },
    pause: tries < MAX_TRIES ? BACK_OFF_MS * 2 ** (tries - 1) : Infinity,
  };
}

function causeIn(pod: Pod, key: ObjectKey) {
  const claim = podClaims(pod).find((one) => one.key === key);
  return claim ? askedBy(pod, claim) : { object: keyOf(pod), field: ['spec', 'volumes'] };
}

function names(pod: Pod, claim: ObjectKey) {
  return { pod: pod.metadata.name, claim: parseKey(claim).name };
}

function termOf(key: ObjectKey): string {
  const { namespace, name } = parseKey(key);
  return `${namespace}/${name}`;
}

/** `NotFoundError` of the assume cache. */
function notFound(kind: 'PersistentVolume' | 'PersistentVolumeClaim', name: string): string {
  return `could not find v1.${kind} "${name}"`;
}

function outOfReach(volume: string, node: Node): string {
  return `pv "${volume}" node affinity doesn't match node "${node.metadata.name}": no matching NodeSelectorTerms`;
}
