import {
  ingressConfig,
  parseKey,
  type ClusterView,
  type Ingress,
  type IngressController,
  type KubeObject,
  type ObjectKey,
} from '../../core/index.js';

/** Who reads which Ingress: an Ingress is read by the controller in whose configuration it stands. */
export type Readers = ReadonlyMap<ObjectKey, IngressController>;

interface Read {
  readonly lists: readonly (readonly KubeObject[])[];
  readonly readers: Readers;
}

const known = new WeakMap<readonly Ingress[], Read>();

/** Read once for each state of the Ingresses, their classes and the workloads that the controllers are. */
export function readersOf(view: ClusterView, controllers: readonly IngressController[]): Readers {
  const ingresses = view.list<Ingress>('Ingress');
  const kinds = new Set(['IngressClass', ...controllers.map(({ workload }) => parseKey(workload).kind)]);
  const lists = [...kinds].map((kind) => view.list<KubeObject>(kind));
  const before = known.get(ingresses);
  const same = before?.lists.length === lists.length && before.lists.every((list, index) => list === lists[index]);
  if (same) return before.readers;
  const readers = new Map<ObjectKey, IngressController>();
  for (const controller of controllers) {
    for (const { cause } of ingressConfig(view, controller).lines) {
      if (cause?.object.startsWith('Ingress/') && !readers.has(cause.object)) readers.set(cause.object, controller);
    }
  }
  known.set(ingresses, { lists, readers });
  return readers;
}
