import type { Labels, LabelSelector } from './meta.js';

export type AccessMode = 'ReadWriteOnce' | 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOncePod';
export type VolumeMode = 'Filesystem' | 'Block';

/** What a claim asks for; also what templates of claims say. */
export interface ClaimSpec {
  readonly accessModes?: readonly AccessMode[];
  readonly selector?: LabelSelector;
  readonly resources?: { readonly requests?: Labels; readonly limits?: Labels };
  readonly volumeName?: string;
  /** Absent: a default class may be filled in. `""`: no class, for ever. */
  readonly storageClassName?: string;
  readonly volumeMode?: VolumeMode;
  readonly dataSource?: { readonly apiGroup?: string; readonly kind: string; readonly name: string };
  readonly dataSourceRef?: {
    readonly apiGroup?: string;
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
  };
  readonly volumeAttributesClassName?: string;
}
