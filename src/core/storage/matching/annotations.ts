/** The binder's own annotations and those of its neighbours (`staging/src/k8s.io/component-helpers/storage/volume/pv_helpers.go`). */
export const ANNOTATION = {
  /** On a claim: binding has been finished once; what comes after is repair or loss. */
  bindCompleted: 'pv.kubernetes.io/bind-completed',
  /** On a volume or a claim: the controller made this side of the binding. Absent: a person did. */
  boundByController: 'pv.kubernetes.io/bound-by-controller',
  /** On a claim: the scheduler chose this node, and a volume may be provisioned for it. */
  selectedNode: 'volume.kubernetes.io/selected-node',
  /** On a volume: who provisioned it. */
  provisionedBy: 'pv.kubernetes.io/provisioned-by',
  /** On a volume or a claim: the CSI driver that an in-tree plugin's work went to. */
  migratedTo: 'pv.kubernetes.io/migrated-to',
  /** On a claim: who is to provision its volume. */
  storageProvisioner: 'volume.kubernetes.io/storage-provisioner',
  betaStorageProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
} as const;

/** The value of an annotation; undefined when it is not set. */
export function annotationOf(
  object: { readonly metadata: { readonly annotations?: Readonly<Record<string, string>> } },
  name: string,
): string | undefined {
  const { annotations } = object.metadata;
  return annotations !== undefined && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
}
