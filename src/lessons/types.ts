import type { Action, ClusterSettings, TrafficRequest } from '../core/index.js';

/**
 * A cluster to start from, with one request (or none, where it is about volumes) and a sentence on what it shows. All of it is data: what happens is computed.
 * Its words are `examples.<id>.title`, `.text` and `.try` of the message catalogue.
 */
export interface Example {
  readonly id: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly request: TrafficRequest | null;
  /** What it is looked at through; the Traffic lens unless said. */
  readonly lens?: 'traffic' | 'rules' | 'policy' | 'storage';
  /** What is done to the cluster after the manifests are applied and it is quiet. */
  readonly actions?: readonly Action[];
  readonly settings?: Partial<ClusterSettings>;
}
