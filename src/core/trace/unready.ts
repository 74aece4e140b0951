import type { FieldPath } from '../api/field-path.js';
import type { Pod } from '../api/pod.js';

/** What keeps a pod from being ready. */
export interface HeldBack {
  /** The container that is not ready; absent where a readiness gate is what is missing. */
  readonly container?: string;
  /** The probe that has not passed; absent where the container does not stay up. */
  readonly probe?: 'readinessProbe' | 'startupProbe';
  readonly field: FieldPath;
}

/**
 * What the kubelet waits for before it calls a pod ready: a container that is started again and again, a startup probe, a readiness probe
 * (`pkg/kubelet/prober/prober_manager.go`, `UpdatePodStatus`), a readiness gate (`pkg/kubelet/status/generate.go`,
 * `GeneratePodReadyCondition`). Undefined when none of these is the reason: somebody made it unready by hand, or it is about to be ready.
 */
export function heldBack({ spec, status }: Pod): HeldBack | undefined {
  for (const one of status.containerStatuses ?? []) {
    if (one.ready) continue;
    const index = spec.containers.findIndex(({ name }) => name === one.name);
    const container = spec.containers[index];
    if (container === undefined) continue;
    const field = ['spec', 'containers', index];
    const of = { container: one.name };
    if (one.state.waiting?.reason === 'CrashLoopBackOff') return { ...of, field };
    if (one.state.running === undefined) continue;
    const probe = one.started === true ? 'readinessProbe' : 'startupProbe';
    if (container[probe] !== undefined) return { ...of, probe, field: [...field, probe] };
  }
  const isUngated = status.conditions?.some(
    ({ type, reason }) => type === 'Ready' && reason === 'ReadinessGatesNotReady',
  );
  return isUngated === true ? { field: ['spec', 'readinessGates'] } : undefined;
}
