import { PODS_OF_ONE_OWNER } from './limits.js';
import type { Tenant } from './topology.js';

/**
 * Folds the pods of one owner on one side of a band into one card, where they are too many to be read. Nothing is left out of the
 * count, and pods that the trace passes are drawn beside the card (and not counted in it).
 */
export function aggregate(tenants: readonly Tenant[], node: string, side: string, crowded: boolean): readonly Tenant[] {
  // Pods that nobody owns have nothing in common but their namespace: they are only folded where there is no room for them.
  const limitOf = (owner: string): number =>
    crowded ? 1 : owner.startsWith('Namespace/') ? Infinity : PODS_OF_ONE_OWNER;
  const byOwner = new Map<string, Tenant[]>();
  for (const tenant of tenants) {
    const list = byOwner.get(tenant.owner);
    if (list) list.push(tenant);
    else byOwner.set(tenant.owner, [tenant]);
  }
  if ([...byOwner].every(([owner, list]) => list.length <= limitOf(owner))) return tenants;

  const shown: Tenant[] = [];
  const done = new Set<string>();
  for (const tenant of tenants) {
    const group = byOwner.get(tenant.owner) ?? [];
    const limit = limitOf(tenant.owner);
    if (group.length <= limit || tenant.part) shown.push(tenant);
    if (group.length <= limit || done.has(tenant.owner)) continue;
    done.add(tenant.owner);
    const folded = group.filter((one) => !one.part);
    const [only] = folded;
    if (only !== undefined) shown.push(folded.length === 1 ? only : cardOf(folded, node, side));
  }
  return shown;
}

function cardOf(pods: readonly Tenant[], node: string, side: string): Tenant {
  const [first] = pods as readonly [Tenant, ...Tenant[]];
  const ready = pods.filter(({ condition }) => condition.state === 'ok').length;
  return {
    ...first,
    id: `pods:${node}:${side}:${first.owner}`,
    kind: 'pods',
    name: ownerName(first.owner),
    ip: undefined,
    // The words of kubectl's READY column.
    condition: { state: ready === pods.length ? 'ok' : 'not-ready', word: `${ready}/${pods.length}` },
    object: ownerObject(first.owner),
    part: false,
    count: { all: pods.length, ready },
  };
}

/** An owner is an object key, or a namespace for pods that nobody owns. */
function ownerName(owner: string): string {
  return owner.slice(owner.lastIndexOf('/') + 1);
}

function ownerObject(owner: string): Tenant['object'] {
  return owner.startsWith('Namespace/') ? undefined : (owner as Tenant['object']);
}
