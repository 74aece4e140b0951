import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';

/** The node's address inside the cluster: the first InternalIP of its status, and the field it stands in. */
export function nodeAddress(node: Node): { readonly ip: string; readonly cause: Cause } | undefined {
  const addresses = node.status.addresses ?? [];
  const index = addresses.findIndex((one) => one.type === 'InternalIP');
  const found = addresses[index];
  if (!found) return undefined;
  return { ip: found.address, cause: { object: keyOf(node), field: ['status', 'addresses', index, 'address'] } };
}
