import { getField } from '../../api/field-path.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Step } from '../../cluster/types.js';

/** Steps whose cause is no field of an object that existed just before or after them, or that say nothing of who or why. Walks the journal. */
export function causeless(cluster: Cluster): readonly string[] {
  const end = cluster.at;
  const problems: string[] = [];
  cluster.seek(0);
  for (let index = 0; index < end; index++) {
    const { by, why, cause } = cluster.journal[index] as Step;
    const before = cluster.get(cause.object);
    cluster.seek(index + 1);
    const objects = [before, cluster.get(cause.object)];
    const exists = objects.some((one) => one !== undefined && getField(one, cause.field) !== undefined);
    if (!exists || by === '') problems.push(`${index} ${by} ${why.code}: ${cause.object} ${cause.field.join('.')}`);
  }
  return problems;
}
