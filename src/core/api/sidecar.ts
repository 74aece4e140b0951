import type { Container, PodSpec } from './pod.js';

/**
 * Whether an init container is a sidecar: it is started in its turn and then stays, where others must end first (`IsRestartableInitContainer` of
 * pkg/api/v1/pod/util.go).
 */
export function isSidecar({ restartPolicy }: Pick<Container, 'restartPolicy'>): boolean {
  return restartPolicy === 'Always';
}

/** A pod's sidecars with their places among its init containers. */
export function sidecarsOf(
  spec: Pick<PodSpec, 'initContainers'>,
): readonly { readonly container: Container; readonly index: number }[] {
  return (spec.initContainers ?? []).flatMap((container, index) =>
    isSidecar(container) ? [{ container, index }] : [],
  );
}
