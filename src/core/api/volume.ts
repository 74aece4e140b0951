import type { ClaimSpec } from './claim-spec.js';
import type { ObjectMeta } from './meta.js';

/** Where a container sees a volume. */
export interface VolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

/** Where a container sees a volume of `volumeMode: Block`. */
export interface VolumeDevice {
  readonly name: string;
  readonly devicePath: string;
}

export interface KeyToPath {
  readonly key: string;
  readonly path: string;
  readonly mode?: number;
}

export type HostPathType =
  '' | 'DirectoryOrCreate' | 'Directory' | 'FileOrCreate' | 'File' | 'Socket' | 'CharDevice' | 'BlockDevice';

export interface ConfigMapVolume {
  readonly name: string;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

export interface SecretVolume {
  readonly secretName: string;
  readonly items?: readonly KeyToPath[];
  readonly optional?: boolean;
  readonly defaultMode?: number;
}

export interface DownwardItem {
  readonly path: string;
  readonly fieldRef?: { readonly fieldPath: string };
  readonly resourceFieldRef?: { readonly containerName?: string; readonly resource: string };
}

export interface ProjectedVolume {
  readonly defaultMode?: number;
  readonly sources?: readonly {
    readonly configMap?: ConfigMapVolume;
    readonly secret?: { readonly name: string; readonly items?: readonly KeyToPath[]; readonly optional?: boolean };
    readonly downwardAPI?: { readonly items?: readonly DownwardItem[] };
    readonly serviceAccountToken?: { readonly path: string; readonly expirationSeconds?: number };
  }[];
}

/**
 * What a PersistentVolume or a pod's volume stands for, by the one field that is set. The sources that both may have; the fields of the
 * old in-tree ones are read by name only where they say which disk it is.
 */
export interface VolumeSource {
  readonly hostPath?: { readonly path: string; readonly type?: HostPathType };
  readonly nfs?: { readonly server: string; readonly path: string; readonly readOnly?: boolean };
  readonly iscsi?: {
    readonly targetPortal: string;
    readonly iqn: string;
    readonly lun: number;
    readonly readOnly?: boolean;
  };
  readonly fc?: { readonly targetWWNs?: readonly string[]; readonly lun?: number; readonly wwids?: readonly string[] };
  readonly gcePersistentDisk?: { readonly pdName: string; readonly fsType?: string; readonly readOnly?: boolean };
  readonly awsElasticBlockStore?: { readonly volumeID: string; readonly readOnly?: boolean };
  readonly azureDisk?: { readonly diskName: string; readonly diskURI: string };
  readonly azureFile?: { readonly shareName: string; readonly secretName?: string };
  readonly cephfs?: { readonly monitors: readonly string[]; readonly path?: string };
  readonly glusterfs?: { readonly endpoints: string; readonly path: string };
  readonly rbd?: {
    readonly monitors: readonly string[];
    readonly image: string;
    readonly pool?: string;
    readonly readOnly?: boolean;
  };
  readonly cinder?: { readonly volumeID: string };
  readonly vsphereVolume?: { readonly volumePath: string };
  readonly portworxVolume?: { readonly volumeID: string };
  readonly flexVolume?: { readonly driver: string; readonly options?: Readonly<Record<string, string>> };
  readonly photonPersistentDisk?: { readonly pdID: string };
  readonly quobyte?: { readonly registry: string; readonly volume: string };
  readonly scaleIO?: { readonly volumeName?: string; readonly system: string };
  readonly storageos?: { readonly volumeName?: string };
  readonly flocker?: { readonly datasetName?: string; readonly datasetUUID?: string };
}

/** A volume of a pod. */
export interface PodVolume extends VolumeSource {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: '' | 'Memory' | `HugePages${string}`; readonly sizeLimit?: string };
  readonly configMap?: ConfigMapVolume;
  readonly secret?: SecretVolume;
  readonly projected?: ProjectedVolume;
  readonly downwardAPI?: { readonly items?: readonly DownwardItem[] };
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean };
  readonly ephemeral?: { readonly volumeClaimTemplate?: ClaimTemplate };
  readonly csi?: { readonly driver: string; readonly volumeAttributes?: Readonly<Record<string, string>> };
  readonly gitRepo?: { readonly repository: string };
  readonly image?: { readonly reference?: string };
}

/** `volumeClaimTemplate` of a generic ephemeral volume. */
export interface ClaimTemplate {
  readonly metadata?: Partial<ObjectMeta>;
  readonly spec: ClaimSpec;
}
