import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { KubeObject } from '../api/meta.js';
import type { Amounts } from './pod-resources.js';
import type { Change, ClusterEvent, ClusterView, VolumeMark } from './types.js';

/** How long news takes from the API server to a watching component, in milliseconds of the virtual clock. */
export const NEWS_MS = 10;

/**
 * A write to the API server. `delete` is a DELETE request (a Pod then ends gracefully); `remove` takes the object away at once, as the
 * kubelet's last DELETE with a grace period of zero does. Both only mark an object that finalizers hold. `orphan: true`: what the
 * object owns is left behind (`propagationPolicy: Orphan`); the garbage collector then takes the owner references away before the object
 * goes. `false`: `Background`, whatever its finalizers say.
 */
export type Write =
  | { readonly verb: 'create'; readonly object: KubeObject }
  | { readonly verb: 'update'; readonly object: KubeObject }
  | { readonly verb: 'delete'; readonly key: ObjectKey; readonly graceSeconds?: number; readonly orphan?: boolean }
  | { readonly verb: 'remove'; readonly key: ObjectKey };

/** What one component does at one moment: at most a few writes that belong together, an Event, and why. */
export interface Deed {
  readonly cause: Cause;
  readonly why: Message;
  readonly writes?: readonly Write[];
  readonly event?: ClusterEvent;
  /** Set where the deed is a stage of a volume's way. */
  readonly volume?: VolumeMark;
  /**
   * After how many milliseconds the controller looks at the key again, to see what comes next; at once unless said. Infinity: not before
   * something changes, as this was all there is to do.
   */
  readonly pause?: number;
  /** The component's name where it is not the controller's own. */
  readonly by?: string;
}

/** Sums over the pods of a node. CPU in thousandths of a core, memory in bytes. */
export interface NodeUsage {
  readonly requested: Amounts;
  /** With defaults for what is not requested, as nodes are scored. */
  readonly scored: Amounts;
}

/** What a controller sees and may do while it looks at one key. */
export interface Context extends ClusterView {
  /** The moment of this look; `clock` is the moment of the last step. */
  readonly now: number;
  /** Keys by an index of `indexes.ts`, in key order. */
  find(index: IndexName, term: string): readonly ObjectKey[];
  /** Counts work that weighs as much as looking at so many objects: what bounds a cluster that is too large. */
  spend(looks: number): void;
  /** What the pods of a node ask for together, ended ones left out. */
  usage(node: string): NodeUsage;
  /** Looks at the key again at a moment (milliseconds of the virtual clock). */
  again(key: string, at: number): void;
  /** What components know outside the API (host-local's files, the kubelet's view of its containers). Plain values, never changed in place. */
  recall<T>(key: string): T | undefined;
  remember(key: string, value: unknown): void;
  /** The keys of everything remembered that begin with a prefix, in order. Walks all of memory. */
  recalled(prefix: string): readonly string[];
  /** A name for a new object: the base and five letters, different for each object of this base. */
  generateName(base: string): string;
}

export type IndexName =
  | 'owner'
  | 'namespace'
  | 'pod-node'
  | 'pod-label'
  | 'orphan'
  | 'pod-owner-node'
  /** Pods with required affinities to other pods: `apart`, those on a node that want others away; `seeking`, those that wait for a place near others. */
  | 'pod-company'
  | 'service-selector'
  | 'service-ip'
  | 'node-port'
  | 'slice-service'
  | 'workload-selector'
  /** Pods by the claims they use: `namespace/claim`. */
  | 'pod-claim'
  /** Claims by class: the name, or `` for none. */
  | 'claim-class'
  /** Claims by the volume their spec names. */
  | 'claim-volume'
  /** Volumes by the claim their claimRef names: `namespace/claim`. */
  | 'volume-claim'
  /** Claims that name no volume yet, by class: the name, or `` for none. */
  | 'claim-waiting'
  /** Volumes anyone may have, by `offerTerm` of `volume-offers.ts`; from the smallest capacity. */
  | 'volume-offer'
  /** VolumeAttachments by node. */
  | 'attachment-node'
  /** VolumeAttachments by volume. */
  | 'attachment-volume';

/** Asks for a key to be looked at, by default as soon as the news has travelled. */
export type Wake = (key: string, delay?: number) => void;

/**
 * A control loop: changes of the kinds it watches wake keys, and `reconcile` compares what is with what should be and does the next
 * thing, one at a time. It keeps nothing between looks but what it `remember`s.
 */
export interface Controller {
  /** The component's real name, as Events have it in `source.component`. */
  readonly name: string;
  /** By kind; `*` hears of every kind. */
  readonly watches: Readonly<Record<string, (change: Change, wake: Wake, context: Context) => void>>;
  reconcile(key: string, context: Context): Deed | undefined;
}
