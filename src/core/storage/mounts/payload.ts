import { keyOf, objectKey, type ObjectKey } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import { milliValue, quantityOf, wholeValue } from '../../api/quantity.js';
import type { ConfigMap, Secret } from '../../api/storage.js';
import type { ConfigMapVolume, DownwardItem, KeyToPath, PodVolume, ProjectedVolume } from '../../api/volume.js';
import type { ClusterView } from '../../cluster/types.js';
import { textOfBase64 } from './base64.js';

/** One file that a volume from the API shows. */
export interface PayloadFile {
  readonly path: string;
  readonly text: string;
  readonly by: ObjectKey;
}

/** The files of a volume, or why the kubelet cannot set it up, in its words. */
export type Payload = { readonly files: readonly PayloadFile[] } | { readonly problem: string };

type View = Pick<ClusterView, 'get'>;

/** The objects a volume shows as files, by key. */
export function objectsBehind(pod: Pod, volume: PodVolume): readonly ObjectKey[] {
  const { namespace } = pod.metadata;
  const keys = [
    ...(volume.configMap ? [objectKey('ConfigMap', namespace, volume.configMap.name)] : []),
    ...(volume.secret ? [objectKey('Secret', namespace, volume.secret.secretName)] : []),
  ];
  for (const source of volume.projected?.sources ?? []) {
    if (source.configMap) keys.push(objectKey('ConfigMap', namespace, source.configMap.name));
    if (source.secret) keys.push(objectKey('Secret', namespace, source.secret.name));
  }
  return keys;
}

/** What a configMap, secret, projected or downwardAPI volume shows; undefined for other volumes. */
export function payloadOf(view: View, pod: Pod, volume: PodVolume): Payload | undefined {
  if (volume.configMap) return ofConfigMap(view, pod, volume.configMap);
  if (volume.secret) return ofSecret(view, pod, { ...volume.secret, name: volume.secret.secretName });
  if (volume.downwardAPI) return { files: ofDownwardApi(pod, volume.downwardAPI.items ?? []) };
  return volume.projected && ofProjected(view, pod, volume.projected);
}

/** Models `MakePayload` of `pkg/volume/configmap/configmap.go`. */
function ofConfigMap(view: View, pod: Pod, { name, items, optional }: ConfigMapVolume): Payload {
  const key = objectKey('ConfigMap', pod.metadata.namespace, name);
  const object = view.get<ConfigMap>(key);
  if (!object) return optional === true ? { files: [] } : { problem: `configmap "${name}" not found` };
  const data = new Map(Object.entries(object.data ?? {}));
  for (const [file, text] of Object.entries(object.binaryData ?? {})) data.set(file, textOfBase64(text));
  return project(data, items, key, optional, (missing) => `configmap references non-existent config key: ${missing}`);
}

/** Models `MakePayload` of `pkg/volume/secret/secret.go`. */
function ofSecret(
  view: View,
  pod: Pod,
  { name, items, optional }: { name: string; items?: readonly KeyToPath[]; optional?: boolean },
): Payload {
  const key = objectKey('Secret', pod.metadata.namespace, name);
  const object = view.get<Secret>(key);
  if (!object) return optional === true ? { files: [] } : { problem: `secret "${name}" not found` };
  const data = new Map<string, string>();
  for (const [file, text] of Object.entries(object.data ?? {})) data.set(file, textOfBase64(text));
  for (const [file, text] of Object.entries(object.stringData ?? {})) data.set(file, text);
  return project(data, items, key, optional, (missing) => `references non-existent secret key: ${missing}`);
}

function project(
  data: ReadonlyMap<string, string>,
  items: readonly KeyToPath[] | undefined,
  by: ObjectKey,
  optional: boolean | undefined,
  words: (key: string) => string,
): Payload {
  const wanted = items ?? [...data.keys()].map((key): KeyToPath => ({ key, path: key }));
  const files: PayloadFile[] = [];
  for (const { key, path } of wanted) {
    const text = data.get(key);
    if (text !== undefined) files.push({ path, text, by });
    else if (optional !== true) return { problem: words(key) };
  }
  return { files };
}

/** Models `collectData` of `pkg/volume/projected/projected.go`: every error is named, and one is enough to fail. */
function ofProjected(view: View, pod: Pod, { sources = [] }: ProjectedVolume): Payload {
  const files: PayloadFile[] = [];
  const problems: string[] = [];
  for (const { configMap, secret, downwardAPI, serviceAccountToken } of sources) {
    const part = configMap
      ? ofConfigMap(view, pod, configMap)
      : secret
        ? ofSecret(view, pod, secret)
        : { files: ofDownwardApi(pod, downwardAPI?.items ?? []) };
    if ('problem' in part) problems.push(part.problem);
    else files.push(...part.files);
    if (serviceAccountToken) {
      files.push({ path: serviceAccountToken.path, text: '<a signed token>', by: keyOf(pod) });
    }
  }
  if (problems.length > 1) return { problem: `[${problems.join(', ')}]` };
  return problems[0] === undefined ? { files } : { problem: problems[0] };
}

function ofDownwardApi(pod: Pod, items: readonly DownwardItem[]): readonly PayloadFile[] {
  return items.map(({ path, fieldRef, resourceFieldRef }) => ({
    path,
    by: keyOf(pod),
    text: fieldRef ? podField(pod, fieldRef.fieldPath) : resourceFieldRef ? resource(pod, resourceFieldRef) : '',
  }));
}

/** Models `ExtractFieldPathAsString` of `pkg/fieldpath/fieldpath.go`. */
function podField(pod: Pod, path: string): string {
  const { metadata } = pod;
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript) {
    const map = (subscript[1] === 'labels' ? metadata.labels : metadata.annotations) ?? {};
    const key = subscript[2] ?? '';
    return Object.hasOwn(map, key) ? (map[key] ?? '') : '';
  }
  switch (path) {
    case 'metadata.name':
      return metadata.name;
    case 'metadata.namespace':
      return metadata.namespace ?? '';
    case 'metadata.uid':
      return metadata.uid ?? '';
    case 'metadata.labels':
    case 'metadata.annotations': {
      const map = (path === 'metadata.labels' ? metadata.labels : metadata.annotations) ?? {};
      const lines = Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return lines.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join('\n');
    }
    default:
      return '';
  }
}

/** Models `ExtractResourceValueByContainerName` of `pkg/api/v1/resource/helpers.go`, with the divisor 1. */
function resource(pod: Pod, { containerName, resource: name }: NonNullable<DownwardItem['resourceFieldRef']>): string {
  const container = pod.spec.containers.find((one) => one.name === containerName) ?? pod.spec.containers[0];
  const [list, what] = name.split('.') as ['limits' | 'requests', string];
  const quantity = quantityOf(container?.resources?.[list]?.[what]);
  return String(what === 'cpu' ? (milliValue(quantity) + 999n) / 1000n : wholeValue(quantity));
}
