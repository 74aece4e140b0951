import { keyOf } from '../api/key.js';
import { matchesSelector } from '../api/labels.js';
import type { OwnerReference } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { ControllerRevision, DaemonSet } from '../api/workload.js';
import type { Context, Deed } from '../cluster/controller.js';
import { deepEqual } from '../cluster/deep.js';
import { controllerOf } from '../cluster/indexes.js';
import { why } from '../cluster/why.js';
import { REVISION_HASH } from './daemonset-sight.js';
import { templateHash } from './deployment-hash.js';

/** The revision of the template of now, and those of earlier ones, oldest first. */
export interface DaemonRevisions {
  readonly hash: string;
  readonly old: readonly ControllerRevision[];
}

/** `metav1.NewControllerRef`. */
export function ownerOf({ metadata: { name, uid = '' } }: DaemonSet): OwnerReference {
  return { apiVersion: 'apps/v1', kind: 'DaemonSet', name, uid, controller: true, blockOwnerDeletion: true };
}

/**
 * The revisions of a set, or the deed that brings them about: a new template is kept as a new one, one that was there before becomes the
 * newest again. Models `constructHistory` of `pkg/controller/daemon/update.go`; two revisions of one template do not come about here.
 */
export function settleRevisions(context: Context, set: DaemonSet): DaemonRevisions | Deed {
  const adopted = adopt(context, set);
  if (adopted) return adopted;
  const all = context
    .find('owner', set.metadata.uid ?? '')
    .flatMap((key) => {
      const revision = context.get<ControllerRevision>(key);
      return revision?.kind === 'ControllerRevision' ? [revision] : [];
    })
    .toSorted((a, b) => a.revision - b.revision);
  const current = all.findLast(({ data }) => deepEqual(data.spec.template, set.spec.template));
  const old = all.filter((one) => one !== current);
  const number = (old.at(-1)?.revision ?? 0) + 1;
  if (!current || current.revision < number) return newest(set, current, number);
  return { hash: current.metadata.labels?.[REVISION_HASH] ?? '', old };
}

/** Revisions that an earlier set of this name left behind are this one's again (`ClaimControllerRevisions`). */
function adopt(context: Context, set: DaemonSet): Deed | undefined {
  const orphan = context
    .list<ControllerRevision>('ControllerRevision', set.metadata.namespace)
    .find((one) => !controllerOf(one) && matchesSelector(set.spec.selector, one.metadata.labels));
  if (!orphan) return undefined;
  const ownerReferences = [...(orphan.metadata.ownerReferences ?? []), ownerOf(set)];
  const object: ControllerRevision = { ...orphan, metadata: { ...orphan.metadata, ownerReferences } };
  return {
    cause: { object: keyOf(set), field: ['spec', 'selector'] },
    why: why('cluster.daemonset.adoptedRevision', {
      daemonSet: set.metadata.name,
      revision: orphan.metadata.name,
    }),
    writes: [{ verb: 'update', object }],
  };
}

function newest(set: DaemonSet, equal: ControllerRevision | undefined, number: number): Deed {
  const { name, namespace } = set.metadata;
  const { template } = set.spec;
  const hash = templateHash(template);
  const object: ControllerRevision = equal
    ? { ...equal, revision: number }
    : {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        metadata: {
          name: `${name}-${hash}`,
          namespace: namespace ?? 'default',
          labels: { ...template.metadata?.labels, [REVISION_HASH]: hash },
          ownerReferences: [ownerOf(set)],
        },
        data: { spec: { template } },
        revision: number,
      };
  return {
    cause: { object: keyOf(set), field: ['spec', 'template'] },
    why: why(equal ? 'cluster.daemonset.rolledBack' : 'cluster.daemonset.revision', {
      daemonSet: name,
      revision: object.metadata.name,
      number,
    }),
    writes: [{ verb: equal ? 'update' : 'create', object }],
  };
}

/** Deletes the oldest revision that no pod has any more, where there are too many (`cleanupHistory`). */
export function forgetRevision(
  set: DaemonSet,
  old: readonly ControllerRevision[],
  pods: readonly Pod[],
): Deed | undefined {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  if (old.length <= limit) return undefined;
  const live = new Set(pods.map((pod) => pod.metadata.labels?.[REVISION_HASH]));
  const oldest = old.find((one) => !live.has(one.metadata.labels?.[REVISION_HASH]));
  return (
    oldest && {
      cause: { object: keyOf(set), field: ['spec', 'revisionHistoryLimit'] },
      why: why('cluster.daemonset.cleaned', { daemonSet: set.metadata.name, revision: oldest.metadata.name, limit }),
      writes: [{ verb: 'delete', key: keyOf(oldest) }],
    }
  );
}
