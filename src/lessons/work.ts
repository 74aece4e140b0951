import type { Action, ClusterSettings, ManifestFile, TrafficRequest } from '../core/index.js';
import { defaultCluster } from './default-cluster.js';
import type { Example } from './types.js';

/** A moment of the journal that no cluster reaches: an act there happens once everything before it is quiet. */
const SETTLED = Number.MAX_SAFE_INTEGER;

/** An example as a work that can be opened: what is done to its cluster is a history that opening replays. */
export function workOfExample(example: Example): {
  readonly files: readonly ManifestFile[];
  readonly settings: ClusterSettings;
  readonly history: readonly { readonly op: 'act'; readonly action: Action; readonly at: number }[];
  readonly request: TrafficRequest | null;
} {
  return {
    files: example.files.map(({ name, text }, index) => ({ id: `f${index + 1}`, name, text })),
    settings: { ...defaultCluster, ...example.settings },
    history: (example.actions ?? []).map((action) => ({ op: 'act', action, at: SETTLED })),
    request: example.request,
  };
}
