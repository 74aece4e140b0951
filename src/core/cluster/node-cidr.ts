import { formatCidr, parseCidrSloppy } from '../api/cidr.js';
import { ADDRESS_BITS } from '../api/ip.js';

/**
 * The pod CIDR of the `index`-th node: `clusterCIDR + index * 2^(32 - mask)`. Undefined when there is no such block.
 * Models `indexToCIDRBlock` of `pkg/controller/nodeipam/ipam/cidrset/cidr_set.go`.
 */
export function nodeCidr(clusterCidr: string, nodeMask: number, index: number): string | undefined {
  const cluster = parseCidrSloppy(clusterCidr);
  if (!cluster || index < 0 || index >= nodeCidrCount(clusterCidr, nodeMask)) return undefined;
  const base = cluster.base + (BigInt(index) << BigInt(ADDRESS_BITS[cluster.family] - nodeMask));
  return formatCidr({ ...cluster, base, address: base, prefix: nodeMask });
}

/** How many nodes a cluster CIDR has blocks for. */
function nodeCidrCount(clusterCidr: string, nodeMask: number): number {
  const cluster = parseCidrSloppy(clusterCidr);
  if (!cluster || nodeMask < cluster.prefix || nodeMask > ADDRESS_BITS[cluster.family]) return 0;
  return 2 ** (nodeMask - cluster.prefix);
}

/**
 * The block that the next node gets: blocks are handed out in turn, `next` being the one after the last; a released block is used
 * again when the turn comes round (`CidrSet.AllocateNext`).
 */
export function nextNodeCidr(
  clusterCidr: string,
  nodeMask: number,
  next: number,
  taken: (cidr: string) => boolean,
): { readonly cidr: string; readonly next: number } | undefined {
  const count = nodeCidrCount(clusterCidr, nodeMask);
  for (let i = 0; i < count; i++) {
    const index = (next + i) % count;
    const cidr = nodeCidr(clusterCidr, nodeMask, index);
    if (cidr !== undefined && !taken(cidr)) return { cidr, next: (index + 1) % count };
  }
  return undefined;
}
