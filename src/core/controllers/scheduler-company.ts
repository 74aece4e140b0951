import type { Cause } from '../api/cause.js';
import { objectKey, type ObjectKey } from '../api/key.js';
import { matchesSelector } from '../api/labels.js';
import type { KubeObject } from '../api/meta.js';
import type { Node } from '../api/node.js';
import type { Pod, PodAffinityTerm } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context } from '../cluster/controller.js';
import { podsNear } from '../cluster/indexes.js';
import { assumedPods } from './scheduler-assumed.js';
import { podField, type Company, type Filter, type NodeInfo } from './scheduler-cycle.js';

type Wish = 'podAffinity' | 'podAntiAffinity';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

/** The pods without a node that want one near others: a pod that has come to its node may be what they wait for. */
export function podsSeekingCompany(context: Context): readonly ObjectKey[] {
  return context.find('pod-company', 'seeking');
}

/**
 * Where the pods run that a pod wants near it or away from it, and those that want it away; undefined when nobody wants anything. Models
 * `PreFilter` of `pkg/scheduler/framework/plugins/interpodaffinity/filtering.go`.
 */
export function companyOf(context: Context, pod: Pod, infos: readonly NodeInfo[]): Company | undefined {
  const near = termsOf(pod, 'podAffinity');
  const away = termsOf(pod, 'podAntiAffinity');
  const assumed = assumedPods(context);
  const apart = [
    ...context.find('pod-company', 'apart').map((key) => context.get<Pod>(key) as Pod),
    ...assumed.flatMap((one) => (termsOf(one.pod, 'podAntiAffinity').length > 0 ? [one.pod] : [])),
  ];
  if (near.length === 0 && away.length === 0 && apart.length === 0) return undefined;

  const nodes = new Map(infos.map(({ node }) => [node.metadata.name, node] as const));
  const nodeOf = (other: Pod): Node | undefined => {
    if (hasEnded(other)) return undefined;
    return nodes.get(other.spec.nodeName ?? assumed.find((one) => one.pod === other)?.node ?? '');
  };
  const fitsAll = (other: Pod): boolean => near.every((term) => fits(context, pod, term, other));

  const nearPairs = new Set<string>();
  for (const other of near[0] ? candidates(context, pod, near[0]) : []) {
    const node = nodeOf(other);
    if (!node || !fitsAll(other)) continue;
    for (const term of near) add(nearPairs, pairOf(term, node));
  }
  const awayPairs = new Set<string>();
  for (const term of away) {
    for (const other of candidates(context, pod, term)) {
      const node = nodeOf(other);
      if (node && fits(context, pod, term, other)) add(awayPairs, pairOf(term, node));
    }
  }
  const unwelcome = new Map<string, Cause>();
  for (const other of apart) {
    const node = nodeOf(other);
    if (!node) continue;
    for (const [index, term] of termsOf(other, 'podAntiAffinity').entries()) {
      const pair = pairOf(term, node);
      if (pair === undefined || unwelcome.has(pair) || !fits(context, other, term, pod)) continue;
      unwelcome.set(pair, fieldOf(other, 'podAntiAffinity', index));
    }
  }
  return { near: nearPairs, isFirst: near.length > 0 && fitsAll(pod), away: awayPairs, unwelcome };
}

/** Required affinities and anti-affinities to other pods, in the order in which the plug-in asks (`Filter` of the same file). */
export const interPodAffinity: Filter = (pod, { node }, { company }) => {
  if (!company) return undefined;
  const near = termsOf(pod, 'podAffinity');
  // The first of a group that wants to be together has nobody to be near to; but the node must have a place to speak of.
  const isFirst = company.near.size === 0 && company.isFirst;
  const lonely = near.findIndex((term) => {
    const pair = pairOf(term, node);
    return pair === undefined || (!isFirst && !company.near.has(pair));
  });
  if (lonely >= 0) {
    const reasons = ["node(s) didn't match pod affinity rules"];
    return { reasons, resolvable: false, cause: fieldOf(pod, 'podAffinity', lonely) };
  }
  const met = termsOf(pod, 'podAntiAffinity').findIndex((term) => company.away.has(pairOf(term, node) ?? ''));
  if (met >= 0) {
    const reasons = ["node(s) didn't match pod anti-affinity rules"];
    return { reasons, resolvable: true, cause: fieldOf(pod, 'podAntiAffinity', met) };
  }
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    const cause = company.unwelcome.get(`${key}=${value}`);
    const reasons = ["node(s) didn't satisfy existing pods anti-affinity rules"];
    if (cause) return { reasons, resolvable: true, cause };
  }
  return undefined;
};

function termsOf({ spec }: Pod, wish: Wish): readonly PodAffinityTerm[] {
  return spec.affinity?.[wish]?.[REQUIRED] ?? [];
}

function fieldOf(pod: Pod, wish: Wish, index: number): Cause {
  return podField(pod, 'spec', 'affinity', wish, REQUIRED, index);
}

/** `zone=a`; undefined where the node lacks the label. */
function pairOf({ topologyKey }: PodAffinityTerm, node: Node): string | undefined {
  const { labels } = node.metadata;
  return labels !== undefined && Object.hasOwn(labels, topologyKey)
    ? `${topologyKey}=${labels[topologyKey]}`
    : undefined;
}

function add(pairs: Set<string>, pair: string | undefined): void {
  if (pair !== undefined) pairs.add(pair);
}

/** The pods that a term of this pod may mean: those of its own namespace by their labels, or all where it names namespaces. */
function candidates(context: Context, { metadata }: Pod, term: PodAffinityTerm): readonly Pod[] {
  if (term.labelSelector === undefined) return [];
  return ownNamespaceOnly(term)
    ? podsNear(context, metadata.namespace ?? '', term.labelSelector)
    : context.list<Pod>('Pod');
}

function ownNamespaceOnly({ namespaces = [], namespaceSelector }: PodAffinityTerm): boolean {
  return namespaces.length === 0 && namespaceSelector === undefined;
}

/**
 * Whether a term of `owner` means `other`: `AffinityTerm.Matches` of kube-scheduler's `framework/types.go`. The label keys that a term wants
 * equal or unequal stand for requirements that the API server adds to its selector (`applyMatchLabelKeysAndMismatchLabelKeys` of
 * `pkg/registry/core/pod/strategy.go`); a key that the owner lacks asks for nothing.
 */
function fits(context: Context, owner: Pod, term: PodAffinityTerm, other: Pod): boolean {
  if (!isMeant(context, owner, term, other.metadata.namespace ?? '')) return false;
  if (!matchesSelector(term.labelSelector, other.metadata.labels)) return false;
  const own = owner.metadata.labels ?? {};
  const has = other.metadata.labels ?? {};
  const isShared = (key: string): boolean => Object.hasOwn(has, key) && has[key] === own[key];
  return (
    (term.matchLabelKeys ?? []).every((key) => !Object.hasOwn(own, key) || isShared(key)) &&
    (term.mismatchLabelKeys ?? []).every((key) => !Object.hasOwn(own, key) || !isShared(key))
  );
}

/** The namespaces a term means: those it names and those it selects, or its pod's own when it does neither. */
function isMeant(context: Context, owner: Pod, term: PodAffinityTerm, namespace: string): boolean {
  if (ownNamespaceOnly(term)) return namespace === owner.metadata.namespace;
  if (term.namespaces?.includes(namespace) === true) return true;
  const labels = context.get<KubeObject>(objectKey('Namespace', undefined, namespace))?.metadata.labels;
  return matchesSelector(term.namespaceSelector, labels);
}
