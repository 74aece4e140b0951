import { parseAllDocuments } from 'yaml';
import {
  DEFAULT_SETTINGS,
  createManifestCache,
  defaultObject,
  keyOf,
  objectKey,
  parseManifests,
  type ClusterView,
  type Deployment,
  type KubeObject,
  type NetworkPolicy,
  type ObjectKey,
  type Pod,
} from '../../../src/core/index.js';

/** The objects of a text whose author wrote it as YAML 1.2: `y` is a namespace there, and no boolean. */
export function viewOfText(text: string): ClusterView {
  return viewOf(parseAllDocuments(text).flatMap((one) => defaultObject(one.toJS() as KubeObject)));
}

/** The objects of a case, read as an editor's text is, with a pod for each workload that has only a template. */
export interface PolicyCase {
  readonly view: ClusterView;
  /** The pods of each workload, by the name that the analyser gives it: `default/web[Deployment]`. */
  readonly workloads: ReadonlyMap<string, readonly Pod[]>;
  readonly policies: readonly NetworkPolicy[];
}

const TEMPLATES = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'ReplicationController',
]);

/**
 * Reads the cluster as np-guard's analyser does: it does not look at `hostNetwork`, which Kubernetes leaves to providers and we take for the node's
 * network; with `hasAddresses` false its pods have no address that a block could hold. A pod of nobody, or of its node, is a workload of its own.
 */
export function policyCase(text: string, hasAddresses: boolean): PolicyCase {
  const parsed = parseManifests([{ id: 'case', name: 'case', text }], createManifestCache());
  const objects = parsed.documents.map(({ object }) => defaultObject(object) as KubeObject);
  const workloads = new Map<string, Pod[]>();
  const add = (pod: Pod, owner: { readonly kind: string; readonly name: string }) => {
    const id = `${pod.metadata.namespace ?? 'default'}/${owner.name}[${owner.kind}]`;
    workloads.set(id, [...(workloads.get(id) ?? []), pod]);
    return pod;
  };
  const all = objects.map((object) => {
    if (object.kind === 'Pod') {
      const pod = offHost(hasAddresses ? (object as Pod) : withoutAddress(object as Pod));
      const owner = pod.metadata.ownerReferences?.find((one) => one.controller === true);
      if (!owner || owner.kind === 'Node') return add(pod, { kind: 'Pod', name: pod.metadata.name });
      return add(pod, { name: owner.name, kind: owner.kind ?? 'Pod' });
    }
    return object;
  });
  for (const object of objects) {
    if (TEMPLATES.has(object.kind))
      all.push(add(podOf(object as Deployment), { kind: object.kind, name: object.metadata.name }));
  }
  const view = viewOf(all);
  return { view, workloads, policies: view.list<NetworkPolicy>('NetworkPolicy') };
}

function offHost(pod: Pod): Pod {
  return { ...pod, spec: { ...pod.spec, hostNetwork: false } };
}

function withoutAddress(pod: Pod): Pod {
  const { podIP: _ip, podIPs: _ips, ...status } = pod.status;
  return { ...pod, status };
}

/** A pod as the workload's controller would make it. */
function podOf(workload: Deployment): Pod {
  const { metadata, spec } = workload.spec.template;
  const namespace = workload.metadata.namespace ?? 'default';
  return defaultObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name: `${workload.metadata.name}-template`, namespace },
    spec: { ...spec, hostNetwork: false },
    status: { phase: 'Running' },
  } as Pod) as Pod;
}

function viewOf(objects: readonly KubeObject[]): ClusterView {
  const byKey = new Map<ObjectKey, KubeObject>(objects.map((object) => [keyOf(object), object]));
  const lists = new Map<string, KubeObject[]>();
  for (const object of byKey.values()) lists.set(object.kind, [...(lists.get(object.kind) ?? []), object]);
  return {
    settings: DEFAULT_SETTINGS,
    clock: 0,
    get: <T extends KubeObject>(key: ObjectKey) => byKey.get(key) as T | undefined,
    list: <T extends KubeObject>(kind: string) => (lists.get(kind) ?? []) as readonly KubeObject[] as readonly T[],
  };
}

export function podNamed(view: ClusterView, text: string): Pod | undefined {
  const [namespace = '', name = ''] = text.split('/');
  return view.get<Pod>(objectKey('Pod', namespace, name));
}
