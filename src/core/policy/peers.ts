import { cidrContains, parseCidrSloppy, type Cidr } from '../api/cidr.js';
import type { FieldPath } from '../api/field-path.js';
import type { IpAddress } from '../api/ip.js';
import { isEmptySelector } from '../api/labels.js';
import type { Message } from '../api/message.js';
import type { NetworkPolicyPeer } from '../api/networking.js';
import type { Seen } from './ends.js';
import { present } from './items.js';
import { firstUnmet, meets, type Unmet } from './selector.js';
import { why } from './why.js';

/** How one item of `from` or `to`, or of `ports`, went; `field` leads from the item to what decided it. */
export interface Tried {
  readonly matched: boolean;
  readonly why: Message;
  readonly field: FieldPath;
}

/**
 * Whether an end is one of a peer's: `podSelector` alone picks pods of the policy's own namespace, `namespaceSelector` alone all pods of
 * the namespaces it matches, both together pods that match in namespaces that match; `ipBlock` picks addresses, those of pods too. A peer that
 * names nobody means nobody. Models `NetworkPolicyPeer` of k8s.io/api/networking/v1/types.go.
 */
export function isPeer(peer: NetworkPolicyPeer | undefined, namespace: string, end: Seen): boolean {
  const block = present(peer?.ipBlock);
  if (block) return isInBlock(block, end);
  const pods = present(peer?.podSelector);
  const namespaces = present(peer?.namespaceSelector);
  if (!end.pod || (!pods && !namespaces)) return false;
  if (namespaces ? !meets(namespaces, end.namespaceLabels) : end.namespace !== namespace) return false;
  return !pods || meets(pods, end.pod.metadata.labels);
}

/** The same, with the reason and the field of it. */
export function tryPeer(peer: NetworkPolicyPeer | undefined, namespace: string, end: Seen): Tried {
  const matched = isPeer(peer, namespace, end);
  const block = present(peer?.ipBlock);
  const { why: sentence, field } = block ? aboutBlock(block, end) : aboutSelectors(peer, namespace, end);
  return { matched, why: sentence, field };
}

function aboutSelectors(peer: NetworkPolicyPeer | undefined, namespace: string, end: Seen): Omit<Tried, 'matched'> {
  const pods = present(peer?.podSelector);
  const namespaces = present(peer?.namespaceSelector);
  if (!pods && !namespaces) return { why: why('policy.peer.nothing', {}), field: [] };
  const first = namespaces ? 'namespaceSelector' : 'podSelector';
  if (!end.pod) return { why: notAPod(end), field: [first] };
  const named = { name: end.name, namespace: end.namespace };
  if (!namespaces && end.namespace !== namespace) {
    return { why: why('policy.peer.otherNamespace', { ...named, wanted: namespace }), field: ['podSelector'] };
  }
  const foreign = namespaces && firstUnmet(namespaces, end.namespaceLabels);
  if (foreign) {
    const sentence = why('policy.peer.namespaceLabel', { ...named, ...labelOf(foreign) });
    return { why: sentence, field: ['namespaceSelector', ...foreign.field] };
  }
  const other = pods && firstUnmet(pods, end.pod.metadata.labels);
  if (other) {
    const sentence = why('policy.peer.podLabel', { name: end.name, ...labelOf(other) });
    return { why: sentence, field: ['podSelector', ...other.field] };
  }
  if (namespaces) {
    const code = pods ? 'policy.peer.both' : 'policy.peer.namespaces';
    return { why: why(code, named), field: pods ? [] : ['namespaceSelector'] };
  }
  const isAll = pods !== undefined && isEmptySelector(pods);
  return { why: why(isAll ? 'policy.peer.everyPod' : 'policy.peer.pods', named), field: ['podSelector'] };
}

function notAPod(end: Seen): Message {
  if (end.node === undefined) return why('policy.peer.address', { address: end.ip });
  return why('policy.peer.node', { address: end.ip, node: end.node });
}

function labelOf({ requirement, key, value }: Unmet) {
  return { requirement, key, has: value === undefined ? 'no' : 'yes', value: value ?? '' } as const;
}

type Block = NonNullable<NetworkPolicyPeer['ipBlock']>;

function isInBlock(block: Block, { address }: Seen): boolean {
  if (!address || !blockHolds(block.cidr, address)) return false;
  return !(Array.isArray(block.except) && block.except.some((one) => blockHolds(one, address)));
}

function aboutBlock(block: Block, { name, ip, address }: Seen): Omit<Tried, 'matched'> {
  const cidr = String(block.cidr);
  if (!address) return { why: why('policy.peer.noAddress', { name, cidr }), field: ['ipBlock'] };
  const named = { address: ip, cidr };
  if (!blockHolds(block.cidr, address)) {
    return { why: why('policy.peer.outsideBlock', named), field: ['ipBlock', 'cidr'] };
  }
  const excepted = Array.isArray(block.except) ? block.except : [];
  const index = excepted.findIndex((one) => blockHolds(one, address));
  if (index < 0) return { why: why('policy.peer.block', named), field: ['ipBlock', 'cidr'] };
  const sentence = why('policy.peer.excepted', { ...named, except: String(excepted[index]) });
  return { why: sentence, field: ['ipBlock', 'except', index] };
}

const blocks = new Map<unknown, Cidr | undefined>();
/** Blocks read so far are kept while there are not many: the same few are asked about for every connection. */
const MAX_BLOCKS = 1000;

/** Whether a block written in the API's way holds an address; what is no block holds none. */
function blockHolds(text: unknown, address: IpAddress): boolean {
  if (!blocks.has(text)) {
    if (blocks.size >= MAX_BLOCKS) blocks.clear();
    blocks.set(text, typeof text === 'string' ? parseCidrSloppy(text) : undefined);
  }
  const block = blocks.get(text);
  return block !== undefined && cidrContains(block, address);
}
