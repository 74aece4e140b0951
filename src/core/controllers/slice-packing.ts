import type { Endpoint } from '../api/endpoints.js';
import { deepEqual } from '../cluster/deep.js';

/** A slice before and after: its name stays, its endpoints are replaced. */
export interface PackedSlice {
  readonly name: string | undefined;
  readonly endpoints: readonly Endpoint[];
}

/** What to write so that the slices of one port set hold exactly the desired endpoints. */
export interface Packing {
  readonly create: readonly (readonly Endpoint[])[];
  readonly update: readonly { readonly name: string; readonly endpoints: readonly Endpoint[] }[];
  readonly remove: readonly string[];
}

/** Endpoints are the same endpoint when they are of the same pod, or else have the same addresses (kubernetes/endpointslice `util/endpointset.go`). */
function identity(endpoint: Endpoint): string {
  return endpoint.targetRef?.uid ?? endpoint.addresses.join(',');
}

/**
 * Brings slices to the desired endpoints with few writes: existing slices keep their endpoints, changed ones are filled up first, then
 * one that has just enough room, then new ones. Slices left empty go. Models `reconcileByPortMapping` of kubernetes/endpointslice
 * `reconciler.go`.
 */
export function packSlices(
  existing: readonly { readonly name: string; readonly endpoints: readonly Endpoint[] }[],
  desired: readonly Endpoint[],
  max: number,
): Packing {
  const missing = new Map(desired.map((endpoint) => [identity(endpoint), endpoint]));
  const changed: { name: string; endpoints: Endpoint[] }[] = [];
  const unchanged: { name: string; endpoints: readonly Endpoint[] }[] = [];
  const remove: string[] = [];
  for (const slice of existing) {
    let same = true;
    const kept: Endpoint[] = [];
    for (const endpoint of slice.endpoints) {
      const id = identity(endpoint);
      const wanted = missing.get(id);
      missing.delete(id);
      if (!wanted) same = false;
      else if (deepEqual(wanted, endpoint)) kept.push(endpoint);
      else {
        kept.push(wanted);
        same = false;
      }
    }
    if (same && kept.length > 0) unchanged.push(slice);
    else changed.push({ name: slice.name, endpoints: kept });
  }

  const rest = [...missing.values()];
  for (const slice of changed) slice.endpoints.push(...rest.splice(0, Math.max(0, max - slice.endpoints.length)));

  const create: (readonly Endpoint[])[] = [];
  while (rest.length > 0) {
    const roomy = rest.length < max ? closestToFull(unchanged, rest.length, max) : undefined;
    if (roomy) {
      unchanged.splice(unchanged.indexOf(roomy), 1);
      changed.push({ name: roomy.name, endpoints: [...roomy.endpoints, ...rest.splice(0)] });
    } else {
      create.push(rest.splice(0, max));
    }
  }
  const update = changed.filter(({ name, endpoints }) => {
    if (endpoints.length > 0) return true;
    remove.push(name);
    return false;
  });
  return { create, update, remove };
}

/** `getSliceToFill`: the fullest slice that still takes all of them. */
function closestToFull(
  slices: readonly { readonly name: string; readonly endpoints: readonly Endpoint[] }[],
  count: number,
  max: number,
): { readonly name: string; readonly endpoints: readonly Endpoint[] } | undefined {
  let best: (typeof slices)[number] | undefined;
  for (const slice of slices) {
    if (slice.endpoints.length + count > max) continue;
    if (!best || slice.endpoints.length > best.endpoints.length) best = slice;
  }
  return best;
}
