import type { Action } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import type { MessageCode } from '../../messages/index.js';
import type { PanelId } from '../../store/index.js';

/** Something that can be done to an object, in the order in which a menu shows it. */
export interface Offer {
  readonly title: MessageCode;
  readonly params?: Readonly<Record<string, string>>;
  readonly action: Action;
}

/** A panel that has more to say of an object, or asks for what an action needs. */
export interface Look {
  readonly title: MessageCode;
  readonly panel: PanelId;
}

/** What can be done to an object as it is now. */
export function offersFor(object: ObjectSummary): readonly Offer[] {
  const { key } = object;
  switch (object.kind) {
    case 'Pod':
      return podOffers(object);
    case 'Node':
      return nodeOffers(object);
    case 'Deployment':
    case 'ReplicaSet':
      return scaleOffers(object);
    case 'StatefulSet':
      return [
        ...scaleOffers(object),
        { title: 'ui.action.deleteWorkload', action: { type: 'delete-object', object: key } },
        { title: 'ui.action.orphan', action: { type: 'delete-object', object: key, orphan: true } },
      ];
    case 'DaemonSet':
      // One pod for each node: there is no number to scale.
      return [
        { title: 'ui.action.deleteWorkload', action: { type: 'delete-object', object: key } },
        { title: 'ui.action.orphan', action: { type: 'delete-object', object: key, orphan: true } },
      ];
    case 'PersistentVolumeClaim':
      return claimOffers(object);
    case 'PersistentVolume':
      return volumeOffers(object);
    case 'VolumeAttachment':
      return [{ title: 'ui.action.detach', action: { type: 'detach', attachment: key } }];
    case 'StorageClass':
      return [{ title: 'ui.action.deleteClass', action: { type: 'delete-object', object: key } }];
    case 'Service':
      return object.system
        ? []
        : [{ title: 'ui.action.deleteService', action: { type: 'delete-object', object: key } }];
    case 'Ingress':
      return [{ title: 'ui.action.deleteIngress', action: { type: 'delete-object', object: key } }];
    case 'IngressClass':
      return [{ title: 'ui.action.deleteIngressClass', action: { type: 'delete-object', object: key } }];
    case 'NetworkPolicy':
      return [{ title: 'ui.action.deletePolicy', action: { type: 'delete-object', object: key } }];
    case 'CSIDriver':
      return [{ title: 'ui.action.deleteDriver', action: { type: 'delete-object', object: key } }];
    default:
      return [];
  }
}

/** Which panels have more to say of an object. */
export function looksFor({ kind, state }: ObjectSummary): readonly Look[] {
  switch (kind) {
    case 'Pod':
      return state === 'Running' ? [{ title: 'ui.look.write', panel: 'volumes' }] : [];
    case 'PersistentVolumeClaim':
      return [
        { title: state === 'Pending' ? 'ui.look.whyPending' : 'ui.look.board', panel: 'board' },
        { title: 'ui.look.files', panel: 'volumes' },
      ];
    case 'PersistentVolume':
      return [{ title: 'ui.look.files', panel: 'volumes' }];
    case 'Ingress':
      return [
        { title: 'ui.look.route', panel: 'route' },
        { title: 'ui.look.controller', panel: 'controller' },
      ];
    case 'IngressClass':
      return [{ title: 'ui.look.controller', panel: 'controller' }];
    case 'NetworkPolicy':
      return [
        { title: 'ui.look.verdict', panel: 'verdict' },
        { title: 'ui.look.reach', panel: 'reach' },
      ];
    default:
      return [];
  }
}

function podOffers({ key, state, ready, containers }: ObjectSummary): readonly Offer[] {
  return [
    state === 'Terminating'
      ? { title: 'ui.action.forceDeletePod', action: { type: 'delete-pod', pod: key, force: true } }
      : { title: 'ui.action.deletePod', action: { type: 'delete-pod', pod: key } },
    state === 'Running' && ready === false
      ? { title: 'ui.action.healReadiness', action: { type: 'set-readiness', pod: key, ready: true } }
      : { title: 'ui.action.failReadiness', action: { type: 'set-readiness', pod: key, ready: false } },
    ...(containers ?? []).map((container): Offer => ({
      title: 'ui.action.crash',
      action: { type: 'crash-container', pod: key, container },
    })),
  ];
}

