import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { PersistentVolumeClaim } from '../../api/storage.js';
import { admit } from '../../cluster/admission.js';
import type { Context, Controller, Deed } from '../../cluster/controller.js';
import { controllerRef } from '../../cluster/ownership.js';
import { why } from '../../cluster/why.js';

/**
 * Makes the claim of each generic ephemeral volume of a pod, `<pod>-<volume>`, owned by the pod: it goes when the pod goes. A claim of
 * that name that is somebody else's is never used. Models `pkg/controller/volume/ephemeral/controller.go`.
 */
export const ephemeralVolumes: Controller = {
  name: 'ephemeral_volume',
  watches: {
    Pod({ key, before, after }, wake) {
      const pod = after as Pod | undefined;
      if (pod && before?.metadata.uid !== pod.metadata.uid && pod.spec.volumes?.some((one) => one.ephemeral)) wake(key);
    },
    PersistentVolumeClaim({ before, after }, wake, context) {
      if (after || !before) return;
      const { namespace, name } = before.metadata;
      for (const key of context.find('pod-claim', `${namespace}/${name}`)) wake(key);
    },
  },
  reconcile(key, context) {
    const pod = context.get<Pod>(key as ObjectKey);
    if (!pod || pod.metadata.deletionTimestamp !== undefined) return undefined;
    for (const [index, volume] of (pod.spec.volumes ?? []).entries()) {
      const template = volume.ephemeral?.volumeClaimTemplate;
      if (!template) continue;
      const name = `${pod.metadata.name}-${volume.name}`;
      const deed = makeClaim(context, pod, index, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name,
          namespace: pod.metadata.namespace ?? 'default',
          ...(template.metadata?.labels ? { labels: template.metadata.labels } : {}),
          ...(template.metadata?.annotations ? { annotations: template.metadata.annotations } : {}),
          ownerReferences: [controllerRef(pod)],
        },
        spec: template.spec,
        status: { phase: 'Pending' },
      });
      if (deed) return deed === 'failed' ? undefined : deed;
    }
    return undefined;
  },
};

function makeClaim(
  context: Context,
  pod: Pod,
  index: number,
  claim: PersistentVolumeClaim,
): Deed | 'failed' | undefined {
  const { name: claimName, namespace } = claim.metadata;
  const volume = pod.spec.volumes?.[index]?.name ?? '';
  const names = { pod: pod.metadata.name, volume, claim: claimName };
  const live = context.get<PersistentVolumeClaim>(objectKey('PersistentVolumeClaim', namespace, claimName));
  if (live && isOfPod(live, pod)) return undefined;
  const cause = { object: keyOf(pod), field: ['spec', 'volumes', index, 'ephemeral'] };
  const admitted = live ? undefined : admit(context, claim, undefined);
  if (admitted && 'object' in admitted) {
    return {
      cause,
      why: why('cluster.ephemeral.created', names),
      writes: [{ verb: 'create', object: admitted.object }],
    };
  }
  const error = admitted ? `create PVC ${claimName}: ${admitted.refusal.message}` : notForPod(claim, pod);
  const memory = `ephemeral-failure/${pod.metadata.uid}`;
  if (context.recall(memory) === error) return 'failed';
  context.remember(memory, error);
  return {
    cause,
    why: why('cluster.ephemeral.refused', names),
    event: {
      type: 'Warning',
      reason: 'FailedBinding',
      message: `ephemeral volume ${volume}: ${error}`,
      object: keyOf(pod),
    },
  };
}

/** `metav1.IsControlledBy`: the claim was made for this pod, not for one of the same name before it. */
export function isOfPod(claim: PersistentVolumeClaim, pod: Pod): boolean {
  return (
    claim.metadata.ownerReferences?.some((one) => one.controller === true && one.uid === pod.metadata.uid) ?? false
  );
}

/** `VolumeIsForPod` of `staging/src/k8s.io/component-helpers/storage/ephemeral/ephemeral.go`. */
export function notForPod(claim: PersistentVolumeClaim, pod: Pod): string {
  const { namespace, name } = claim.metadata;
  return `PVC ${namespace}/${name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`;
}
