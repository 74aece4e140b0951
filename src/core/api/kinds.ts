/** What the API server's discovery says about a kind, and what this model does with it. */
export interface KindInfo {
  readonly apiVersion: string;
  readonly kind: string;
  /** The resource's name in URLs, RBAC and kubectl: `endpointslices`. */
  readonly plural: string;
  /** kubectl's short name (`deploy`), or the lower-case kind where it has none. */
  readonly shortName: string;
  readonly namespaced: boolean;
  /** False for kinds that the model keeps and shows, but does nothing with. */
  readonly simulated: boolean;
  /** Set for versions that clusters of today no longer serve. */
  readonly removed?: RemovedVersion;
}

export interface RemovedVersion {
  /** The Kubernetes release that stopped serving it: `1.22`. */
  readonly in: string;
  /** The apiVersion to write instead; absent where the kind itself is gone. */
  readonly replacement?: string;
}

type Row = readonly [kind: string, plural: string, shortName: string, scope: 'namespace' | 'cluster'];

/** The kinds of today, by apiVersion, as `kubectl api-resources` lists them. */
const SERVED: Readonly<Record<string, readonly Row[]>> = {
  v1: [
    ['Namespace', 'namespaces', 'ns', 'cluster'],
    ['Node', 'nodes', 'no', 'cluster'],
    ['Pod', 'pods', 'po', 'namespace'],
    ['Service', 'services', 'svc', 'namespace'],
    ['Endpoints', 'endpoints', 'ep', 'namespace'],
    ['ConfigMap', 'configmaps', 'cm', 'namespace'],
    ['Secret', 'secrets', 'secret', 'namespace'],
    ['ServiceAccount', 'serviceaccounts', 'sa', 'namespace'],
    ['PersistentVolume', 'persistentvolumes', 'pv', 'cluster'],
    ['PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc', 'namespace'],
    ['ReplicationController', 'replicationcontrollers', 'rc', 'namespace'],
    ['PodTemplate', 'podtemplates', 'podtemplate', 'namespace'],
    ['LimitRange', 'limitranges', 'limits', 'namespace'],
    ['ResourceQuota', 'resourcequotas', 'quota', 'namespace'],
    ['Event', 'events', 'ev', 'namespace'],
  ],
  'apps/v1': [
    ['Deployment', 'deployments', 'deploy', 'namespace'],
    ['ReplicaSet', 'replicasets', 'rs', 'namespace'],
    ['StatefulSet', 'statefulsets', 'sts', 'namespace'],
    ['DaemonSet', 'daemonsets', 'ds', 'namespace'],
    ['ControllerRevision', 'controllerrevisions', 'controllerrevision', 'namespace'],
  ],
  'batch/v1': [
    ['Job', 'jobs', 'job', 'namespace'],
    ['CronJob', 'cronjobs', 'cj', 'namespace'],
  ],
  'discovery.k8s.io/v1': [['EndpointSlice', 'endpointslices', 'endpointslice', 'namespace']],
  'networking.k8s.io/v1': [
    ['Ingress', 'ingresses', 'ing', 'namespace'],
    ['IngressClass', 'ingressclasses', 'ingressclass', 'cluster'],
    ['NetworkPolicy', 'networkpolicies', 'netpol', 'namespace'],
    ['IPAddress', 'ipaddresses', 'ip', 'cluster'],
    ['ServiceCIDR', 'servicecidrs', 'servicecidr', 'cluster'],
  ],
  'storage.k8s.io/v1': [
    ['StorageClass', 'storageclasses', 'sc', 'cluster'],
    ['CSIDriver', 'csidrivers', 'csidriver', 'cluster'],
    ['CSINode', 'csinodes', 'csinode', 'cluster'],
    ['CSIStorageCapacity', 'csistoragecapacities', 'csistoragecapacity', 'namespace'],
    ['VolumeAttachment', 'volumeattachments', 'volumeattachment', 'cluster'],
    ['VolumeAttributesClass', 'volumeattributesclasses', 'vac', 'cluster'],
  ],
  // Not of the API server itself, but of the external-snapshotter that most clusters bring.
  'snapshot.storage.k8s.io/v1': [
    ['VolumeSnapshot', 'volumesnapshots', 'vs', 'namespace'],
    ['VolumeSnapshotContent', 'volumesnapshotcontents', 'vsc', 'cluster'],
    ['VolumeSnapshotClass', 'volumesnapshotclasses', 'vsclass', 'cluster'],
  ],
  'policy/v1': [['PodDisruptionBudget', 'poddisruptionbudgets', 'pdb', 'namespace']],
  'autoscaling/v1': [['HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa', 'namespace']],
  'autoscaling/v2': [['HorizontalPodAutoscaler', 'horizontalpodautoscalers', 'hpa', 'namespace']],
  'rbac.authorization.k8s.io/v1': [
    ['Role', 'roles', 'role', 'namespace'],
    ['RoleBinding', 'rolebindings', 'rolebinding', 'namespace'],
    ['ClusterRole', 'clusterroles', 'clusterrole', 'cluster'],
    ['ClusterRoleBinding', 'clusterrolebindings', 'clusterrolebinding', 'cluster'],
  ],
  'scheduling.k8s.io/v1': [['PriorityClass', 'priorityclasses', 'pc', 'cluster']],
  'node.k8s.io/v1': [['RuntimeClass', 'runtimeclasses', 'runtimeclass', 'cluster']],
  'coordination.k8s.io/v1': [['Lease', 'leases', 'lease', 'namespace']],
  'events.k8s.io/v1': [['Event', 'events', 'ev', 'namespace']],
  'certificates.k8s.io/v1': [['CertificateSigningRequest', 'certificatesigningrequests', 'csr', 'cluster']],
  'admissionregistration.k8s.io/v1': [
    ['MutatingWebhookConfiguration', 'mutatingwebhookconfigurations', 'mutatingwebhookconfiguration', 'cluster'],
    ['ValidatingWebhookConfiguration', 'validatingwebhookconfigurations', 'validatingwebhookconfiguration', 'cluster'],
    ['ValidatingAdmissionPolicy', 'validatingadmissionpolicies', 'validatingadmissionpolicy', 'cluster'],
    [
      'ValidatingAdmissionPolicyBinding',
      'validatingadmissionpolicybindings',
      'validatingadmissionpolicybinding',
      'cluster',
    ],
  ],
  'apiextensions.k8s.io/v1': [['CustomResourceDefinition', 'customresourcedefinitions', 'crd', 'cluster']],
  'apiregistration.k8s.io/v1': [['APIService', 'apiservices', 'apiservice', 'cluster']],
  'flowcontrol.apiserver.k8s.io/v1': [
    ['FlowSchema', 'flowschemas', 'flowschema', 'cluster'],
    ['PriorityLevelConfiguration', 'prioritylevelconfigurations', 'prioritylevelconfiguration', 'cluster'],
  ],
};

