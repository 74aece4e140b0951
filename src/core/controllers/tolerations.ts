import type { Taint } from '../api/node.js';
import type { Toleration } from '../api/pod.js';

/** Whether one toleration covers a taint: `Toleration.ToleratesTaint` of `staging/src/k8s.io/api/core/v1/toleration.go`. */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== undefined && toleration.effect !== taint.effect) return false;
  if (toleration.key !== undefined && toleration.key !== '' && toleration.key !== taint.key) return false;
  if (toleration.operator === 'Exists') return true;
  return (toleration.value ?? '') === (taint.value ?? '') && toleration.key === taint.key;
}

/** The first taint with one of these effects that no toleration covers. */
export function untolerated(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly Taint['effect'][],
): Taint | undefined {
  return taints?.find(
    (taint) => effects.includes(taint.effect) && !tolerations?.some((toleration) => tolerates(toleration, taint)),
  );
}

/**
 * How long a pod may stay on a node with these NoExecute taints, in milliseconds: 0 when one is not tolerated at all, Infinity when
 * all are tolerated without a limit. Models `getMinTolerationTime` of `pkg/controller/tainteviction/taint_eviction.go`.
 */
export function toleratedFor(taints: readonly Taint[], tolerations: readonly Toleration[] | undefined): number {
  let least = Infinity;
  for (const taint of taints) {
    const covering = (tolerations ?? []).filter((toleration) => tolerates(toleration, taint));
    if (covering.length === 0) return 0;
    for (const { tolerationSeconds } of covering) {
      if (tolerationSeconds !== undefined) least = Math.min(least, Math.max(0, tolerationSeconds) * 1000);
    }
  }
  return least;
}
