import { keyOf, objectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { CSIDriver, CSINode } from '../../api/storage.js';
import type { Controller, Deed } from '../../cluster/controller.js';
import { deepEqual } from '../../cluster/deep.js';
import { driverFacts, ZONE_LABEL } from '../drivers.js';
import { volumeWhy } from '../mounts/why.js';

/**
 * The kubelet of every node registers the drivers that are installed: it writes them into the node's CSINode object, and the topology they
 * tell into the node's labels. Keys are node names. Models `pkg/volume/csi/nodeinfomanager/nodeinfomanager.go`. A node without any driver
 * has no CSINode here, where a real one has an empty one.
 */
export const csiRegistration: Controller = {
  name: 'csi-registration',
  watches: {
    CSIDriver(_change, wake, context) {
      for (const node of context.list<Node>('Node')) wake(node.metadata.name);
    },
    Node({ after }, wake, context) {
      if (after && context.list<CSIDriver>('CSIDriver').length > 0) wake(after.metadata.name);
    },
  },
  reconcile(name, context) {
    const node = context.get<Node>(objectKey('Node', undefined, name));
    if (!node || context.recall<boolean>(`node-down/${name}`) === true) return undefined;
    const drivers = context.list<CSIDriver>('CSIDriver');
    const key = objectKey('CSINode', undefined, name);
    const known = context.get<CSINode>(key);
    if (!known && drivers.length === 0) return undefined;
    const spec: CSINode['spec'] = { drivers: drivers.map(({ metadata }) => entry(metadata.name, node)) };
    const labels = { ...node.metadata.labels, ...topology(drivers, node) };
    const labelled = deepEqual(labels, node.metadata.labels ?? {});
    if (known && deepEqual(known.spec, spec) && labelled) return undefined;
    const object: CSINode = known ? { ...known, spec } : fresh(node, spec);
    const writes: NonNullable<Deed['writes']> = [
      known ? { verb: 'update', object } : { verb: 'create', object },
      ...(labelled ? [] : [{ verb: 'update', object: { ...node, metadata: { ...node.metadata, labels } } } as const]),
    ];
    const newest = drivers.find(({ metadata }) => !known?.spec.drivers.some((one) => one.name === metadata.name));
    return {
      by: 'kubelet',
      cause: { object: newest ? keyOf(newest) : keyOf(node), field: ['metadata', 'name'] },
      why: volumeWhy('storage.attach.registered', {
        node: name,
        drivers: drivers.map(({ metadata }) => metadata.name).join(', ') || 'none',
      }),
      writes,
    };
  },
};

function entry(name: string, node: Node): CSINode['spec']['drivers'][number] {
  const { topologyKey } = driverFacts(name);
  const inZone = node.metadata.labels?.[ZONE_LABEL] !== undefined;
  return {
    name,
    nodeID: node.metadata.name,
    ...(topologyKey !== undefined && inZone ? { topologyKeys: [topologyKey] } : {}),
  };
}

function topology(drivers: readonly CSIDriver[], node: Node): Record<string, string> {
  const zone = node.metadata.labels?.[ZONE_LABEL];
  if (zone === undefined) return {};
  return Object.fromEntries(
    drivers.flatMap(({ metadata }) => {
      const { topologyKey } = driverFacts(metadata.name);
      return topologyKey === undefined ? [] : [[topologyKey, zone]];
    }),
  );
}

function fresh({ metadata }: Node, spec: CSINode['spec']): CSINode {
  const owner = { apiVersion: 'v1', kind: 'Node', name: metadata.name, uid: metadata.uid ?? '' };
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSINode',
    metadata: { name: metadata.name, ownerReferences: [owner] },
    spec,
  };
}
