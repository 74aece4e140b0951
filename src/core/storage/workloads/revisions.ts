import type { Pod } from '../../api/pod.js';
import type { ControllerRevision, StatefulSet } from '../../api/workload.js';
import { keyOf } from '../../api/key.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { canonicalJson, fnv1a, safeEncode } from '../../cluster/seeded.js';
import { why } from '../../cluster/why.js';
import {
  adoptRevision,
  keepRevision,
  revisionOfTemplate,
  revisionsOf,
} from '../../cluster/workloads/revision-history.js';
import { revisionOf } from './identity.js';

/** The revision that most pods have, and the one they are to have. */
export interface Revisions {
  readonly all: readonly ControllerRevision[];
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
}

const DEFAULT_HISTORY = 10;

/** `ControllerRevisionHashLabel` of `pkg/controller/history/controller_history.go`. */
const HASH_LABEL = 'controller.kubernetes.io/hash';

/**
 * The current and the update revision, or the deed that makes the latter: a new template is a new revision, one that was there before
 * moves to the end. Models `getStatefulSetRevisions` of `pkg/controller/statefulset/stateful_set_control.go`. The hash is FNV-1a as the
 * real one, but over our own text of the template, so the letters differ from a real cluster's.
 */
export function settleRevisions(context: Context, set: StatefulSet): Revisions | Deed {
  const statefulSet = set.metadata.name;
  const adopted = adoptRevision(context, set, (revision) =>
    why('cluster.statefulset.adoptedRevision', { statefulSet, revision }),
  );
  if (adopted) return adopted;
  const all = revisionsOf(context, set);
  const latest = all.at(-1);
  const update = revisionOfTemplate(all, set);
  if (!update || update !== latest) {
    const number = (latest?.revision ?? 0) + 1;
    const hash = safeEncode(String(fnv1a(canonicalJson(set.spec.template))));
    return keepRevision(set, update, number, [HASH_LABEL, hash], (revision) =>
      why(update ? 'cluster.statefulset.rolledBack' : 'cluster.statefulset.revision', {
        statefulSet,
        revision,
        number,
      }),
    );
  }
  const current = all.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update;
  return { all, current, update };
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
