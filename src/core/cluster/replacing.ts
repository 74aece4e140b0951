import type { FieldPath } from '../api/field-path.js';
import type { ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { changedField, existingField } from './changed-field.js';
import type { Context } from './controller.js';
import type { Machine } from './machine.js';
import { mergeApplied } from './merge.js';
import type { Refusal } from './types.js';
import { why } from './why.js';

/** A manifest that waits for its old pod to be gone, and the field that made the difference. */
export interface Replacement {
  readonly given: KubeObject;
  readonly field: FieldPath;
}

const memory = (key: ObjectKey) => `replacing/${key}`;

/** Whether an update of a pod is refused only because a pod's spec is fixed once it exists. */
export function onlySpecRefused(refusal: Refusal): boolean {
  return refusal.field[0] === 'spec' && /pod updates may not|may not be changed|must not update/.test(refusal.message);
}

/** `kubectl replace --force`: deletes the pod now; the new one is made when the old one has ended. */
export function startReplacement(machine: Machine, key: ObjectKey, given: KubeObject, admitted: KubeObject): void {
  const { context } = machine;
  const live = context.get(key);
  if (!live) return;
  const field = changedField(live, mergeApplied(undefined, live, admitted));
  context.remember(memory(key), { given, field } satisfies Replacement);
  const kept = existingField(live, field);
  machine.record(
    {
      cause: { object: key, field: kept.length > 0 ? kept : ['metadata', 'name'] },
      why: why('cluster.kubectl.replaced', { kind: given.kind, name: given.metadata.name }),
      writes: [{ verb: 'delete', key }],
    },
    'kubectl',
  );
}

export function replacementOf(context: Pick<Context, 'recall'>, key: ObjectKey): Replacement | undefined {
  return context.recall<Replacement>(memory(key));
}

export function isReplacing(context: Pick<Context, 'recall'>, key: ObjectKey): boolean {
  return replacementOf(context, key) !== undefined;
}

export function forgetReplacement(context: Pick<Context, 'remember'>, key: ObjectKey): void {
  context.remember(memory(key), undefined);
}
