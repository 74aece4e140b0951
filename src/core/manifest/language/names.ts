import { getField, type FieldPath } from '../../api/field-path.js';
import type { Json, Labels } from '../../api/meta.js';
import type { JsonObject } from '../checks/subject.js';
import { findPodSources } from '../pod-sources.js';
import { labelsAt, listAt, textAt } from '../read-json.js';
import type { ManifestDocument } from '../types.js';
import type { KnownName } from './known-name.js';
import { portsFor, sourceName } from './port-names.js';

/** Fields that hold the name of another object, by type and field, and the kind they name. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['meta/v1.ObjectMeta.namespace', 'Namespace'],
  ['v1.ConfigMapKeySelector.name', 'ConfigMap'],
  ['v1.ConfigMapEnvSource.name', 'ConfigMap'],
  ['v1.ConfigMapVolumeSource.name', 'ConfigMap'],
  ['v1.ConfigMapProjection.name', 'ConfigMap'],
  ['v1.SecretKeySelector.name', 'Secret'],
  ['v1.SecretEnvSource.name', 'Secret'],
  ['v1.SecretVolumeSource.secretName', 'Secret'],
  ['v1.SecretProjection.name', 'Secret'],
  ['v1.LocalObjectReference.name', 'Secret'],
  ['v1.PersistentVolumeClaimVolumeSource.claimName', 'PersistentVolumeClaim'],
  ['v1.PersistentVolumeClaimSpec.storageClassName', 'StorageClass'],
  ['v1.PersistentVolumeClaimSpec.volumeName', 'PersistentVolume'],
  ['v1.PersistentVolumeSpec.storageClassName', 'StorageClass'],
  ['v1.PodSpec.serviceAccountName', 'ServiceAccount'],
  ['v1.PodSpec.nodeName', 'Node'],
  ['v1.EndpointAddress.nodeName', 'Node'],
  ['discovery.k8s.io/v1.Endpoint.nodeName', 'Node'],
  ['networking.k8s.io/v1.IngressServiceBackend.name', 'Service'],
  ['networking.k8s.io/v1.IngressSpec.ingressClassName', 'IngressClass'],
  ['networking.k8s.io/v1beta1.IngressSpec.ingressClassName', 'IngressClass'],
  ['networking.k8s.io/v1beta1.IngressBackend.serviceName', 'Service'],
  ['networking.k8s.io/v1beta1.IngressTLS.secretName', 'Secret'],
  ['extensions/v1beta1.IngressBackend.serviceName', 'Service'],
  ['extensions/v1beta1.IngressTLS.secretName', 'Secret'],
  ['networking.k8s.io/v1.IngressTLS.secretName', 'Secret'],
  ['apps/v1.StatefulSetSpec.serviceName', 'Service'],
  ['v1.CSIPersistentVolumeSource.driver', 'CSIDriver'],
  ['v1.CSIVolumeSource.driver', 'CSIDriver'],
  ['storage.k8s.io/v1.StorageClass.provisioner', 'CSIDriver'],
  ['storage.k8s.io/v1.VolumeAttachmentSpec.attacher', 'CSIDriver'],
  ['storage.k8s.io/v1.VolumeAttachmentSpec.nodeName', 'Node'],
  ['storage.k8s.io/v1.VolumeAttachmentSource.persistentVolumeName', 'PersistentVolume'],
]);

/** Names that a field of a type may hold, from the manifests; empty for fields that name nothing. */
export function namesFor(
  typeId: string,
  field: string,
  path: FieldPath,
  object: JsonObject,
  known: readonly ManifestDocument[],
): readonly KnownName[] {
  const namespace = textAt(object, ['metadata', 'namespace']) ?? 'default';
  const ports = portsFor(typeId, field, path, object, known);
  if (ports !== undefined) return ports;
  if ((typeId === 'v1.VolumeMount' || typeId === 'v1.VolumeDevice') && field === 'name') return volumesOf(object, path);
  if (typeId === 'v1.Endpoints' || (object['kind'] === 'Endpoints' && field === 'name' && path.length === 2))
    return ofKind('Service', namespace, known);
  const kind = NAMES.get(`${typeId}.${field}`);
  if (kind === undefined) return [];
  const names = ofKind(kind, namespace, known);
  return kind === 'Namespace' ? [{ name: 'default', from: 'Namespace' }, ...names] : names;
}

