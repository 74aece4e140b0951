import { keyOf } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import type { ControllerRevision, DaemonSet } from '../api/workload.js';
import type { Context, Deed } from '../cluster/controller.js';
import { why } from '../cluster/why.js';
import { adoptRevision, keepRevision, revisionOfTemplate, revisionsOf } from '../cluster/workloads/revision-history.js';
import { REVISION_HASH } from './daemonset-sight.js';
import { templateHash } from './deployment-hash.js';

/** The revision of the template of now, and those of earlier ones, oldest first. */
export interface DaemonRevisions {
  readonly hash: string;
  readonly old: readonly ControllerRevision[];
}

/**
 * The revisions of a set, or the deed that brings them about: a new template is kept as a new one, one that was there before becomes the
 * newest again. Models `constructHistory` of `pkg/controller/daemon/update.go`; two revisions of one template do not come about here.
 */
export function settleRevisions(context: Context, set: DaemonSet): DaemonRevisions | Deed {
  const daemonSet = set.metadata.name;
  const adopted = adoptRevision(context, set, (revision) =>
    why('cluster.daemonset.adoptedRevision', { daemonSet, revision }),
  );
  if (adopted) return adopted;
  const all = revisionsOf(context, set);
  const current = revisionOfTemplate(all, set);
  const old = all.filter((one) => one !== current);
  const number = (old.at(-1)?.revision ?? 0) + 1;
  if (current && current.revision >= number) return { hash: current.metadata.labels?.[REVISION_HASH] ?? '', old };
  return keepRevision(set, current, number, [REVISION_HASH, templateHash(set.spec.template)], (revision) =>
    why(current ? 'cluster.daemonset.rolledBack' : 'cluster.daemonset.revision', { daemonSet, revision, number }),
  );
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
