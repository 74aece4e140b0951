import { example as firstPath } from './examples/first-path/index.js';
import type { Example } from './types.js';

export { defaultCluster } from './default-cluster.js';
export type { Example } from './types.js';
export { workOfExample } from './work.js';
export { firstPath };

/** The gallery, in the order in which it teaches. Every example but the first is a chunk of its own. */
const loaders = {
  'first-path': () => Promise.resolve({ example: firstPath }),
  'typo-in-selector': () => import('./examples/typo-in-selector/index.js'),
  'not-ready': () => import('./examples/not-ready/index.js'),
  'named-port': () => import('./examples/named-port/index.js'),
  'other-namespace': () => import('./examples/other-namespace/index.js'),
  headless: () => import('./examples/headless/index.js'),
  'session-affinity': () => import('./examples/session-affinity/index.js'),
  hairpin: () => import('./examples/hairpin/index.js'),
  'no-selector': () => import('./examples/no-selector/index.js'),
  udp: () => import('./examples/udp/index.js'),
  'scratch-space': () => import('./examples/scratch-space/index.js'),
  'files-from-objects': () => import('./examples/files-from-objects/index.js'),
  'static-volume': () => import('./examples/static-volume/index.js'),
  'dynamic-volume': () => import('./examples/dynamic-volume/index.js'),
  'first-consumer': () => import('./examples/first-consumer/index.js'),
  'default-class': () => import('./examples/default-class/index.js'),
  'shared-files': () => import('./examples/shared-files/index.js'),
  'stateful-set': () => import('./examples/stateful-set/index.js'),
  'released-volume': () => import('./examples/released-volume/index.js'),
  'reclaim-policies': () => import('./examples/reclaim-policies/index.js'),
  'multi-attach': () => import('./examples/multi-attach/index.js'),
  'local-volume': () => import('./examples/local-volume/index.js'),
  'lecture-empty-dir': () => import('./examples/lecture-empty-dir/index.js'),
  'lecture-cloud-disk': () => import('./examples/lecture-cloud-disk/index.js'),
  'lecture-claim': () => import('./examples/lecture-claim/index.js'),
  'lecture-class': () => import('./examples/lecture-class/index.js'),
} satisfies Record<string, () => Promise<{ readonly example: Example }>>;

export type ExampleId = keyof typeof loaders;

export const exampleIds = Object.keys(loaders) as readonly ExampleId[];

/** What a chapter of the gallery is about, from its first example to the next chapter's first. */
export const chapters = [
  { id: 'traffic', first: 'first-path' },
  { id: 'storage', first: 'scratch-space' },
  { id: 'lecture', first: 'lecture-empty-dir' },
] as const satisfies readonly { readonly id: string; readonly first: ExampleId }[];

export function isExampleId(id: string): id is ExampleId {
  return Object.hasOwn(loaders, id);
}

/** Loads an example's manifests. Rejects when its chunk cannot be loaded. */
export async function loadExample(id: ExampleId): Promise<Example> {
  return (await loaders[id]()).example;
}
