import { cidrContains, parseCidrSloppy, type Cidr } from '../api/cidr.js';
import type { FieldPath } from '../api/field-path.js';
import { parseIp } from '../api/ip.js';
import { isEmptySelector } from '../api/labels.js';
import type { Message } from '../api/message.js';
import type { NetworkPolicyPeer } from '../api/networking.js';
import type { Seen } from './ends.js';
import { present } from './items.js';
import { firstUnmet, type Unmet } from './selector.js';
import { why } from './why.js';

/** How one item of `from` or `to`, or of `ports`, went; `field` leads from the item to what decided it. */
export interface Tried {
  readonly matched: boolean;
  readonly why: Message;
  readonly field: FieldPath;
}

/**
 * Whether an end is one of a peer's: `podSelector` alone picks pods of the policy's own namespace, `namespaceSelector` alone all pods of
 * the namespaces it matches, both together pods that match in namespaces that match; `ipBlock` picks addresses, those of pods too.
 * Models `NetworkPolicyPeer` of k8s.io/api/networking/v1/types.go.
 */
export function tryPeer(peer: NetworkPolicyPeer | undefined, namespace: string, end: Seen): Tried {
  const block = present(peer?.ipBlock);
  if (block) return tryBlock(block, end);
  const pods = present(peer?.podSelector);
  const namespaces = present(peer?.namespaceSelector);
  if (!pods && !namespaces) return { matched: false, why: why('policy.peer.nothing', {}), field: [] };

  const first = namespaces ? 'namespaceSelector' : 'podSelector';
  if (!end.pod) return { matched: false, why: notAPod(end), field: [first] };
  const named = { name: end.name, namespace: end.namespace };
  if (!namespaces && end.namespace !== namespace) {
    const sentence = why('policy.peer.otherNamespace', { ...named, wanted: namespace });
    return { matched: false, why: sentence, field: ['podSelector'] };
  }
  const foreign = namespaces && firstUnmet(namespaces, end.namespaceLabels);
  if (foreign) {
    const sentence = why('policy.peer.namespaceLabel', { ...named, ...labelOf(foreign) });
    return { matched: false, why: sentence, field: ['namespaceSelector', ...foreign.field] };
  }
  const other = pods && firstUnmet(pods, end.pod.metadata.labels);
  if (other) {
    const sentence = why('policy.peer.podLabel', { name: end.name, ...labelOf(other) });
    return { matched: false, why: sentence, field: ['podSelector', ...other.field] };
  }
  if (namespaces) {
    const code = pods ? 'policy.peer.both' : 'policy.peer.namespaces';
    return { matched: true, why: why(code, named), field: pods ? [] : ['namespaceSelector'] };
  }
  const isAll = pods !== undefined && isEmptySelector(pods);
  return {
    matched: true,
    why: why(isAll ? 'policy.peer.everyPod' : 'policy.peer.pods', named),
    field: ['podSelector'],
  };
}

function notAPod(end: Seen): Message {
  if (end.node === undefined) return why('policy.peer.address', { address: end.ip });
  return why('policy.peer.node', { address: end.ip, node: end.node });
}

function labelOf({ requirement, key, value }: Unmet) {
  return { requirement, key, has: value === undefined ? 'no' : 'yes', value: value ?? '' } as const;
}

function tryBlock(block: NonNullable<NetworkPolicyPeer['ipBlock']>, end: Seen): Tried {
  const cidr = String(block.cidr);
  if (end.ip === '') {
    return { matched: false, why: why('policy.peer.noAddress', { name: end.name, cidr }), field: ['ipBlock'] };
  }
  const named = { address: end.ip, cidr };
  if (!blockHolds(cidr, end.ip)) {
    return { matched: false, why: why('policy.peer.outsideBlock', named), field: ['ipBlock', 'cidr'] };
  }
  const excepted = (Array.isArray(block.except) ? block.except : []).map(String);
  const index = excepted.findIndex((one) => blockHolds(one, end.ip));
  if (index >= 0) {
    const sentence = why('policy.peer.excepted', { ...named, except: excepted[index] ?? '' });
    return { matched: false, why: sentence, field: ['ipBlock', 'except', index] };
  }
  return { matched: true, why: why('policy.peer.block', named), field: ['ipBlock', 'cidr'] };
}

const blocks = new Map<string, Cidr | undefined>();
/** Blocks read so far are kept while there are not many: the same few are asked about for every connection. */
const MAX_BLOCKS = 1000;

/** Whether a block written in the API's way holds an address; a text that is no block holds none. */
export function blockHolds(text: string, address: string): boolean {
  if (!blocks.has(text)) {
    if (blocks.size >= MAX_BLOCKS) blocks.clear();
    blocks.set(text, parseCidrSloppy(text));
  }
  const block = blocks.get(text);
  const ip = parseIp(address);
  return block !== undefined && ip !== undefined && cidrContains(block, ip);
}