function nodeOffers({ name, state, outOfService }: ObjectSummary): readonly Offer[] {
  const isDown = state.includes('NotReady');
  return [
    state.includes('SchedulingDisabled')
      ? { title: 'ui.action.uncordon', action: { type: 'cordon', node: name, on: false } }
      : { title: 'ui.action.cordon', action: { type: 'cordon', node: name, on: true } },
    { title: 'ui.action.drain', action: { type: 'drain', node: name } },
    isDown
      ? { title: 'ui.action.healNode', action: { type: 'heal-node', node: name } }
      : { title: 'ui.action.failNode', action: { type: 'fail-node', node: name } },
    // The taint says that somebody has seen the machine to be off: on a living node it would be a lie that loses data.
    ...(isDown && outOfService !== true
      ? [{ title: 'ui.action.outOfService', action: { type: 'out-of-service', node: name, on: true } } as const]
      : []),
    ...(outOfService === true
      ? [{ title: 'ui.action.backInService', action: { type: 'out-of-service', node: name, on: false } } as const]
      : []),
  ];
}

function scaleOffers({ key, replicas = 1 }: ObjectSummary): readonly Offer[] {
  return [
    { title: 'ui.action.scaleUp', action: { type: 'scale', workload: key, replicas: replicas + 1 } },
    { title: 'ui.action.scaleDown', action: { type: 'scale', workload: key, replicas: Math.max(0, replicas - 1) } },
  ];
}

function claimOffers({ key, state, storage }: ObjectSummary): readonly Offer[] {
  const larger = twice(storage?.size);
  return [
    ...(state === 'Bound' && larger !== null
      ? [
          {
            title: 'ui.action.expand',
            params: { storage: larger },
            action: { type: 'expand-claim', claim: key, storage: larger },
          } as const,
        ]
      : []),
    ...(state === 'Terminating'
      ? []
      : [{ title: 'ui.action.deleteClaim', action: { type: 'delete-claim', claim: key } } as const]),
  ];
}

function volumeOffers({ key, state, storage }: ObjectSummary): readonly Offer[] {
  const freed = storage?.bound !== undefined && (state === 'Released' || state === 'Failed');
  return [
    ...(freed ? [{ title: 'ui.action.clearClaimRef', action: { type: 'clear-claim-ref', volume: key } } as const] : []),
    ...(state === 'Terminating'
      ? []
      : [{ title: 'ui.action.deleteVolume', action: { type: 'delete-volume', volume: key } } as const]),
  ];
}

/** A size twice as large, in the unit it is written in: `5Gi` → `10Gi`; null where it is not written as a plain number and a unit. */
function twice(size: string | undefined): string | null {
  const match = /^(\d{1,12})([A-Za-z]{0,2})$/.exec(size ?? '');
  return match === null ? null : `${2 * Number(match[1])}${match[2] ?? ''}`;
}

/** The workload behind a pod: the last of its owners, which is the one that is scaled. */
export function workloadOf(object: ObjectSummary, objects: readonly ObjectSummary[]): ObjectSummary | null {
  if (object.kind !== 'Pod' && object.kind !== 'ReplicaSet') return null;
  let workload: ObjectSummary | null = null;
  // A manifest may make an object its own owner, or two each other's.
  const seen = new Set<ObjectSummary>();
  for (let at: ObjectSummary | undefined = object; at?.owner !== undefined && !seen.has(at);) {
    seen.add(at);
    const { owner }: ObjectSummary = at;
    at = objects.find(({ key }) => key === owner);
    workload = at ?? workload;
  }
  return workload;
}
