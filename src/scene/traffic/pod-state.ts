import type { Node, Pod } from '../../core/index.js';
import type { SceneState } from '../types.js';

/** What a thing does now: how it is drawn, and the word for it. */
export interface Condition {
  readonly state: SceneState;
  readonly word: string;
}

/**
 * A pod's state in the words of `kubectl get pods` (STATUS, with READY before it when a running pod is not ready). Follows `printPod`
 * of kubernetes/kubernetes pkg/printers/internalversion/printers.go: the phase, then the reason, then what containers wait for or
 * died of, and Terminating before everything.
 */
export function podCondition(pod: Pod): Condition {
  const { status } = pod;
  if (pod.metadata.deletionTimestamp !== undefined) return { state: 'terminating', word: 'Terminating' };

  let word = status.reason ?? status.phase;
  for (const container of status.containerStatuses ?? []) {
    const reason = container.state.waiting?.reason ?? container.state.terminated?.reason;
    if (reason !== undefined && reason !== '') word = reason;
  }
  if (status.phase === 'Failed' || isFailure(word)) return { state: 'failed', word };
  if (status.phase === 'Succeeded') return { state: 'neutral', word };
  if (status.phase === 'Unknown') return { state: 'not-ready', word };
  if (status.phase !== 'Running' || word !== 'Running') return { state: 'starting', word };
  if (!isReady(pod)) {
    // Init containers that stay, the sidecars, count like the others.
    const sidecars = (status.initContainerStatuses ?? []).filter(({ state }) => state.running !== undefined);
    const all = [...(status.containerStatuses ?? []), ...sidecars];
    return { state: 'not-ready', word: `${all.filter(({ ready }) => ready).length}/${all.length} ${word}` };
  }
  return { state: 'ok', word };
}

function isReady(pod: Pod): boolean {
  return pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Waiting and terminated reasons that mean trouble rather than progress (pkg/kubelet/images/types.go, pkg/kubelet/container). */
function isFailure(word: string): boolean {
  return /BackOff$|^Err|Error$|^OOMKilled$|^InvalidImageName$|^Evicted$/.test(word);
}

/** A node's state as `kubectl get nodes` prints it (`printNode`, the same file). */
export function nodeCondition(node: Node): Condition {
  const ready = node.status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True';
  const word = ready ? 'Ready' : 'NotReady';
  if (node.spec.unschedulable === true) {
    return { state: ready ? 'starting' : 'not-ready', word: `${word},SchedulingDisabled` };
  }
  return { state: ready ? 'ok' : 'not-ready', word };
}
