import type { Cause } from '../api/cause.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { ClaimPhase, VolumePhase } from '../api/storage.js';
import type { VolumeFile, VolumeMark } from '../cluster/types.js';

/** What a claim asks of a volume, in the order in which the binder looks at it. */
export type RequirementName =
  | 'claimRef'
  | 'capacity'
  | 'volumeMode'
  | 'volumeAttributesClass'
  | 'deletion'
  | 'accessModes'
  | 'phase'
  | 'selector'
  | 'storageClass'
  | 'nodeAffinity';

/** One requirement against one volume: what was asked, what the volume has, and the fields that say so. */
export interface Requirement {
  readonly name: RequirementName;
  /** `unasked`: the binder does not look at it for this claim (a selector of a claim that names its volume; affinity before a node is chosen). */
  readonly result: 'met' | 'failed' | 'unasked';
  /** As Kubernetes writes the values: `1Gi`, `ReadWriteOnce`, `fast`, `release=stable`. Empty where there is nothing. */
  readonly wanted: string;
  readonly found: string;
  /** The field of the claim (or the pod's node) that asks, and the field of the volume that answers. Each exists, or is the nearest that does. */
  readonly asks: Cause;
  readonly answers: Cause;
}

/** A claim against one volume. */
export interface CandidateVerdict {
  readonly volume: ObjectKey;
  readonly requirements: readonly Requirement[];
  /** `chosen`; `fits` but another one was taken; `rejected`. */
  readonly outcome: 'chosen' | 'fits' | 'rejected';
  /** Why this outcome, in one sentence: the first requirement that failed, or why another volume was better. */
  readonly why: Message;
}

/** The matchmaking of one claim at one moment: the decision, and every volume with its reasons. */
export interface MatchBoard {
  readonly claim: ObjectKey;
  readonly phase: ClaimPhase;
  /** The volume it has, or would be given now. */
  readonly chosen: ObjectKey | null;
  /** Why it and not another; or why none. */
  readonly why: Message;
  /** The Event that the claim shows for it, in Kubernetes' own words. */
  readonly event: string | null;
  /** The chain behind a claim that waits: each because of the next. */
  readonly chain: readonly { readonly why: Message; readonly cause: Cause }[];
  /** Every volume, the chosen first, then those that fit, then by how many requirements they meet. */
  readonly candidates: readonly CandidateVerdict[];
}

/** What is behind a volume: a directory, memory, a disk in a zone, a share of a server. It is outside the API. */
export interface Disk {
  /** `gce-pd/mongodb`, `worker-1:/var/lib/kubelet/pods/<uid>/volumes/kubernetes.io~empty-dir/cache`. */
  readonly id: string;
  readonly kind: 'empty-dir' | 'tmpfs' | 'host-path' | 'local' | 'network-disk' | 'network-share' | 'api';
  /** Who made it and who knows how to attach it: a CSI driver, or `kubernetes.io/nfs` and the like. */
  readonly driver?: string;
  /** Where it is. A zone is the value of `topology.kubernetes.io/zone`. `api`: what it shows is kept by the API server. */
  readonly place:
    { readonly node: string } | { readonly zone: string } | { readonly server: string } | { readonly everywhere: true };
  /** Bytes it can hold; absent: as much as its place has. */
  readonly bytes?: number;
  readonly files: readonly VolumeFile[];
}

/** A volume of a pod, mounted on a node. */
export interface Mount {
  readonly pod: ObjectKey;
  readonly uid: string;
  readonly node: string;
  /** The name of the volume in the pod's spec. */
  readonly name: string;
  readonly disk: string;
  readonly readOnly: boolean;
  readonly claim?: ObjectKey;
  readonly volume?: ObjectKey;
}

/** A disk's global mount on a node, once for all pods there. */
export interface Staging {
  readonly node: string;
  readonly disk: string;
  readonly volume?: ObjectKey;
}

/** Everything about volumes that is not in the API, at one moment. */
export interface StorageWorld {
  readonly disks: readonly Disk[];
  readonly mounts: readonly Mount[];
  readonly stagings: readonly Staging[];
}

/** A volume of a pod with everything behind it, as far as it exists: what the Storage lens draws in one line. */
export interface VolumeChain {
  readonly pod: ObjectKey | null;
  /** The name in the pod's spec, and where each container sees it. */
  readonly name: string;
  readonly mountedAt: readonly { readonly container: string; readonly path: string }[];
  /** The field of the pod that is its source: `gcePersistentDisk`, `persistentVolumeClaim`. */
  readonly source: string;
  readonly claim: ObjectKey | null;
  readonly claimPhase: ClaimPhase | null;
  readonly volume: ObjectKey | null;
  readonly volumePhase: VolumePhase | null;
  readonly class: ObjectKey | null;
  readonly attachment: ObjectKey | null;
  readonly node: string | null;
  readonly disk: Disk | null;
  readonly stage: 'none' | 'bound' | 'attached' | 'staged' | 'published';
  readonly cause: Cause;
}

/** One row of the table of what survives: a kind of volume. */
export type SurvivalKind =
  | 'emptyDir'
  | 'emptyDirMemory'
  | 'hostPath'
  | 'configMap'
  | 'ephemeral'
  | 'local'
  | 'networkDiskRetain'
  | 'networkDiskDelete'
  | 'nfs'
  | 'gcePersistentDisk'
  | 'statefulSet';

/** What happens to it. */
export type SurvivalEvent =
  'killContainer' | 'deletePod' | 'reschedule' | 'deleteClaim' | 'failNode' | 'failNodeOutOfService';

export interface Survival {
  readonly kind: SurvivalKind;
  readonly event: SurvivalEvent;
  /**
   * `survives`: a container of the workload reads the file again. `kept`: the file exists, but nobody can read it now (Released volume,
   * another node, a node that is down). `lost`: it does not exist any more. `impossible`: there is nothing to do it to.
   */
  readonly outcome: 'survives' | 'kept' | 'lost' | 'impossible';
  readonly why: Message;
}

/** A stage of a volume's way as the player shows it: which step of the journal it is. */
export interface VolumeStep {
  readonly step: number;
  readonly mark: VolumeMark;
  readonly t: number;
  readonly by: string;
  readonly why: Message;
  readonly cause: Cause;
}
