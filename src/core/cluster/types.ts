import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { KubeObject } from '../api/meta.js';

/** A node of the settings panel. A Node document in the manifests overrides or adds to these. */
export interface NodeSetting {
  readonly name: string;
  readonly controlPlane: boolean;
  readonly cpu: string;
  readonly memory: string;
  readonly zone: string;
}

/** What the learner can set about the cluster, outside manifests. All of it is part of a link. */
export interface ClusterSettings {
  readonly nodes: readonly NodeSetting[];
  readonly podCIDR: string;
  readonly nodeMask: number;
  readonly serviceCIDR: string;
  /** The network of the nodes themselves; the n-th node gets the (10 + n)-th address. */
  readonly nodeCIDR: string;
  readonly clusterDomain: string;
  readonly seed: number;
  /**
   * Who answers for Services of type LoadBalancer. `none` (when absent): nobody, they stay pending. `vip`: a cloud's pass-through balancer,
   * which delivers packets to nodes with the balancer's address still on them. `proxy`: a cloud's proxy, which opens connections to node ports.
   */
  readonly loadBalancer?: 'none' | 'vip' | 'proxy';
  /** Whether the network provider enforces NetworkPolicies (`enforced`, when absent) or accepts them and does nothing. */
  readonly networkPolicy?: 'enforced' | 'ignored';
}

/** An Event in the words of the component that writes it (English, as Kubernetes has it). */
export interface ClusterEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly object: ObjectKey;
  /** Of the object, set when the Event is written: one that is made anew under the same name has Events of its own. */
  readonly uid?: string;
}

/** What became of one object: no `before` is a creation, no `after` a deletion. */
export interface Change {
  readonly key: ObjectKey;
  readonly before: KubeObject | undefined;
  readonly after: KubeObject | undefined;
}

/**
 * One entry of the journal: what one component did at one moment of the virtual clock (milliseconds since the cluster began).
 * `by` is the component's real name: `kubectl`, `deployment-controller`, `replicaset-controller`, `default-scheduler`, `kubelet`, `endpointslice-controller` …
 */
export interface Step {
  readonly t: number;
  readonly by: string;
  readonly cause: Cause;
  readonly why: Message;
  readonly changes: readonly Change[];
  readonly event?: ClusterEvent;
  /** Set where the step is one of a volume's way. */
  readonly volume?: VolumeMark;
}

/** The stages of a volume's way, out and back; `write` and `lose` are what happens to the files in it. */
export type VolumeStepKind =
  | 'provision'
  | 'bind'
  | 'attach'
  | 'stage'
  | 'publish'
  | 'unpublish'
  | 'unstage'
  | 'detach'
  | 'reclaim'
  | 'expand'
  | 'write'
  | 'lose';

/** Which stage of which volume's way a step is. Whatever of it is not known at that stage is absent. */
export interface VolumeMark {
  readonly kind: VolumeStepKind;
  readonly pod?: ObjectKey;
  readonly claim?: ObjectKey;
  readonly volume?: ObjectKey;
  readonly class?: ObjectKey;
  readonly attachment?: ObjectKey;
  readonly node?: string;
  /** The id of the disk behind it. */
  readonly disk?: string;
  /** It was tried and did not come about (yet): the step's Event says why. */
  readonly failed?: boolean;
  /** Files that ceased to exist with this step. */
  readonly lost?: readonly VolumeFile[];
}

/** A file in a volume. Its `id` is of this one file for ever: a copy is another file. */
export interface VolumeFile {
  readonly id: string;
  /** From the root of the volume, without a slash in front: `db/users.txt`. */
  readonly path: string;
  readonly text: string;
  readonly bytes: number;
  /** The pod that wrote it, or the object it is made from (a ConfigMap, a Secret). */
  readonly by: ObjectKey;
  /** When it was written, in milliseconds of the virtual clock. */
  readonly t: number;
}

/** An intervention of the learner. Each has an exact kubectl equivalent (or says that it has none). */
export type Action =
  | { readonly type: 'delete-pod'; readonly pod: ObjectKey; readonly force?: boolean }
  | { readonly type: 'set-readiness'; readonly pod: ObjectKey; readonly ready: boolean }
  | { readonly type: 'crash-container'; readonly pod: ObjectKey; readonly container: string }
  | { readonly type: 'scale'; readonly workload: ObjectKey; readonly replicas: number }
  | { readonly type: 'cordon'; readonly node: string; readonly on: boolean }
  | { readonly type: 'drain'; readonly node: string }
  | { readonly type: 'fail-node'; readonly node: string }
  | { readonly type: 'heal-node'; readonly node: string }
  | { readonly type: 'delete-claim'; readonly claim: ObjectKey }
  | { readonly type: 'delete-volume'; readonly volume: ObjectKey }
  /** `kubectl delete` of any other object. `cascade: orphan` leaves what it owned. */
  | { readonly type: 'delete-object'; readonly object: ObjectKey; readonly orphan?: boolean }
  /** A process in a container writes a file; `path` is where the container sees it: `/data/users.txt`. */
  | {
      readonly type: 'write-file';
      readonly pod: ObjectKey;
      readonly container: string;
      readonly path: string;
      readonly text: string;
    }
  /** Takes `spec.claimRef` (or only its uid) from a Released volume. */
  | { readonly type: 'clear-claim-ref'; readonly volume: ObjectKey }
  /** The taint `node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`. */
  | { readonly type: 'out-of-service'; readonly node: string; readonly on: boolean }
  /** Deletes the VolumeAttachment by hand. */
  | { readonly type: 'detach'; readonly attachment: ObjectKey }
  | { readonly type: 'expand-claim'; readonly claim: ObjectKey; readonly storage: string };

/** Work done so far, exact and free of noise: what tests and benchmarks assert instead of milliseconds. */
export interface WorkCounters {
  readonly documentsParsed: number;
  readonly objectsValidated: number;
  readonly reconciles: number;
  readonly rulesBuilt: number;
  readonly nodesLaidOut: number;
}

/** A read-only look at the cluster at the present moment of its journal. What every pure reader of the cluster takes. */
export interface ClusterView {
  readonly settings: ClusterSettings;
  /** Milliseconds of the virtual clock. */
  readonly clock: number;
  get<T extends KubeObject = KubeObject>(key: ObjectKey): T | undefined;
  /** All objects of a kind, in key order; the same array (by identity) until one of that kind changes. */
  list<T extends KubeObject = KubeObject>(kind: string, namespace?: string): readonly T[];
  /** Whether a machine is cut off at this moment, which its Node object shows only later. Absent: what the Node object says is all there is. */
  isNodeDown?(node: string): boolean;
  /** What components know beside the API at this moment (mounts, disks and their files). Absent: nothing. */
  recall?<T>(key: string): T | undefined;
  /** The keys of everything known beside the API that begin with a prefix, in order. */
  recalled?(prefix: string): readonly string[];
}

/** Why the API server refused an object or an action: its own sentence, and the field. */
export interface Refusal {
  readonly object: ObjectKey;
  readonly field: readonly (string | number)[];
  readonly message: string;
}