/** apiVersions that are no longer served: the release that dropped them, what replaces them, and which kinds they had. Source: the Deprecated API Migration Guide of kubernetes.io. */
const REMOVED: readonly (readonly [apiVersion: string, removedIn: string, replacement: string, kinds: string])[] = [
  ['extensions/v1beta1', '1.16', 'apps/v1', 'Deployment DaemonSet ReplicaSet'],
  ['extensions/v1beta1', '1.16', 'networking.k8s.io/v1', 'NetworkPolicy'],
  ['extensions/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress'],
  ['apps/v1beta1', '1.16', 'apps/v1', 'Deployment StatefulSet ControllerRevision'],
  ['apps/v1beta2', '1.16', 'apps/v1', 'Deployment DaemonSet ReplicaSet StatefulSet ControllerRevision'],
  ['networking.k8s.io/v1beta1', '1.22', 'networking.k8s.io/v1', 'Ingress IngressClass'],
  ['policy/v1beta1', '1.25', 'policy/v1', 'PodDisruptionBudget'],
  ['batch/v1beta1', '1.25', 'batch/v1', 'CronJob'],
  ['batch/v2alpha1', '1.21', 'batch/v1', 'CronJob'],
  ['discovery.k8s.io/v1beta1', '1.25', 'discovery.k8s.io/v1', 'EndpointSlice'],
  ['events.k8s.io/v1beta1', '1.25', 'events.k8s.io/v1', 'Event'],
  ['node.k8s.io/v1beta1', '1.25', 'node.k8s.io/v1', 'RuntimeClass'],
  ['autoscaling/v2beta1', '1.25', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['autoscaling/v2beta2', '1.26', 'autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['storage.k8s.io/v1beta1', '1.22', 'storage.k8s.io/v1', 'StorageClass CSIDriver CSINode VolumeAttachment'],
  ['storage.k8s.io/v1beta1', '1.27', 'storage.k8s.io/v1', 'CSIStorageCapacity'],
  [
    'rbac.authorization.k8s.io/v1beta1',
    '1.22',
    'rbac.authorization.k8s.io/v1',
    'Role RoleBinding ClusterRole ClusterRoleBinding',
  ],
  ['scheduling.k8s.io/v1beta1', '1.22', 'scheduling.k8s.io/v1', 'PriorityClass'],
  ['coordination.k8s.io/v1beta1', '1.22', 'coordination.k8s.io/v1', 'Lease'],
  ['certificates.k8s.io/v1beta1', '1.22', 'certificates.k8s.io/v1', 'CertificateSigningRequest'],
  [
    'admissionregistration.k8s.io/v1beta1',
    '1.22',
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
  ],
  ['apiextensions.k8s.io/v1beta1', '1.22', 'apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['apiregistration.k8s.io/v1beta1', '1.22', 'apiregistration.k8s.io/v1', 'APIService'],
  [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    '1.26',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta2',
    '1.29',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    '1.32',
    'flowcontrol.apiserver.k8s.io/v1',
    'FlowSchema PriorityLevelConfiguration',
  ],
];

/** PodSecurityPolicy is gone without a successor. */
const GONE: readonly (readonly [apiVersion: string, removedIn: string, row: Row])[] = [
  ['extensions/v1beta1', '1.16', ['PodSecurityPolicy', 'podsecuritypolicies', 'psp', 'cluster']],
  ['policy/v1beta1', '1.25', ['PodSecurityPolicy', 'podsecuritypolicies', 'psp', 'cluster']],
];

/** The kinds whose objects do something in the model. */
export const SIMULATED_KINDS: readonly string[] = [
  'Namespace',
  'Node',
  'Pod',
  'ReplicaSet',
  'Deployment',
  'Service',
  'Endpoints',
  'EndpointSlice',
  'StatefulSet',
  'DaemonSet',
  'ConfigMap',
  'Secret',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
  'VolumeAttachment',
  'CSIDriver',
  'CSINode',
  'Ingress',
  'IngressClass',
  'NetworkPolicy',
];

const KINDS: ReadonlyMap<string, KindInfo> = buildTable();

function buildTable(): Map<string, KindInfo> {
  const table = new Map<string, KindInfo>();
  const add = (apiVersion: string, row: Row, removed?: RemovedVersion) => {
    const [kind, plural, shortName, scope] = row;
    const simulated = removed === undefined && SIMULATED_KINDS.includes(kind);
    const info = { apiVersion, kind, plural, shortName, namespaced: scope === 'namespace', simulated };
    table.set(`${apiVersion} ${kind}`, removed ? { ...info, removed } : info);
  };
  for (const [apiVersion, rows] of Object.entries(SERVED)) for (const row of rows) add(apiVersion, row);
  for (const [apiVersion, removedIn, replacement, kinds] of REMOVED) {
    for (const kind of kinds.split(' ')) {
      const row = SERVED[replacement]?.find(([name]) => name === kind);
      if (row) add(apiVersion, row, { in: removedIn, replacement });
    }
  }
  for (const [apiVersion, removedIn, row] of GONE) add(apiVersion, row, { in: removedIn });
  return table;
}

/** What is known of a kind of this apiVersion; undefined for custom resources and misspellings. */
export function kindInfo(apiVersion: string, kind: string): KindInfo | undefined {
  return KINDS.get(`${apiVersion} ${kind}`);
}

/** Every kind of every apiVersion, removed ones included, in the order of the tables above. */
export function allKinds(): readonly KindInfo[] {
  return [...KINDS.values()];
}
