import { kindInfo, type KindInfo } from '../../api/kinds.js';
import type { Json, KubeObject } from '../../api/meta.js';
import { fix, type Finding, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { Schema } from '../schema/schema.js';
import { mostSimilar } from '../schema/similar.js';
import { locate } from '../source-map.js';
import { lineBreak, removePair } from '../text-edits.js';
import { findingAt, isJsonObject, type JsonObject, type Subject } from './subject.js';

/** What an object says it is, and what the API and the model know of that. */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly info: KindInfo | undefined;
  /** The schema's type, also for kinds without an entry in the table of kinds. */
  readonly typeId: string | undefined;
}

/**
 * Reads apiVersion and kind as kubectl's first look at a document does (`UnstructuredJSONScheme` in
 * k8s.io/apimachinery/pkg/apis/meta/v1/unstructured); without them there is no object.
 */
export function identify(
  subject: Subject,
  schema: Schema,
): { readonly identity?: Identity; readonly findings: readonly Finding[] } {
  const { value } = subject;
  const apiVersion = value['apiVersion'];
  const kind = value['kind'];
  const findings: Finding[] = [];
  if (typeof kind !== 'string' || kind === '') {
    findings.push(findingAt(subject, 'error', 'missing-kind', missing('Kind', value), ['kind']));
  }
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    const fixes = typeof kind === 'string' ? addApiVersion(subject, kind) : [];
    findings.push(
      findingAt(subject, 'error', 'missing-api-version', missing('apiVersion', value), ['apiVersion'], { fixes }),
    );
  }
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || findings.length > 0) return { findings };
  const identity = { apiVersion, kind, info: kindInfo(apiVersion, kind), typeId: schema.kind(apiVersion, kind) };
  return { identity, findings };
}

function missing(what: string, value: JsonObject): string {
  const text = shortJson(value, 120);
  return `Object '${what}' is missing in '${text.length > 120 ? `${text.slice(0, 120)}…` : text}'`;
}

/** The beginning of a value's JSON, at least `length` characters of it where it has so many: a tree from a user is never written whole. */
function shortJson(value: Json, length: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, length + 1));
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  let text = '';
  for (const name of Object.keys(value)) {
    if (text.length > length) return (isList ? '[' : '{') + text;
    const member = shortJson((value as JsonObject)[name] ?? null, length - text.length);
    text += `${text === '' ? '' : ','}${isList ? '' : `${JSON.stringify(name.slice(0, length + 1))}:`}${member}`;
  }
  return isList ? `[${text}]` : `{${text}}`;
}

function addApiVersion(subject: Subject, kind: string): readonly LocalFix[] {
  const apiVersion = SERVED_IN.get(kind);
  const at = locate(subject.source, ['kind']).node.key;
  if (apiVersion === undefined || at === undefined || subject.text[at.from - 1] === '{') return [];
  const indent = ' '.repeat(at.from - (subject.text.lastIndexOf('\n', at.from - 1) + 1));
  const text = `apiVersion: ${apiVersion}${lineBreak(subject.text)}${indent}`;
  return [fix('fix.addApiVersion', { apiVersion }, [{ from: at.from, to: at.from, text }])];
}

const SERVED_IN: ReadonlyMap<string, string> = new Map(
  [
    ['v1', 'Namespace Node Pod Service Endpoints ConfigMap Secret PersistentVolume PersistentVolumeClaim'],
    ['apps/v1', 'Deployment ReplicaSet StatefulSet DaemonSet'],
    ['discovery.k8s.io/v1', 'EndpointSlice'],
    ['networking.k8s.io/v1', 'Ingress IngressClass NetworkPolicy'],
    ['storage.k8s.io/v1', 'StorageClass VolumeAttachment CSIDriver CSINode'],
  ].flatMap(([apiVersion = '', kinds = '']) => kinds.split(' ').map((kind): [string, string] => [kind, apiVersion])),
);

