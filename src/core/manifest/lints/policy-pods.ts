import { getField, type FieldPath } from '../../api/field-path.js';
import { isEmptySelector, matchesSelector } from '../../api/labels.js';
import type { Labels, LabelSelector } from '../../api/meta.js';
import { isJsonObject } from '../checks/subject.js';
import type { PodSource, PodSources } from '../pod-sources.js';
import { labelsAt, listAt, textAt } from '../read-json.js';
import type { KnownObjects } from './known-objects.js';

/** Comparisons of a selector with labels, in one reading of all manifests: past them lints are silent rather than slow. */
const MOST_LOOKS = 500_000;
const NAME_LABEL = 'kubernetes.io/metadata.name';
/** Namespaces that the cluster brings, with pods that no manifest shows. */
const BROUGHT: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

/** What policies select among the pods of the manifests. */
export interface PolicyPods {
  /** The pods of a namespace that a selector selects; undefined when it is not known. */
  select(namespace: string, selector: LabelSelector): readonly PodSource[] | undefined;
  /** The pods of a peer of a policy in `namespace`; undefined for address blocks, and where pods may be that nobody wrote. */
  ofPeer(namespace: string, peer: unknown): readonly PodSource[] | undefined;
  readonly all: readonly PodSource[];
  inNamespace(namespace: string): readonly PodSource[];
}

export function policyPods(pods: PodSources, known: KnownObjects): PolicyPods {
  let looks = 0;
  const answers = new Map<string, readonly PodSource[]>();
  const labels = namespaceLabels(pods, known);
  const matching = <T>(items: readonly T[], test: (one: T) => boolean): readonly T[] | undefined => {
    looks += items.length;
    return looks > MOST_LOOKS ? undefined : items.filter(test);
  };
  const select = (namespace: string, selector: LabelSelector) => {
    const inNamespace = pods.inNamespace(namespace);
    if (isEmptySelector(selector)) return inNamespace;
    if ((selector.matchExpressions ?? []).length === 0) return pods.matching(namespace, selector.matchLabels ?? {});
    const question = `${namespace}\n${JSON.stringify(selector)}`;
    const answer = answers.get(question) ?? matching(inNamespace, (pod) => matchesSelector(selector, pod.labels));
    if (answer !== undefined) answers.set(question, answer);
    return answer;
  };
  return {
    select,
    all: pods.all,
    inNamespace: (namespace) => pods.inNamespace(namespace),
    ofPeer(namespace, peer) {
      if (isJsonObject(getField(peer, ['ipBlock']))) return undefined;
      const podSelector = selectorAt(peer, ['podSelector']);
      const namespaceSelector = selectorAt(peer, ['namespaceSelector']);
      if (podSelector === 'bad' || namespaceSelector === 'bad') return undefined;
      if (namespaceSelector === undefined) return podSelector && select(namespace, podSelector);
      const chosen = matching([...labels], ([, one]) => matchesSelector(namespaceSelector, one));
      if (chosen === undefined || chosen.some(([name]) => BROUGHT.has(name))) return undefined;
      const found = chosen.map(([name]) => select(name, podSelector ?? {}));
      return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
    },
  };
}

/** The labels of the namespaces there are: written, brought by the cluster, or only named by pods. Each has its own name among them. */
function namespaceLabels(pods: PodSources, known: KnownObjects): ReadonlyMap<string, Labels> {
  const names = new Set(['default', ...BROUGHT, ...pods.all.map(({ namespace }) => namespace)]);
  const labels = new Map<string, Labels>([...names].map((name) => [name, { [NAME_LABEL]: name }]));
  for (const { document } of known.ofKind('Namespace')) {
    const { name } = document.object.metadata;
    labels.set(name, { ...labelsAt(document.object, ['metadata', 'labels']), [NAME_LABEL]: name });
  }
  return labels;
}

/** A selector that is written; `bad` for one that validation refuses. Null and absent are the same: not there. */
export function selectorAt(object: unknown, path: FieldPath): LabelSelector | undefined | 'bad' {
  const written = getField(object, path) ?? undefined;
  if (written === undefined) return undefined;
  if (!isJsonObject(written)) return 'bad';
  const expressions = listAt(written, ['matchExpressions']);
  const wellFormed = expressions.every(
    (one) => textAt(one, ['key']) !== undefined && textAt(one, ['operator']) !== undefined && isList(one),
  );
  if (!wellFormed) return 'bad';
  const matchLabels = labelsAt(written, ['matchLabels']);
  return {
    ...(matchLabels === undefined ? {} : { matchLabels }),
    matchExpressions: expressions as unknown as NonNullable<LabelSelector['matchExpressions']>,
  };
}

function isList(requirement: unknown): boolean {
  return Array.isArray(getField(requirement, ['values']) ?? []);
}

/** A selector as kubectl writes it (`FormatLabelSelector` of apimachinery's meta/v1/helpers.go): `app=web,tier in (a,b),!old`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return key;
      return operator === 'DoesNotExist' ? `!${key}` : `${key} ${operator.toLowerCase()} (${values.join(',')})`;
    }),
  ].join(',');
}
