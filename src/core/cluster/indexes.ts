import type { ObjectKey } from '../api/key.js';
import { matchesLabels } from '../api/labels.js';
import type { KubeObject, Labels, LabelSelector } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { Service } from '../api/service.js';
import type { PersistentVolume, PersistentVolumeClaim, VolumeAttachment } from '../api/storage.js';
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../api/workload.js';
import { hasEnded } from './conditions.js';
import type { Context, IndexName, NodeUsage } from './controller.js';
import { controllerOf } from './ownership.js';
import { podRequests, scoredRequests } from './pod-resources.js';
import type { StoreIndex, StoreTally } from './store.js';
import { isOffered, modeOf, modesText, offerRank, offerTerm } from './volume-offers.js';

const NONE: readonly string[] = [];

/** Every way the controllers look objects up. A Service (or workload) is filed under one pair of its selector; the reader checks the rest. */
export const INDEXES: readonly (StoreIndex & { readonly name: IndexName })[] = [
  {
    name: 'owner',
    kinds: 'all',
    terms: (object) => object.metadata.ownerReferences?.map((owner) => owner.uid) ?? NONE,
    same: (before, after) => before.metadata.ownerReferences === after.metadata.ownerReferences,
  },
  {
    name: 'namespace',
    kinds: 'all',
    terms: (object) => (object.metadata.namespace === undefined ? NONE : [object.metadata.namespace]),
    same: () => true,
  },
  { name: 'pod-node', kinds: new Set(['Pod']), terms: (object) => [(object as Pod).spec.nodeName ?? ''] },
  {
    name: 'pod-label',
    kinds: new Set(['Pod']),
    terms: (object) => [
      `${object.metadata.namespace}|`,
      ...pairs(object.metadata.labels).map((pair) => `${object.metadata.namespace}|${pair}`),
    ],
    same: (before, after) => before.metadata.labels === after.metadata.labels,
  },
  {
    name: 'orphan',
    kinds: new Set(['Pod', 'ReplicaSet']),
    terms: (object) => (controllerOf(object) ? NONE : [`${object.kind}/${object.metadata.namespace}`]),
    same: (before, after) => before.metadata.ownerReferences === after.metadata.ownerReferences,
  },
  {
    name: 'pod-owner-node',
    kinds: new Set(['Pod']),
    terms: (object) => {
      const owner = controllerOf(object)?.uid;
      const node = (object as Pod).spec.nodeName;
      if (object.metadata.deletionTimestamp !== undefined || hasEnded(object as Pod)) return NONE;
      return owner !== undefined && node !== undefined ? [`${owner}@${node}`] : NONE;
    },
  },
  {
    name: 'pod-company',
    kinds: new Set(['Pod']),
    terms: (object) => {
      const { affinity, nodeName } = (object as Pod).spec;
      const wish = nodeName === undefined ? affinity?.podAffinity : affinity?.podAntiAffinity;
      if (!wish?.requiredDuringSchedulingIgnoredDuringExecution?.length) return NONE;
      return [nodeName === undefined ? 'seeking' : 'apart'];
    },
    same: (before, after) => (before as Pod).spec === (after as Pod).spec,
  },
  {
    name: 'service-selector',
    kinds: new Set(['Service']),
    terms: (object) => {
      const selector = (object as Service).spec.selector;
      return hasPairs(selector) ? [filedUnder(object, selector)] : NONE;
    },
  },
  {
    name: 'workload-selector',
    kinds: new Set(['ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet']),
    terms: (object) => [
      `${object.kind}:${filedUnder(object, (object as ReplicaSet | Deployment | StatefulSet | DaemonSet).spec.selector.matchLabels)}`,
    ],
  },
  {
    name: 'service-ip',
    kinds: new Set(['Service']),
    terms: (object) => (object as Service).spec.clusterIPs?.filter((ip) => ip !== 'None') ?? NONE,
  },
  {
    name: 'node-port',
    kinds: new Set(['Service']),
    terms: (object) => {
      const { ports = [], healthCheckNodePort } = (object as Service).spec;
      return [...ports.map((port) => port.nodePort), healthCheckNodePort].flatMap((port) =>
        port ? [String(port)] : [],
      );
    },
  },
  {
    name: 'slice-service',
    kinds: new Set(['EndpointSlice']),
    terms: (object) => {
      const service = object.metadata.labels?.['kubernetes.io/service-name'];
      return service === undefined ? NONE : [`${object.metadata.namespace}/${service}`];
    },
  },
  {
    name: 'pod-claim',
    kinds: new Set(['Pod']),
    terms: (object) => claimsOf(object as Pod),
    same: (before, after) => (before as Pod).spec === (after as Pod).spec,
  },
  {
    name: 'claim-class',
    kinds: new Set(['PersistentVolumeClaim']),
    terms: (object) => [classOf(object as PersistentVolumeClaim) ?? ''],
  },
  {
    name: 'claim-volume',
    kinds: new Set(['PersistentVolumeClaim']),
    terms: (object) => termOf((object as PersistentVolumeClaim).spec.volumeName),
  },
  {
    name: 'volume-claim',
    kinds: new Set(['PersistentVolume']),
    terms: (object) => {
      const { claimRef } = (object as PersistentVolume).spec;
      return claimRef === undefined ? NONE : [`${claimRef.namespace}/${claimRef.name}`];
    },
  },
  {
    name: 'claim-waiting',
    kinds: new Set(['PersistentVolumeClaim']),
    terms: (object) => {
      const claim = object as PersistentVolumeClaim;
      return claim.spec.volumeName ? NONE : [classOf(claim) ?? ''];
    },
  },
  {
    name: 'volume-offer',
    kinds: new Set(['PersistentVolume']),
    terms: (object) => {
      const volume = object as PersistentVolume;
      const { spec } = volume;
      return isOffered(volume) ? [offerTerm(classOf(volume) ?? '', modeOf(spec), modesText(spec.accessModes))] : NONE;
    },
    rank: (object) => offerRank(object as PersistentVolume),
  },
  {
    name: 'attachment-node',
    kinds: new Set(['VolumeAttachment']),
    terms: (object) => [(object as VolumeAttachment).spec.nodeName],
  },
  {
    name: 'attachment-volume',
    kinds: new Set(['VolumeAttachment']),
    terms: (object) => termOf((object as VolumeAttachment).spec.source.persistentVolumeName),
  },
];

