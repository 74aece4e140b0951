import { keyOf } from '../../api/key.js';
import { matchesSelector } from '../../api/labels.js';
import type { Message } from '../../api/message.js';
import type { ControllerRevision, DaemonSet, StatefulSet } from '../../api/workload.js';
import type { Context, Deed } from '../controller.js';
import { deepEqual } from '../deep.js';
import { adopted, controllerOf, controllerRef, ownedBy } from '../ownership.js';

/** The revisions of a set, oldest first (`SortControllerRevisions` of `pkg/controller/history/controller_history.go`). */
export function revisionsOf(context: Context, set: DaemonSet | StatefulSet): ControllerRevision[] {
  return ownedBy<ControllerRevision>(context, set, 'ControllerRevision').toSorted((a, b) => a.revision - b.revision);
}

/** The newest of these that keeps the set's template of now (`FindEqualRevisions`). */
export function revisionOfTemplate(
  revisions: readonly ControllerRevision[],
  { spec: { template } }: DaemonSet | StatefulSet,
): ControllerRevision | undefined {
  return revisions.findLast(({ data }) => deepEqual(data.spec.template, template));
}

/** Revisions that an earlier set of this name left behind become this one's (`AdoptOrphanRevisions`). `say` words it. */
export function adoptRevision(
  context: Context,
  set: DaemonSet | StatefulSet,
  say: (revision: string) => Message,
): Deed | undefined {
  const orphan = context
    .list<ControllerRevision>('ControllerRevision', set.metadata.namespace)
    .find((one) => !controllerOf(one) && matchesSelector(set.spec.selector, one.metadata.labels));
  return (
    orphan && {
      cause: { object: keyOf(set), field: ['spec', 'selector'] },
      why: say(orphan.metadata.name),
      writes: [{ verb: 'update', object: adopted(orphan, set) }],
    }
  );
}

/**
 * Makes the template of now the newest revision: an equal one gets the number (`UpdateControllerRevision`), else a new one keeps the
 * template (`NewControllerRevision`), labelled with its hash. `say` words it.
 */
export function keepRevision(
  set: DaemonSet | StatefulSet,
  equal: ControllerRevision | undefined,
  number: number,
  [label, hash]: readonly [label: string, hash: string],
  say: (revision: string) => Message,
): Deed {
  const { name, namespace = 'default' } = set.metadata;
  const { template } = set.spec;
  const object: ControllerRevision = equal
    ? { ...equal, revision: number }
    : {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        metadata: {
          name: `${name}-${hash}`,
          namespace,
          labels: { ...template.metadata?.labels, [label]: hash },
          ownerReferences: [controllerRef(set)],
        },
        data: { spec: { template } },
        revision: number,
      };
  return {
    cause: { object: keyOf(set), field: ['spec', 'template'] },
    why: say(object.metadata.name),
    writes: [{ verb: equal ? 'update' : 'create', object }],
  };
}
