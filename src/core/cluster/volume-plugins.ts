import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Context, Controller, Deed } from './controller.js';
import type { VolumeMark } from './types.js';

/** Why a node, or every node, cannot take a pod because of its volumes, in the scheduler's words. */
export interface VolumeRejection {
  readonly reasons: readonly string[];
  readonly resolvable: boolean;
  readonly cause: Cause;
  /** Which stage of a volume's way it holds up. */
  readonly volume?: VolumeMark;
  /** What is to be said of the pod, where more is known than that no node can take it. */
  readonly why?: Message;
}

/** Why volumes could not be bound for the node that was chosen: the error of the PreBind plug-in, in its words. */
export interface BindingFailure {
  readonly failed: string;
  readonly why: Message;
  readonly cause: Cause;
  readonly volume: VolumeMark;
  /** After how many milliseconds it is worth another try; Infinity: not before something changes. */
  readonly pause: number;
}

/** What the volumes of one pod ask of nodes, found once for all of them. */
export interface VolumeNeeds {
  /** Set: no node will do, whatever it is (a claim is missing, or must be bound first). */
  readonly unschedulable?: VolumeRejection;
  filter(node: Node): VolumeRejection | undefined;
}

/**
 * The storage plug-ins of the scheduler, as its framework has them: VolumeRestrictions, NodeVolumeLimits, VolumeBinding, VolumeZone
 * (`pkg/scheduler/apis/config/v1/default_plugins.go`). The scheduler calls them and knows nothing of volumes.
 */
export interface VolumeScheduling {
  /** What may let waiting pods fit, besides pods and nodes: wakes them. */
  readonly watches: Controller['watches'];
  /** PreFilter. Undefined when the pod has no volumes that matter. */
  needs(context: Context, pod: Pod): VolumeNeeds | undefined;
  /**
   * Reserve and PreBind for a chosen node: the next write that must be made before the pod may be bound (a claimRef, the annotation
   * `selected-node`), `wait` while its claims are not bound, a failure when the choice cannot be kept, `ready` when nothing is missing.
   */
  preBind(context: Context, pod: Pod, node: Node): Deed | 'wait' | BindingFailure | 'ready';
}

/** What the kubelet found when it looked after the volumes of a pod. A number: look again at that moment of the clock. */
export type VolumeWork = { readonly deed: Deed } | { readonly again: number } | 'wait' | 'done';

/**
 * The volume manager of the kubelets (`pkg/kubelet/volumemanager`): the kubelet asks it before it starts containers and after they have
 * ended, and knows nothing of volumes.
 */
export interface PodVolumes {
  /** What may let waiting pods go on, besides the pod itself: wakes the kubelet with the pod's key. */
  readonly watches: Controller['watches'];
  /** The next thing to do until every volume of the pod is mounted (`WaitForAttachAndMount`). */
  mount(context: Context, pod: Pod, node: Node): VolumeWork;
  /** The next thing to do until no volume of the pod is mounted (`WaitForUnmount`). `pod` is undefined where the API has forgotten it. */
  unmount(context: Context, key: ObjectKey, uid: string, node: string, pod: Pod | undefined): VolumeWork;
  /** What goes on while the containers run: volumes that are expanded on the node, and limits that are exceeded. */
  tend(context: Context, pod: Pod, node: Node): { readonly deed: Deed } | { readonly evict: Eviction } | undefined;
}

/** Why the kubelet ends a pod to save its node. */
export interface Eviction {
  readonly message: string;
  readonly cause: Cause;
}

/** A cluster without storage: no pod waits for a volume. */
export const NO_SCHEDULING: VolumeScheduling = {
  watches: {},
  needs: () => undefined,
  preBind: () => 'ready',
};

export const NO_VOLUMES: PodVolumes = {
  watches: {},
  mount: () => 'done',
  unmount: () => 'done',
  tend: () => undefined,
};
