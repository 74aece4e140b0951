import type { KubeObject } from '../../api/meta.js';
import type { Pod } from '../../api/pod.js';
import type { ControllerRevision, StatefulSet } from '../../api/workload.js';
import { keyOf } from '../../api/key.js';
import { matchesSelector } from '../../api/labels.js';
import { controllerOf } from '../../cluster/indexes.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { deepEqual } from '../../cluster/deep.js';
import { canonicalJson, fnv1a, safeEncode } from '../../cluster/seeded.js';
import { why } from '../../cluster/why.js';
import { controllerRef, revisionOf } from './identity.js';

/** The revision that most pods have, and the one they are to have. */
export interface Revisions {
  readonly all: readonly ControllerRevision[];
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
}

const DEFAULT_HISTORY = 10;

/** The revisions of a set, oldest first (`history.SortControllerRevisions`). */
function revisionsOf(context: Context, set: StatefulSet): readonly ControllerRevision[] {
  return context
    .find('owner', set.metadata.uid ?? '')
    .flatMap((key) => {
      const revision = context.get<ControllerRevision>(key);
      return revision?.kind === 'ControllerRevision' ? [revision] : [];
    })
    .toSorted((a, b) => a.revision - b.revision);
}

/**
 * The current and the update revision, or the deed that makes the latter: a new template is a new revision, one that was there before
 * moves to the end. Models `getStatefulSetRevisions` of `pkg/controller/statefulset/stateful_set_control.go`. The hash is FNV-1a as the
 * real one, but over our own text of the template, so the letters differ from a real cluster's.
 */
export function settleRevisions(context: Context, set: StatefulSet): Revisions | Deed {
  const adopted = adoptRevision(context, set);
  if (adopted) return adopted;
  const all = revisionsOf(context, set);
  const { template } = set.spec;
  const latest = all.at(-1);
  const update = all.findLast(({ data }) => deepEqual(data.spec.template, template));
  if (!update || update !== latest) return newRevision(set, update, (latest?.revision ?? 0) + 1);
  const current = all.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update;
  return { all, current, update };
}

/** Revisions that an earlier set of this name left behind are this one's again (`AdoptOrphanRevisions`). */
function adoptRevision(context: Context, set: StatefulSet): Deed | undefined {
  const { name, namespace, uid } = set.metadata;
  const orphan = context
    .list<ControllerRevision>('ControllerRevision', namespace)
    .find((one) => !controllerOf(one) && matchesSelector(set.spec.selector, one.metadata.labels));
  if (!orphan || uid === undefined) return undefined;
  const ownerReferences = [
    ...(orphan.metadata.ownerReferences ?? []),
    controllerRef('apps/v1', 'StatefulSet', set.metadata),
  ];
  return {
    cause: { object: keyOf(set), field: ['spec', 'selector'] },
    why: why('cluster.statefulset.adoptedRevision', { statefulSet: name, revision: orphan.metadata.name }),
    writes: [
      { verb: 'update', object: { ...orphan, metadata: { ...orphan.metadata, ownerReferences } } as KubeObject },
    ],
  };
}

function newRevision(set: StatefulSet, equal: ControllerRevision | undefined, number: number): Deed {
  const { name, namespace } = set.metadata;
  const { template } = set.spec;
  const hash = safeEncode(String(fnv1a(canonicalJson(template))));
  const object: ControllerRevision = equal
    ? { ...equal, revision: number }
    : {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        metadata: {
          name: `${name}-${hash}`,
          namespace: namespace ?? 'default',
          labels: { ...template.metadata?.labels, 'controller.kubernetes.io/hash': hash },
          ownerReferences: [controllerRef('apps/v1', 'StatefulSet', set.metadata)],
        },
        data: { spec: { template } },
        revision: number,
      };
  return {
    cause: { object: keyOf(set), field: ['spec', 'template'] },
    why: why(equal ? 'cluster.statefulset.rolledBack' : 'cluster.statefulset.revision', {
      statefulSet: name,
      revision: object.metadata.name,
      number,
    }),
    writes: [{ verb: equal ? 'update' : 'create', object }],
  };
}

/** Deletes the oldest revision that nothing has any more, where there are too many (`truncateHistory`). */
export function forgetRevision(
  set: StatefulSet,
  { all, current, update }: Revisions,
  pods: readonly Pod[],
): Deed | undefined {
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionOf)]);
  const old = all.filter(({ metadata }) => !live.has(metadata.name));
  const limit = set.spec.revisionHistoryLimit ?? DEFAULT_HISTORY;
  const [oldest] = old;
  if (!oldest || old.length <= limit) return undefined;
  return {
    cause: {
      object: keyOf(set),
      field: set.spec.revisionHistoryLimit === undefined ? ['spec'] : ['spec', 'revisionHistoryLimit'],
    },
    why: why('cluster.statefulset.cleaned', { statefulSet: set.metadata.name, revision: oldest.metadata.name, limit }),
    writes: [{ verb: 'delete', key: keyOf(oldest) }],
  };
}
