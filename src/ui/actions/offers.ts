import type { Action } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import type { MessageCode } from '../../messages/index.js';

/** Something that can be done to an object, in the order in which a menu shows it. */
export interface Offer {
  readonly title: MessageCode;
  readonly action: Action;
}

/** What can be done to an object as it is now. */
export function offersFor(object: ObjectSummary): readonly Offer[] {
  const { key, name, state } = object;
  switch (object.kind) {
    case 'Pod':
      return [
        { title: 'ui.action.deletePod', action: { type: 'delete-pod', pod: key } },
        state === 'Running' && object.ready === false
          ? { title: 'ui.action.healReadiness', action: { type: 'set-readiness', pod: key, ready: true } }
          : { title: 'ui.action.failReadiness', action: { type: 'set-readiness', pod: key, ready: false } },
        ...(object.containers ?? []).map((container): Offer => ({
          title: 'ui.action.crash',
          action: { type: 'crash-container', pod: key, container },
        })),
      ];
    case 'Node':
      return [
        state.includes('SchedulingDisabled')
          ? { title: 'ui.action.uncordon', action: { type: 'cordon', node: name, on: false } }
          : { title: 'ui.action.cordon', action: { type: 'cordon', node: name, on: true } },
        { title: 'ui.action.drain', action: { type: 'drain', node: name } },
        state.includes('NotReady')
          ? { title: 'ui.action.healNode', action: { type: 'heal-node', node: name } }
          : { title: 'ui.action.failNode', action: { type: 'fail-node', node: name } },
      ];
    case 'Deployment':
    case 'ReplicaSet': {
      const replicas = object.replicas ?? 1;
      return [
        { title: 'ui.action.scaleUp', action: { type: 'scale', workload: key, replicas: replicas + 1 } },
        { title: 'ui.action.scaleDown', action: { type: 'scale', workload: key, replicas: Math.max(0, replicas - 1) } },
      ];
    }
    default:
      return [];
  }
}

/** The workload behind a pod: the last of its owners, which is the one that is scaled. */
export function workloadOf(object: ObjectSummary, objects: readonly ObjectSummary[]): ObjectSummary | null {
  let workload: ObjectSummary | null = null;
  for (let at: ObjectSummary | undefined = object; at?.owner !== undefined;) {
    const { owner }: ObjectSummary = at;
    at = objects.find(({ key }) => key === owner);
    workload = at ?? workload;
  }
  return workload;
}
