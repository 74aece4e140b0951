import { formatFieldPath, getField, type FieldPath } from '../../api/field-path.js';
import { inTreeVolume, type InTreeVolume } from '../../api/in-tree-volumes.js';
import type { KubeObject } from '../../api/meta.js';
import { fix, type Finding, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import { podTemplatePath } from '../pod-sources.js';
import { labelsAt, listAt, textAt } from '../read-json.js';
import { locate } from '../source-map.js';
import { addDocuments, addPairs, replacePair } from '../write-edits.js';
import { csiSource, isShared } from './csi-source.js';
import { findingAt, isJsonObject, type Subject } from './subject.js';

/** What became of the plugin of a PersistentVolume, and of its reclaim policy. */
export function adviseVolume(subject: Subject, object: KubeObject): readonly Finding[] {
  const spec = getField(object, ['spec']);
  if (!isJsonObject(spec)) return [];
  return [
    ...Object.keys(spec).flatMap((source) => {
      const plugin = spec[source] === null ? undefined : inTreeVolume(source);
      return plugin === undefined ? [] : [fateOf(subject, plugin, ['spec', source], toCsi(subject, object, source))];
    }),
    ...recycleDeprecated(subject, spec['persistentVolumeReclaimPolicy']),
  ];
}

/** In the API server's own words where it warns (pkg/api/pod/warnings.go); what it redirects it says nothing about. */
function fateOf(
  subject: Subject,
  { source, deprecated, driver = '', redirected, removed = '' }: InTreeVolume,
  field: FieldPath,
  fixes: readonly LocalFix[],
): Finding {
  const path = formatFieldPath(field);
  if (redirected !== undefined) {
    const message = say('lint.volumeRedirected', { field: path, deprecated, redirected, source, driver });
    return findingAt(subject, 'info', 'volume-source-migrated', message, field, { mark: 'key', fixes });
  }
  const spelled = source === 'storageos' ? path.replace(/storageos$/, 'storageOS') : path;
  const message = `${spelled}: deprecated in v${deprecated}, non-functional in v${removed}+`;
  return findingAt(subject, 'warning', 'volume-source-removed', message, field, { mark: 'key', fixes });
}

function toCsi(subject: Subject, object: KubeObject, source: string): readonly LocalFix[] {
  const { node, depth } = locate(subject.source, ['spec', source]);
  const { name } = object.metadata;
  const labels = labelsAt(object, ['metadata', 'labels']);
  const namespace = textAt(object, ['spec', 'claimRef', 'namespace']) ?? 'default';
  const csi = csiSource(source, getField(object, ['spec', source]), { name, namespace, labels });
  if (csi === undefined || depth < 2 || node.alias) return [];
  return [fix('fix.toCsi', { driver: csi.driver }, [replacePair(subject.text, node, { csi })])];
}

/** pkg/api/persistentvolume/util.go. */
function recycleDeprecated(subject: Subject, policy: unknown): readonly Finding[] {
  if (policy !== 'Recycle') return [];
  const field = ['spec', 'persistentVolumeReclaimPolicy'];
  const message =
    'spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';
  const { node } = locate(subject.source, field);
  const title = { field: 'persistentVolumeReclaimPolicy', value: 'Retain' };
  const fixes = node.alias ? [] : [fix('fix.setValue', title, [{ ...node.value, text: 'Retain' }])];
  return [findingAt(subject, 'warning', 'recycle-deprecated', message, field, { fixes })];
}

/** The volumes of a pod, or of the pods that a workload makes. */
export function advisePodVolumes(subject: Subject, object: KubeObject): readonly Finding[] {
  const template = podTemplatePath(object.kind);
  if (template === undefined) return [];
  const spec = [...template, 'spec'];
  return listAt(object, [...spec, 'volumes']).flatMap((volume, i) => {
    if (!isJsonObject(volume)) return [];
    const at = [...spec, 'volumes', i];
    return Object.keys(volume).flatMap((source) => {
      if (volume[source] === null) return [];
      const plugin = inTreeVolume(source);
      if (plugin !== undefined) return [fateOf(subject, plugin, [...at, source], toClaim(subject, object, at, source))];
      if (source === 'gitRepo') return [gitRepoDisabled(subject, object, spec, i)];
      return source === 'hostPath' ? [hostPathOnNode(subject, [...at, source])] : [];
    });
  });
}

function hostPathOnNode(subject: Subject, field: FieldPath): Finding {
  const message = say('lint.hostPath', { field: formatFieldPath(field) });
  return findingAt(subject, 'info', 'host-path-on-node', message, field, { mark: 'key' });
}

/**
 * A driver's disk that exists cannot be named in a pod (inline `csi` volumes are made and removed with the pod): it becomes a
 * PersistentVolume and a claim reserved for each other. How large it is nobody says here: 1Gi is a guess to be put right.
 */
function toClaim(subject: Subject, object: KubeObject, at: FieldPath, source: string): readonly LocalFix[] {
  const { node, depth } = locate(subject.source, [...at, source]);
  const value = getField(object, [...at, source]);
  const namespace = object.metadata.namespace ?? 'default';
  const name = `${object.metadata.name}-${textAt(object, [...at, 'name']) ?? 'volume'}`;
  const csi = csiSource(source, value, { name, namespace });
  if (csi === undefined || depth < at.length + 1 || node.alias) return [];
  const accessModes = [isShared(source) ? 'ReadWriteMany' : 'ReadWriteOnce'];
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes,
      storageClassName: '',
      persistentVolumeReclaimPolicy: 'Retain',
      claimRef: { namespace, name },
      csi,
    },
  };
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace },
    spec: { accessModes, storageClassName: '', volumeName: name, resources: { requests: { storage: '1Gi' } } },
  };
  const readOnly = csi['readOnly'] === true ? { readOnly: true } : {};
  return [
    fix('fix.toClaim', { name }, [
      addDocuments(subject.text, [volume, claim]),
      replacePair(subject.text, node, { persistentVolumeClaim: { claimName: name, ...readOnly } }),
    ]),
  ];
}

/** Off since 1.33 and for good since 1.36 (KEP-5040); the documentation's way out is an emptyDir that an init container clones into. */
function gitRepoDisabled(subject: Subject, object: KubeObject, spec: FieldPath, i: number): Finding {
  const field = [...spec, 'volumes', i, 'gitRepo'];
  const message = `${formatFieldPath(field)}: deprecated in v1.11, and disabled by default in v1.33+`;
  const fixes = toInitContainer(subject, object, spec, i);
  return findingAt(subject, 'warning', 'volume-source-removed', message, field, { mark: 'key', fixes });
}

function toInitContainer(subject: Subject, object: KubeObject, spec: FieldPath, i: number): readonly LocalFix[] {
  const at = [...spec, 'volumes', i];
  const repository = textAt(object, [...at, 'gitRepo', 'repository']);
  const volume = textAt(object, [...at, 'name']);
  const { node } = locate(subject.source, [...at, 'gitRepo']);
  const holder = locate(subject.source, spec).node;
  if (repository === undefined || volume === undefined || node.alias || holder.members?.has('initContainers') === true)
    return [];
  const clone = {
    name: 'git-clone',
    image: 'alpine/git',
    args: ['clone', '--', repository, '/repo'],
    volumeMounts: [{ name: volume, mountPath: '/repo' }],
  };
  const added = addPairs(subject.text, holder, { initContainers: [clone] });
  if (added === undefined) return [];
  return [fix('fix.gitClone', { repository }, [added, replacePair(subject.text, node, { emptyDir: {} })])];
}
