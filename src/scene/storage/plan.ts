import type {
  CSIDriver,
  DiskSpec,
  ObjectKey,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StorageClass,
} from '../../core/index.js';
import type { Profile } from '../traffic/options.js';
import type { Life } from './lives.js';

/** A place of the picture, and whoever stands there at one time or another: never two at once. */
export interface Cell<L extends Life = Life> {
  readonly lives: L[];
}

export type ClaimCell = Cell<Life<PersistentVolumeClaim>> & { readonly key: ObjectKey };
export type VolumeCell = Cell<Life<PersistentVolume>>;

/** A pod's place on a node. One that is made again there (by the same owner, with the same volumes) takes it over. */
export interface PodSlot {
  readonly id: string;
  /** What it has in common with the others of its owner. */
  readonly make: string;
  /** Empty for pods that never get a node. */
  readonly node: string;
  readonly lives: Life<Pod>[];
  /** The names of its volumes, in the order of the spec. */
  readonly volumes: readonly string[];
  /** Lines kept for files that are on no volume. */
  readonly ownFiles: number;
  readonly rows: Row[];
}

/** What stands at the end of a row, on the node: how a disk comes to it. */
export interface Side {
  readonly kind: 'attachment' | 'staging' | 'disk';
  readonly node: string;
  readonly disks: string[];
}

/** One volume of a pod, or a claim or a volume on its own. */
export interface Row {
  readonly id: string;
  readonly slot: PodSlot | null;
  readonly node: string;
  /** The name of the volume in the pod. */
  readonly name: string;
  claim: ClaimCell | null;
  volume: VolumeCell | null;
  /** Ids of the disks that were ever behind it. */
  readonly disks: string[];
  readonly sides: Side[];
  /** The rows that this one stands for as well, where there are too many to be read. */
  readonly folded: Row[];
}

export interface NodePlan {
  readonly name: string;
  readonly zone: string;
  readonly rows: readonly Row[];
}

/** A zone or a server with the disks that stand there. */
export interface Shelf {
  readonly id: string;
  readonly kind: 'zone' | 'server' | 'cloud';
  readonly name: string;
  readonly disks: readonly string[];
  /** Disks that one card stands for, where there are too many of them. */
  readonly folded: readonly string[];
}

/** A class and who provisions for it. Either may be missing: a driver without a class, a class without a provisioner. */
export interface Source {
  readonly id: string;
  readonly class: Life<StorageClass> | null;
  readonly provisioner: string;
  /** Set where this is the first source of its driver. */
  readonly driver: { readonly key: ObjectKey; readonly lives: readonly Life<CSIDriver>[] } | null;
}

/** Everything that has a place in the Storage lens, for the whole story. */
export interface Plan {
  readonly profile: Profile;
  readonly sources: readonly Source[];
  /** Pods that wait for a node at a time at which the player stops; those that follow each other share a place. */
  readonly waiting: readonly { readonly lives: Life<Pod>[] }[];
  readonly loose: readonly Row[];
  readonly nodes: readonly NodePlan[];
  readonly shelves: readonly Shelf[];
  readonly disks: ReadonlyMap<string, DiskSpec>;
  /** How many lines of files each disk keeps. */
  readonly fileLines: ReadonlyMap<string, number>;
  readonly form: 'card' | 'chip';
}
