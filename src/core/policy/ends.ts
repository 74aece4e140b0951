import { parseIp, type IpAddress } from '../api/ip.js';
import { objectKey } from '../api/key.js';
import type { KubeObject, Labels } from '../api/meta.js';
import type { Pod } from '../api/pod.js';
import type { ClusterView } from '../cluster/types.js';
import type { PolicyEnd } from './types.js';

/** One end as selectors and blocks see it: a pod by its labels and its namespace's, everything else by its address alone. */
export interface Seen {
  readonly name: string;
  /** Empty when it has none yet. */
  readonly ip: string;
  readonly address: IpAddress | undefined;
  /** Whose address it is, when it is a node's: the node itself, or a pod of its network. */
  readonly node?: string;
  readonly pod?: Pod;
  readonly namespace: string;
  readonly namespaceLabels: Labels;
}

/** The label that the API server puts on every namespace (`NamespaceDefaultLabelName`). */
const NAME_LABEL = 'kubernetes.io/metadata.name';

/**
 * How a policy sees an end. A pod of the host's network is its node: selectors do not pick it, "the most common case" of the two that the
 * documentation of NetworkPolicy leaves to the provider.
 */
export function seenAs(view: ClusterView, end: PolicyEnd): Seen {
  if (end.kind === 'address') {
    const node = end.node === undefined ? {} : { node: end.node };
    return { name: end.node ?? end.ip, ...addressed(end.ip), ...node, namespace: '', namespaceLabels: {} };
  }
  const { pod } = end;
  const { name } = pod.metadata;
  if (isOnHost(pod)) {
    const ip = pod.status?.hostIP ?? pod.status?.podIP ?? '';
    return { name, ...addressed(ip), ...nodeOf(pod), namespace: '', namespaceLabels: {} };
  }
  const namespace = pod.metadata.namespace ?? '';
  return {
    name,
    ...addressed(pod.status?.podIP ?? ''),
    pod,
    namespace,
    namespaceLabels: labelsOfNamespace(view, namespace),
  };
}

const addresses = new Map<string, IpAddress | undefined>();
/** Addresses read so far are kept while there are not many: the same ones come again and again. */
const MAX_ADDRESSES = 10_000;

function addressed(ip: string): Pick<Seen, 'ip' | 'address'> {
  if (!addresses.has(ip)) {
    if (addresses.size >= MAX_ADDRESSES) addresses.clear();
    addresses.set(ip, parseIp(ip));
  }
  return { ip, address: addresses.get(ip) };
}

export function isOnHost(pod: Pod): boolean {
  return pod.spec?.hostNetwork === true;
}

function nodeOf(pod: Pod): { readonly node?: string } {
  return pod.spec.nodeName === undefined ? {} : { node: pod.spec.nodeName };
}

/** A namespace's labels, with its name among them whether or not somebody has written it. */
function labelsOfNamespace(view: ClusterView, name: string): Labels {
  const labels = view.get<KubeObject>(objectKey('Namespace', undefined, name))?.metadata.labels ?? {};
  return Object.hasOwn(labels, NAME_LABEL) ? labels : { ...labels, [NAME_LABEL]: name };
}
