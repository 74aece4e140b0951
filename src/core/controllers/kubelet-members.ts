import type { FieldPath } from '../api/field-path.js';
import { lastingContainers } from '../api/listening.js';
import type { Container, Pod } from '../api/pod.js';
import { isSidecar } from '../api/sidecar.js';
import { NEVER_RAN, type ContainerRun, type PodRun } from './kubelet-runtime.js';

/** A container that stays, and what its kubelet knows of it. */
export interface Member {
  readonly list: 'containers' | 'initContainers';
  readonly index: number;
  readonly container: Container;
  readonly run: ContainerRun;
}

/** The containers of a pod, then its sidecars. */
export function membersOf(pod: Pod, run: PodRun): readonly Member[] {
  return lastingContainers(pod.spec).map((one) => ({ ...one, run: runOf(run, one) }));
}

export function runOf(run: PodRun, { list, index }: Pick<Member, 'list' | 'index'>): ContainerRun {
  return (list === 'containers' ? run.containers[index] : run.sidecars?.[index]) ?? NEVER_RAN;
}

export function withMember(run: PodRun, { list, index }: Pick<Member, 'list' | 'index'>, next: ContainerRun): PodRun {
  if (list === 'initContainers') return { ...run, sidecars: { ...run.sidecars, [index]: next } };
  return { ...run, containers: run.containers.map((one, i) => (i === index ? next : one)) };
}

export function fieldOf({ list, index }: Pick<Member, 'list' | 'index'>, ...rest: FieldPath): FieldPath {
  return ['spec', list, index, ...rest];
}

/**
 * Whether the sidecar that had its turn last holds up what comes after it: its startup probe has yet to succeed (`computeInitContainerActions` of
 * pkg/kubelet/kuberuntime/kuberuntime_container.go).
 */
export function isHeldUp(pod: Pod, run: PodRun): boolean {
  const index = run.initDone - 1;
  const last = pod.spec.initContainers?.[index];
  if (!last?.startupProbe || !isSidecar(last)) return false;
  return run.sidecars?.[index]?.passedAt === undefined && run.containers.every(({ state }) => state === 'waiting');
}
