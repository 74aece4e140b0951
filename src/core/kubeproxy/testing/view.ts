import { keyOf, type ObjectKey } from '../../api/key.js';
import type { KubeObject } from '../../api/meta.js';
import type { ClusterSettings, ClusterView } from '../../cluster/types.js';

const SETTINGS: ClusterSettings = {
  nodes: [],
  podCIDR: '10.244.0.0/16',
  nodeMask: 24,
  serviceCIDR: '10.96.0.0/16',
  nodeCIDR: '192.168.64.0/24',
  clusterDomain: 'cluster.local',
  seed: 1,
};

/** A cluster that is nothing but the given objects, for a reader that is tested on its own. Lists keep their identity, as a real view's do. */
export function viewOf(objects: readonly KubeObject[], settings: Partial<ClusterSettings> = {}): ClusterView {
  const byKey = new Map<ObjectKey, KubeObject>(objects.map((object) => [keyOf(object), object]));
  const lists = new Map<string, readonly KubeObject[]>();
  return {
    settings: { ...SETTINGS, ...settings },
    clock: 0,
    get: <T extends KubeObject>(key: ObjectKey) => byKey.get(key) as T | undefined,
    list: <T extends KubeObject>(kind: string, namespace?: string) => {
      const id = `${kind}/${namespace ?? '*'}`;
      const list = lists.get(id) ?? select(byKey, kind, namespace);
      lists.set(id, list);
      return list as readonly T[];
    },
  };
}

function select(byKey: ReadonlyMap<ObjectKey, KubeObject>, kind: string, namespace?: string): readonly KubeObject[] {
  const chosen = [...byKey].filter(
    ([, object]) => object.kind === kind && (namespace === undefined || object.metadata.namespace === namespace),
  );
  return chosen.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
}
