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
  'node-port': () => import('./examples/node-port/index.js'),
  'node-port-local': () => import('./examples/node-port-local/index.js'),
  'external-ip': () => import('./examples/external-ip/index.js'),
  'balancer-pending': () => import('./examples/balancer-pending/index.js'),
  balancer: () => import('./examples/balancer/index.js'),
  'source-ranges': () => import('./examples/source-ranges/index.js'),
  'ingress-fanout': () => import('./examples/ingress-fanout/index.js'),
  'ingress-hosts': () => import('./examples/ingress-hosts/index.js'),
  'ingress-tls': () => import('./examples/ingress-tls/index.js'),
  'ingress-no-secret': () => import('./examples/ingress-no-secret/index.js'),
  'ingress-no-controller': () => import('./examples/ingress-no-controller/index.js'),
  'recipe-deny-all-to-an-app': () => import('./examples/recipe-deny-all-to-an-app/index.js'),
  'recipe-limit-to-an-app': () => import('./examples/recipe-limit-to-an-app/index.js'),
  'recipe-allow-all-to-an-app': () => import('./examples/recipe-allow-all-to-an-app/index.js'),
  'recipe-default-deny-ingress': () => import('./examples/recipe-default-deny-ingress/index.js'),
  'recipe-deny-from-other-namespaces': () => import('./examples/recipe-deny-from-other-namespaces/index.js'),
  'recipe-allow-from-all-namespaces': () => import('./examples/recipe-allow-from-all-namespaces/index.js'),
  'recipe-allow-from-a-namespace': () => import('./examples/recipe-allow-from-a-namespace/index.js'),
  'recipe-allow-some-pods-elsewhere': () => import('./examples/recipe-allow-some-pods-elsewhere/index.js'),
  'recipe-allow-external-clients': () => import('./examples/recipe-allow-external-clients/index.js'),
  'recipe-only-certain-ports': () => import('./examples/recipe-only-certain-ports/index.js'),
  'recipe-several-selectors': () => import('./examples/recipe-several-selectors/index.js'),
  'recipe-deny-egress-of-an-app': () => import('./examples/recipe-deny-egress-of-an-app/index.js'),
  'recipe-default-deny-egress': () => import('./examples/recipe-default-deny-egress/index.js'),
  'recipe-deny-external-egress': () => import('./examples/recipe-deny-external-egress/index.js'),
  'policy-no-dns': () => import('./examples/policy-no-dns/index.js'),
  'policy-ignored': () => import('./examples/policy-ignored/index.js'),
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
  'lecture-cluster-ip': () => import('./examples/lecture-cluster-ip/index.js'),
  'lecture-node-port': () => import('./examples/lecture-node-port/index.js'),
  'lecture-load-balancer': () => import('./examples/lecture-load-balancer/index.js'),
  'lecture-external-ip': () => import('./examples/lecture-external-ip/index.js'),
  'lecture-ingress': () => import('./examples/lecture-ingress/index.js'),
  'lecture-ingress-single': () => import('./examples/lecture-ingress-single/index.js'),
  'lecture-ingress-fanout': () => import('./examples/lecture-ingress-fanout/index.js'),
  'lecture-ingress-hosts': () => import('./examples/lecture-ingress-hosts/index.js'),
  'lecture-ingress-tls': () => import('./examples/lecture-ingress-tls/index.js'),
  'lecture-access-nginx': () => import('./examples/lecture-access-nginx/index.js'),
  'lecture-isolated-ns': () => import('./examples/lecture-isolated-ns/index.js'),
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
  { id: 'edge', first: 'node-port' },
  { id: 'policies', first: 'recipe-deny-all-to-an-app' },
  { id: 'storage', first: 'scratch-space' },
  { id: 'lecture', first: 'lecture-cluster-ip' },
] as const satisfies readonly { readonly id: string; readonly first: ExampleId }[];

export function isExampleId(id: string): id is ExampleId {
  return Object.hasOwn(loaders, id);
}

/** Loads an example's manifests. Rejects when its chunk cannot be loaded. */
export async function loadExample(id: ExampleId): Promise<Example> {
  return (await loaders[id]()).example;
}
