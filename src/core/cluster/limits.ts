/**
 * How large a cluster the simulator takes, stated here and in docs/diagnostics.md. A real cluster of 150,000 pods is not what a page can
 * simulate between two keystrokes; what is too much is refused in the words of a ResourceQuota, and nothing hangs.
 */
export const CLUSTER_LIMITS = {
  /** Objects of a kind: ReplicaSets make no more when there are so many in all; manifests may hold so many of their own. */
  objects: { Pod: 1_200, Service: 1_000, Node: 200 } as Readonly<Record<string, number>>,
  /** Objects of every other kind, each. */
  otherObjects: 2_000,
  /** Objects that controllers look at from one intervention until the cluster is quiet. */
  looks: 12_000_000,
  /** Steps from one intervention until the cluster is quiet: so many, and so many more for each object there is. */
  steps: 3_000,
  stepsPerObject: 50,
  mostSteps: 30_000,
} as const;

export function mostOf(kind: string): number {
  return Object.hasOwn(CLUSTER_LIMITS.objects, kind)
    ? (CLUSTER_LIMITS.objects[kind] as number)
    : CLUSTER_LIMITS.otherObjects;
}

/**
 * The sentence of a request that a quota refuses: `CheckRequest` of
 * `staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go`. `resource` is the kind's plural with its group.
 */
export function quotaExceeded(resource: string, name: string, most: number): string {
  const count = most % 1_000 === 0 ? `${most / 1_000}k` : String(most);
  const counted = resource === 'pods' || resource === 'services' ? resource : `count/${resource}`;
  return `${resource} "${name}" is forbidden: exceeded quota: kubewalk, requested: ${counted}=1, used: ${counted}=${count}, limited: ${counted}=${count}`;
}