function ofKind(kind: string, namespace: string, known: readonly ManifestDocument[]): readonly KnownName[] {
  return known
    .filter(({ object }) => object.kind === kind && (object.metadata.namespace ?? namespace) === namespace)
    .map(({ object }) => ({ name: object.metadata.name, from: kind }));
}

/** The volumes of the pod that a container is in, and the claims that a StatefulSet makes for each pod. */
function volumesOf(object: JsonObject, path: FieldPath): readonly KnownName[] {
  const spec = path.slice(
    0,
    path.lastIndexOf('containers') === -1 ? path.lastIndexOf('initContainers') : path.lastIndexOf('containers'),
  );
  const named = (list: readonly Json[], at: FieldPath, from: string) =>
    list.flatMap((one) => {
      const name = textAt(one, at);
      return name === undefined ? [] : [{ name, from }];
    });
  return [
    ...named(listAt(object, [...spec, 'volumes']), ['name'], 'volumes'),
    ...named(listAt(object, ['spec', 'volumeClaimTemplates']), ['metadata', 'name'], 'volumeClaimTemplates'),
  ];
}

/** A map of labels that some field holds, and the maps of labels in the manifests that it is meant to agree with. */
export function labelsFor(
  object: JsonObject,
  path: FieldPath,
  known: readonly ManifestDocument[],
): readonly (KnownName & { readonly labels: Labels })[] {
  const namespace = textAt(object, ['metadata', 'namespace']) ?? 'default';
  const at = path.join('.');
  const own = (from: string, labels: Labels | undefined) => (labels === undefined ? [] : [{ name: '', from, labels }]);
  if (at === 'spec.selector.matchLabels' && object['kind'] === 'PersistentVolumeClaim') return volumeLabels(known);
  if (at === 'spec.selector.matchLabels')
    return own('template', labelsAt(object, ['spec', 'template', 'metadata', 'labels']));
  if (at === 'spec.template.metadata.labels')
    return own('selector', labelsAt(object, ['spec', 'selector', 'matchLabels']));
  // Beside a namespaceSelector the pods are those of other namespaces.
  const isElsewhere = (getField(object, [...path.slice(0, -2), 'namespaceSelector']) ?? null) !== null;
  if (isElsewhere && at.endsWith('podSelector.matchLabels'))
    return findPodSources(known).all.map((source) => ({ name: '', from: sourceName(source), labels: source.labels }));
  if (at === 'spec.selector' || /(?:podSelector|labelSelector)\.matchLabels$/.test(at)) {
    return findPodSources(known)
      .inNamespace(namespace)
      .map((source) => ({ name: '', from: sourceName(source), labels: source.labels }));
  }
  if (at.endsWith('namespaceSelector.matchLabels'))
    return known
      .filter((document) => document.object.kind === 'Namespace')
      .map((document) => ({
        name: '',
        from: `Namespace ${document.object.metadata.name}`,
        labels: {
          ...labelsAt(document.object, ['metadata', 'labels']),
          'kubernetes.io/metadata.name': document.object.metadata.name,
        },
      }));
  if (at === 'metadata.labels' && object['kind'] === 'EndpointSlice')
    return ofKind('Service', namespace, known).map(({ name, from }) => ({
      name,
      from: `${from} ${name}`,
      labels: { 'kubernetes.io/service-name': name },
    }));
  return at === 'metadata.labels' && object['kind'] === 'Pod' ? serviceSelectors(namespace, known) : [];
}

/** What a claim may ask of volumes. */
function volumeLabels(known: readonly ManifestDocument[]) {
  return known.flatMap(({ object }) => {
    const labels = object.kind === 'PersistentVolume' ? labelsAt(object, ['metadata', 'labels']) : undefined;
    return labels === undefined ? [] : [{ name: '', from: `PersistentVolume ${object.metadata.name}`, labels }];
  });
}

/** What a pod needs to be found by a Service. */
function serviceSelectors(namespace: string, known: readonly ManifestDocument[]) {
  return known.flatMap(({ object }) => {
    const labels = labelsAt(getField(object, []), ['spec', 'selector']);
    if (object.kind !== 'Service' || object.metadata.namespace !== namespace || labels === undefined) return [];
    return [{ name: '', from: `Service ${object.metadata.name}`, labels }];
  });
}
