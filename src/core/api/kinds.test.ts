import { expect, test } from 'vitest';
import { allKinds, kindInfo, SIMULATED_KINDS } from './kinds.js';

test.each([
  ['v1', 'Service', 'services', 'svc', true, true],
  ['v1', 'Node', 'nodes', 'no', false, true],
  ['apps/v1', 'Deployment', 'deployments', 'deploy', true, true],
  ['discovery.k8s.io/v1', 'EndpointSlice', 'endpointslices', 'endpointslice', true, true],
  ['networking.k8s.io/v1', 'NetworkPolicy', 'networkpolicies', 'netpol', true, true],
  ['policy/v1', 'PodDisruptionBudget', 'poddisruptionbudgets', 'pdb', true, false],
  ['storage.k8s.io/v1', 'StorageClass', 'storageclasses', 'sc', false, true],
  ['storage.k8s.io/v1', 'CSIDriver', 'csidrivers', 'csidriver', false, true],
  ['v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', 'pvc', true, true],
  ['snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'volumesnapshots', 'vs', true, false],
])('%s %s is %s (%s), namespaced %s, simulated %s', (apiVersion, kind, plural, shortName, namespaced, simulated) => {
  expect(kindInfo(apiVersion, kind)).toEqual({ apiVersion, kind, plural, shortName, namespaced, simulated });
});

test.each([
  ['extensions/v1beta1', 'Deployment', { in: '1.16', replacement: 'apps/v1' }],
  ['extensions/v1beta1', 'Ingress', { in: '1.22', replacement: 'networking.k8s.io/v1' }],
  ['batch/v1beta1', 'CronJob', { in: '1.25', replacement: 'batch/v1' }],
  ['policy/v1beta1', 'PodSecurityPolicy', { in: '1.25' }],
  ['apps/v1beta1', 'StatefulSet', { in: '1.16', replacement: 'apps/v1' }],
  ['apps/v1beta2', 'DaemonSet', { in: '1.16', replacement: 'apps/v1' }],
  ['networking.k8s.io/v1beta1', 'IngressClass', { in: '1.22', replacement: 'networking.k8s.io/v1' }],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', { in: '1.25', replacement: 'discovery.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1', 'CSIDriver', { in: '1.22', replacement: 'storage.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', { in: '1.27', replacement: 'storage.k8s.io/v1' }],
])('%s %s is not served any more', (apiVersion, kind, removed) => {
  expect(kindInfo(apiVersion, kind)).toMatchObject({ kind, simulated: false, removed });
});

test('a kind belongs to its apiVersion', () => {
  expect([kindInfo('v1', 'Deployment'), kindInfo('v2', 'Pod'), kindInfo('', ''), kindInfo('v1', 'pod')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('every simulated kind is served in one version, and every removed version names a kind of today or none', () => {
  const simulated = allKinds().filter((info) => info.simulated);
  expect(simulated.map((info) => info.kind).sort()).toEqual([...SIMULATED_KINDS].sort());
  const replaced = allKinds().flatMap(({ removed, kind }) =>
    removed?.replacement ? [[removed.replacement, kind] as const] : [],
  );
  expect(replaced.length).toBeGreaterThan(20);
  for (const [apiVersion, kind] of replaced) expect(kindInfo(apiVersion, kind)?.removed).toBeUndefined();
});

// `kubectl api-resources --namespaced=false`, of the groups that are known here.
test('these kinds stand outside namespaces, and all others in one', () => {
  const outside = allKinds().filter(({ namespaced, removed }) => !namespaced && !removed);
  expect(new Set(outside.map(({ kind }) => kind))).toEqual(
    new Set([
      'APIService',
      'CertificateSigningRequest',
      'ClusterRole',
      'ClusterRoleBinding',
      'CSIDriver',
      'CSINode',
      'CustomResourceDefinition',
      'FlowSchema',
      'IngressClass',
      'IPAddress',
      'MutatingWebhookConfiguration',
      'Namespace',
      'Node',
      'PersistentVolume',
      'PriorityClass',
      'PriorityLevelConfiguration',
      'RuntimeClass',
      'ServiceCIDR',
      'StorageClass',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
      'ValidatingWebhookConfiguration',
      'VolumeAttachment',
      'VolumeAttributesClass',
      'VolumeSnapshotClass',
      'VolumeSnapshotContent',
    ]),
  );
});
