import { keyOf, type ObjectKey } from '../api/key.js';
import type { Controller } from '../cluster/controller.js';
import { admit } from '../cluster/admission.js';
import { isReplacing, takeReplacement } from '../cluster/apply.js';
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
  reconcile(key, context) {
    if (context.get(key as ObjectKey) || !isReplacing(context, key as ObjectKey)) return undefined;
    const given = takeReplacement(context, key as ObjectKey);
    if (!given) return undefined;
    const admitted = admit(context, given, undefined);
    if ('refusal' in admitted) return undefined;
    return {
      cause: { object: keyOf(given), field: ['metadata', 'name'] },
      why: why('cluster.kubectl.recreated', { kind: given.kind, name: given.metadata.name }),
      writes: [{ verb: 'create', object: admitted.object }],
    };
  },
};
