import type { AccessMode, ClaimSpec, VolumeMode } from './claim-spec.js';
import type { Condition, KubeObject, Labels } from './meta.js';
import type { VolumeSource } from './volume.js';

export type { AccessMode, ClaimSpec, VolumeMode } from './claim-spec.js';

export type ReclaimPolicy = 'Retain' | 'Delete' | 'Recycle';
export type VolumePhase = 'Pending' | 'Available' | 'Bound' | 'Released' | 'Failed';
export type ClaimPhase = 'Pending' | 'Bound' | 'Lost';

/** A reference to a claim or a volume. `uid` is absent where a person wrote it by hand. */
export interface ClaimReference {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
}

export interface NodeSelectorRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
  readonly values?: readonly string[];
}

/** Terms are alternatives; the requirements of a term must all hold. */
export interface NodeSelector {
  readonly nodeSelectorTerms: readonly {
    readonly matchExpressions?: readonly NodeSelectorRequirement[];
    readonly matchFields?: readonly NodeSelectorRequirement[];
  }[];
}

export interface CsiVolumeSource {
  readonly driver: string;
  readonly volumeHandle: string;
  readonly readOnly?: boolean;
  readonly fsType?: string;
  readonly volumeAttributes?: Labels;
}

export interface VolumeSpec extends VolumeSource {
  readonly capacity?: Labels;
  readonly accessModes?: readonly AccessMode[];
  readonly claimRef?: ClaimReference;
  readonly persistentVolumeReclaimPolicy: ReclaimPolicy;
  readonly storageClassName?: string;
  readonly volumeMode?: VolumeMode;
  readonly mountOptions?: readonly string[];
  readonly volumeAttributesClassName?: string;
  readonly nodeAffinity?: { readonly required?: NodeSelector };
  readonly local?: { readonly path: string; readonly fsType?: string };
  readonly csi?: CsiVolumeSource;
}

export interface PersistentVolume extends KubeObject {
  readonly kind: 'PersistentVolume';
  readonly spec: VolumeSpec;
  readonly status: {
    readonly phase?: VolumePhase;
    readonly reason?: string;
    readonly message?: string;
    readonly lastPhaseTransitionTime?: string;
  };
}

export type AllocatedResourceStatus =
  | 'ControllerResizeInProgress'
  | 'ControllerResizeInfeasible'
  | 'NodeResizePending'
  | 'NodeResizeInProgress'
  | 'NodeResizeInfeasible';

export interface PersistentVolumeClaim extends KubeObject {
  readonly kind: 'PersistentVolumeClaim';
  readonly spec: ClaimSpec;
  readonly status: {
    readonly phase?: ClaimPhase;
    readonly accessModes?: readonly AccessMode[];
    readonly capacity?: Labels;
    readonly conditions?: readonly Condition[];
    readonly allocatedResources?: Labels;
    readonly allocatedResourceStatuses?: Readonly<Record<string, AllocatedResourceStatus>>;
  };
}

export type VolumeBindingMode = 'Immediate' | 'WaitForFirstConsumer';

export interface TopologySelectorTerm {
  readonly matchLabelExpressions?: readonly { readonly key: string; readonly values: readonly string[] }[];
}

/** Its fields stand at the top, there is no spec. */
export interface StorageClass extends KubeObject {
  readonly kind: 'StorageClass';
  readonly provisioner: string;
  readonly parameters?: Labels;
  readonly reclaimPolicy: ReclaimPolicy;
  readonly mountOptions?: readonly string[];
  readonly allowVolumeExpansion?: boolean;
  readonly volumeBindingMode: VolumeBindingMode;
  readonly allowedTopologies?: readonly TopologySelectorTerm[];
}

export interface VolumeAttachment extends KubeObject {
  readonly kind: 'VolumeAttachment';
  readonly spec: {
    readonly attacher: string;
    readonly nodeName: string;
    readonly source: { readonly persistentVolumeName?: string; readonly inlineVolumeSpec?: VolumeSpec };
  };
  readonly status: {
    readonly attached: boolean;
    readonly attachError?: { readonly time?: string; readonly message?: string };
    readonly detachError?: { readonly time?: string; readonly message?: string };
  };
}

export interface CSIDriver extends KubeObject {
  readonly kind: 'CSIDriver';
  readonly spec: {
    readonly attachRequired?: boolean;
    readonly podInfoOnMount?: boolean;
    readonly fsGroupPolicy?: string;
    readonly storageCapacity?: boolean;
    readonly volumeLifecycleModes?: readonly ('Persistent' | 'Ephemeral')[];
  };
}

export interface CSINode extends KubeObject {
  readonly kind: 'CSINode';
  readonly spec: {
    readonly drivers: readonly {
      readonly name: string;
      readonly nodeID: string;
      readonly topologyKeys?: readonly string[];
      readonly allocatable?: { readonly count?: number };
    }[];
  };
}

/** Kept as data: what volumes show as files. */
export interface ConfigMap extends KubeObject {
  readonly kind: 'ConfigMap';
  readonly data?: Labels;
  readonly binaryData?: Labels;
  readonly immutable?: boolean;
}

/** `data` is base64, as the API stores it; `stringData` is folded into it when it is written. */
export interface Secret extends KubeObject {
  readonly kind: 'Secret';
  readonly type?: string;
  readonly data?: Labels;
  readonly stringData?: Labels;
  readonly immutable?: boolean;
}