/** The annotation that named a class before the field did, and still goes before it (`GetPersistentVolumeClaimClass` of component-helpers). */
const OLD_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** The class a claim or a volume names; undefined for none, and for a claim that a default class may still be given. */
export function classOf(object: PersistentVolumeClaim | PersistentVolume): string | undefined {
  return object.metadata.annotations?.[OLD_CLASS] ?? object.spec.storageClassName;
}

/**
 * The claims a pod uses, as `namespace/name`: those it names, and those made for its generic ephemeral volumes, `<pod>-<volume>`
 * (`staging/src/k8s.io/component-helpers/storage/ephemeral/ephemeral.go`).
 */
export function claimsOf(pod: Pod): readonly string[] {
  const { name, namespace } = pod.metadata;
  const volumes = pod.spec.volumes ?? [];
  if (volumes.length === 0) return NONE;
  return volumes.flatMap((volume) => {
    if (volume.persistentVolumeClaim) return [`${namespace}/${volume.persistentVolumeClaim.claimName}`];
    return volume.ephemeral ? [`${namespace}/${name}-${volume.name}`] : [];
  });
}

function termOf(term: string | undefined): readonly string[] {
  return term ? [term] : NONE;
}

function pairs(labels: Labels | undefined): readonly string[] {
  return labels === undefined ? NONE : Object.entries(labels).map(([key, value]) => `${key}=${value}`);
}

function hasPairs(labels: Labels | undefined): labels is Labels {
  return labels !== undefined && Object.keys(labels).length > 0;
}

function filedUnder(object: KubeObject, selector: Labels | undefined): string {
  return `${object.metadata.namespace}|${pairs(selector).toSorted()[0] ?? ''}`;
}

/** What the pods of each node ask for together. Ended pods take nothing: the scheduler's informer leaves them out. */
export const NODE_USAGE: StoreTally = {
  kind: 'Pod',
  share(object) {
    const pod = object as Pod;
    const { nodeName } = pod.spec;
    if (nodeName === undefined || hasEnded(pod)) return undefined;
    const [wants, scored] = [podRequests(pod.spec), scoredRequests(pod.spec)];
    return { term: nodeName, amounts: [wants.cpu, wants.memory, 1, scored.cpu, scored.memory] };
  },
};

/** The sums of `NODE_USAGE` by their names. */
export function usageOf(sums: readonly number[] = []): NodeUsage {
  const [cpu = 0, memory = 0, pods = 0, scoredCpu = 0, scoredMemory = 0] = sums;
  return { requested: { cpu, memory, pods }, scored: { cpu: scoredCpu, memory: scoredMemory, pods } };
}

/** The pods of a namespace that carry all these labels. Walks the shortest list the index offers. */
export function podsWithLabels(context: Pick<Context, 'find' | 'get'>, namespace: string, labels: Labels): Pod[] {
  let shortest = context.find('pod-label', `${namespace}|`);
  for (const pair of pairs(labels)) {
    const keys = context.find('pod-label', `${namespace}|${pair}`);
    if (keys.length < shortest.length) shortest = keys;
  }
  const found: Pod[] = [];
  for (const key of shortest) {
    const pod = context.get<Pod>(key);
    if (pod && matchesLabels(labels, pod.metadata.labels)) found.push(pod);
  }
  return found;
}

/** The Services of a namespace whose selector matches these labels (`GetServicesForPod` of the endpointslice module). */
export function servicesSelecting(
  context: Pick<Context, 'find' | 'get'>,
  namespace: string,
  labels: Labels | undefined,
): ObjectKey[] {
  const found: ObjectKey[] = [];
  for (const pair of pairs(labels)) {
    for (const key of context.find('service-selector', `${namespace}|${pair}`)) {
      const service = context.get<Service>(key);
      if (service?.spec.selector && matchesLabels(service.spec.selector, labels)) found.push(key);
    }
  }
  return found;
}

/** The workloads of a kind that might select these labels; the caller checks `matchExpressions` and ownership. */
export function workloadsNear(
  context: Pick<Context, 'find'>,
  kind: 'ReplicaSet' | 'Deployment' | 'StatefulSet' | 'DaemonSet',
  namespace: string,
  labels: Labels | undefined,
): ObjectKey[] {
  return ['', ...pairs(labels)].flatMap((pair) => context.find('workload-selector', `${kind}:${namespace}|${pair}`));
}

/** The pods a selector can reach by its `matchLabels`; the caller checks `matchExpressions`. */
export function podsNear(context: Pick<Context, 'find' | 'get'>, namespace: string, selector: LabelSelector): Pod[] {
  return podsWithLabels(context, namespace, selector.matchLabels ?? {});
}

/** The pods of a namespace that no controller owns. */
export function orphanPods(context: Pick<Context, 'find' | 'get'>, namespace: string): Pod[] {
  return context.find('orphan', `Pod/${namespace}`).map((key) => context.get<Pod>(key) as Pod);
}
