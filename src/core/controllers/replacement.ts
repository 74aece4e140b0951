import { keyOf, type ObjectKey } from '../api/key.js';
import type { Controller } from '../cluster/controller.js';
import { admit } from '../cluster/admission.js';
import { existingField } from '../cluster/changed-field.js';
import { forgetReplacement, isReplacing, replacementOf } from '../cluster/replacing.js';
import { why } from '../cluster/why.js';

/**
 * The second half of `kubectl replace --force`: when the old pod is gone, kubectl makes the new one. Models `forceReplace` of
 * `staging/src/k8s.io/kubectl/pkg/cmd/replace/replace.go`.
 */
export const replacement: Controller = {
  name: 'kubectl',
  watches: {
    Pod({ key, after }, wake, context) {
      if (!after && isReplacing(context, key)) wake(key);
    },
  },
  reconcile(podKey, context) {
    const key = podKey as ObjectKey;
    const waiting = replacementOf(context, key);
    if (!waiting || context.get(key)) return undefined;
    forgetReplacement(context, key);
    const { given } = waiting;
    const admitted = admit(context, given, undefined);
    if ('refusal' in admitted) return undefined;
    const field = existingField(admitted.object, waiting.field);
    return {
      cause: { object: keyOf(given), field: field.length > 0 ? field : ['metadata', 'name'] },
      why: why('cluster.kubectl.recreated', { kind: given.kind, name: given.metadata.name }),
      writes: [{ verb: 'create', object: admitted.object }],
    };
  },
};
