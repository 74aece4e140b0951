import type { FieldPath } from '../../api/field-path.js';
import type { Json } from '../../api/meta.js';
import { listAt } from '../read-json.js';

/** A rule of a policy, in one of its two directions. */
export interface WrittenRule {
  readonly direction: 'ingress' | 'egress';
  readonly field: FieldPath;
  readonly rule: Json;
  readonly peers: readonly Json[];
  readonly peersField: FieldPath;
}

export function rulesOf(policy: unknown): readonly WrittenRule[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    listAt(policy, ['spec', direction]).map((rule, i): WrittenRule => {
      const side = direction === 'ingress' ? 'from' : 'to';
      const field = ['spec', direction, i];
      return { direction, field, rule, peers: listAt(rule, [side]), peersField: [...field, side] };
    }),
  );
}

/** The directions that a policy isolates its pods for: as written, or the default. */
export function directionsOf(policy: unknown): ReadonlySet<string> {
  const types = listAt(policy, ['spec', 'policyTypes']).filter((type) => typeof type === 'string');
  if (types.length > 0) return new Set(types);
  return new Set(['Ingress', ...(listAt(policy, ['spec', 'egress']).length > 0 ? ['Egress'] : [])]);
}
