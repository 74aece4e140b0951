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
} satisfies Record<string, () => Promise<{ readonly example: Example }>>;

export type ExampleId = keyof typeof loaders;

export const exampleIds = Object.keys(loaders) as readonly ExampleId[];

export function isExampleId(id: string): id is ExampleId {
  return Object.hasOwn(loaders, id);
}

/** Loads an example's manifests. Rejects when its chunk cannot be loaded. */
export async function loadExample(id: ExampleId): Promise<Example> {
  return (await loaders[id]()).example;
}