/** Whether the cluster has such a kind, and whether the model does anything with it. Never an error: a bundle may hold custom resources. */
export function checkKind(
  subject: Subject,
  { apiVersion, kind, info, typeId }: Identity,
  schema: Schema,
): readonly Finding[] {
  if (info?.removed !== undefined || info?.simulated === true) return [];
  if (info !== undefined || typeId !== undefined)
    return [findingAt(subject, 'info', 'not-simulated', say('lint.notSimulated', { kind }), ['kind'])];
  const message = `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
  const versions = schema.versionsOf(kind).filter((version) => kindInfo(version, kind)?.removed === undefined);
  const [version] = versions;
  if (version !== undefined && isBuiltInGroup(apiVersion)) {
    const at = locate(subject.source, ['apiVersion']).node.value;
    const fixes = [fix('fix.setApiVersion', { apiVersion: version }, [{ ...at, text: version }])];
    return [findingAt(subject, 'warning', 'wrong-api-version', message, ['apiVersion'], { fixes })];
  }
  const meant = isBuiltInGroup(apiVersion) ? mostSimilar(kind, schema.kindsOf(apiVersion)) : undefined;
  const at = locate(subject.source, ['kind']).node.value;
  const fixes = meant === undefined ? [] : [fix('fix.replace', { from: kind, to: meant }, [{ ...at, text: meant }])];
  return [findingAt(subject, meant === undefined ? 'info' : 'warning', 'unknown-kind', message, ['kind'], { fixes })];
}

/** Groups that Kubernetes itself serves have no dot, or end in `.k8s.io` (custom resources of SIGs end in `.x-k8s.io` or are their own). */
function isBuiltInGroup(apiVersion: string): boolean {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  return !group.includes('.');
}

/**
 * The object with its namespace settled: `default` for namespaced kinds that name none, and none at all for cluster-scoped kinds, whose
 * namespace the API server clears (`EnsureObjectNamespaceMatchesRequestNamespace` in k8s.io/apiserver/pkg/registry/rest/meta.go).
 * Kinds that nobody knows count as namespaced.
 */
export function settleNamespace(
  subject: Subject,
  { info }: Identity,
): { readonly object: KubeObject; readonly findings: readonly Finding[] } {
  const object = subject.value as unknown as KubeObject;
  const { namespace } = object.metadata;
  const hasNamespace = namespace !== undefined && namespace !== null && namespace !== '';
  if (info?.namespaced !== false) {
    if (hasNamespace) return { object, findings: [] };
    return { object: withMetadata(object, { ...object.metadata, namespace: 'default' }), findings: [] };
  }
  if (!hasNamespace) return { object, findings: [] };
  const { namespace: _, ...metadata } = object.metadata;
  const removal = removePair(subject.text, locate(subject.source, ['metadata', 'namespace']).node);
  const fixes = removal === undefined ? [] : [fix('fix.removeKey', { key: 'namespace' }, [removal])];
  const message = say('lint.namespaceIgnored', { kind: object.kind });
  return {
    object: withMetadata(object, metadata),
    findings: [findingAt(subject, 'info', 'namespace-ignored', message, ['metadata', 'namespace'], { fixes })],
  };
}

function withMetadata(object: KubeObject, metadata: KubeObject['metadata']): KubeObject {
  return Object.freeze({ ...object, metadata: Object.freeze(metadata) });
}

/** The object's name; without one kubectl refuses it before the API server sees it. */
export function nameOf(subject: Subject): { readonly name?: string; readonly findings: readonly Finding[] } {
  const metadata = subject.value['metadata'];
  const name = isJsonObject(metadata) && Object.hasOwn(metadata, 'name') ? metadata['name'] : undefined;
  if (typeof name === 'string' && name !== '') return { name, findings: [] };
  const generateName =
    isJsonObject(metadata) && Object.hasOwn(metadata, 'generateName') ? metadata['generateName'] : undefined;
  if (typeof generateName === 'string' && generateName !== '') {
    const message = `from ${generateName}: cannot use generate name with apply`;
    return { findings: [findingAt(subject, 'error', 'generate-name', message, ['metadata', 'generateName'])] };
  }
  if (name !== undefined && name !== null && name !== '') return { findings: [] };
  return {
    findings: [findingAt(subject, 'error', 'missing-name', 'resource name may not be empty', ['metadata', 'name'])],
  };
}
