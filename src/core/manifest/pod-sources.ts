import { getField, type FieldPath } from '../api/field-path.js';
import { matchesLabels } from '../api/labels.js';
import type { IntOrString, Labels } from '../api/meta.js';
import { labelsAt, listAt, textAt } from './read-json.js';
import type { ManifestDocument } from './types.js';

export interface DeclaredPort {
  readonly name: string | undefined;
  readonly port: number;
  readonly protocol: string;
}

/** Something that pods come from: a Pod itself, or the template of a workload. */
export interface PodSource {
  readonly document: ManifestDocument;
  readonly namespace: string;
  readonly labels: Labels;
  /** Where the labels stand in the object. */
  readonly labelsPath: FieldPath;
  readonly ports: readonly DeclaredPort[];
}

/** Where each kind keeps the pods it makes. */
const TEMPLATES: ReadonlyMap<string, FieldPath> = new Map<string, FieldPath>([
  ['Pod', []],
  ['Deployment', ['spec', 'template']],
  ['ReplicaSet', ['spec', 'template']],
  ['StatefulSet', ['spec', 'template']],
  ['DaemonSet', ['spec', 'template']],
  ['ReplicationController', ['spec', 'template']],
  ['Job', ['spec', 'template']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
]);

/** The way to the pod, or to the template of the pods, that an object of this kind holds; undefined for other kinds. */
export function podTemplatePath(kind: string): FieldPath | undefined {
  return TEMPLATES.get(kind);
}

/** All sources of pods, found by labels in time that depends on the answer and not on how many there are. */
export interface PodSources {
  readonly all: readonly PodSource[];
  /** The sources in a namespace whose pods have all these labels; the same list for the same question. */
  matching(namespace: string, selector: Labels): readonly PodSource[];
  inNamespace(namespace: string): readonly PodSource[];
}

export function findPodSources(documents: readonly ManifestDocument[]): PodSources {
  const all = documents.flatMap(podSourceOf);
  const byNamespace = new Map<string, PodSource[]>();
  const byLabel = new Map<string, PodSource[]>();
  for (const source of all) {
    push(byNamespace, source.namespace, source);
    for (const [key, value] of Object.entries(source.labels))
      push(byLabel, labelKey(source.namespace, key, value), source);
  }
  const answers = new Map<string, readonly PodSource[]>();
  return {
    all,
    inNamespace: (namespace) => byNamespace.get(namespace) ?? [],
    matching(namespace, selector) {
      const question = [namespace, ...Object.entries(selector).flat()].join('\n');
      const known = answers.get(question);
      if (known !== undefined) return known;
      const pairs = Object.entries(selector);
      const written = pairs.filter(([key]) => !GIVEN.has(key));
      const lists = written.map(([key, value]) => byLabel.get(labelKey(namespace, key, value)) ?? []);
      const shortest = lists.reduce((a, b) => (b.length < a.length ? b : a), byNamespace.get(namespace) ?? []);
      const found = shortest.filter((source) => pairs.every(([key, value]) => hasLabel(source, key, value)));
      answers.set(question, found);
      return found;
    },
  };
}

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';
/** Labels that no template has and every pod of a StatefulSet is given (`updateIdentity` of `pkg/controller/statefulset/stateful_set_utils.go`). */
const GIVEN: ReadonlySet<string> = new Set([POD_NAME, POD_INDEX]);

function hasLabel({ document: { object }, labels }: PodSource, key: string, value: string): boolean {
  if (matchesLabels({ [key]: value }, labels)) return true;
  if (!GIVEN.has(key) || object.kind !== 'StatefulSet') return false;
  const prefix = `${object.metadata.name}-`;
  const index = key === POD_INDEX ? value : value.startsWith(prefix) ? value.slice(prefix.length) : '';
  if (!/^(?:0|[1-9]\d*)$/.test(index)) return false;
  const start = numberAt(object, ['spec', 'ordinals', 'start'], 0);
  const replicas = numberAt(object, ['spec', 'replicas'], 1);
  return Number(index) >= start && Number(index) < start + replicas;
}

function numberAt(object: object, path: FieldPath, otherwise: number): number {
  const value = getField(object, path);
  return typeof value === 'number' ? value : otherwise;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}

function podSourceOf(document: ManifestDocument): readonly PodSource[] {
  const { object } = document;
  const template = TEMPLATES.get(object.kind);
  if (template === undefined) return [];
  const labelsPath = [...template, 'metadata', 'labels'];
  const ports = ['initContainers', 'containers'].flatMap((list) =>
    listAt(object, [...template, 'spec', list]).flatMap((container) =>
      listAt(container, ['ports']).flatMap(declaredPort),
    ),
  );
  const namespace = object.metadata.namespace ?? 'default';
  return [{ document, namespace, labels: labelsAt(object, labelsPath) ?? {}, labelsPath, ports }];
}

function declaredPort(value: unknown): readonly DeclaredPort[] {
  const port = (value as { containerPort?: IntOrString } | null)?.containerPort;
  if (typeof port !== 'number') return [];
  return [{ name: textAt(value, ['name']), port, protocol: textAt(value, ['protocol']) ?? 'TCP' }];
}
