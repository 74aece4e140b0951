import { objectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { Controller } from '../../cluster/controller.js';
import { volumeWhy } from '../mounts/why.js';
import type { Disk } from '../types.js';
import { readDisk, removeDisk } from './disks.js';

const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';

function shutDown(node: Node | undefined): number {
  return node?.spec.taints?.findIndex((one) => one.key === OUT_OF_SERVICE) ?? -1;
}

/**
 * A node that is cut off may still run, and its memory with it. The taint out-of-service is a person's word that the machine is off (KEP-2268,
 * "non-graceful node shutdown"): what it held in memory is gone, what is on its disks is not. Keys are node names.
 */
export const powerLoss: Controller = {
  name: 'power-loss',
  watches: {
    Node({ before, after }, wake) {
      if (after && shutDown(after as Node) >= 0 && shutDown(before as Node | undefined) < 0) wake(after.metadata.name);
    },
  },
  reconcile(name, context) {
    const object = objectKey('Node', undefined, name);
    const taint = shutDown(context.get<Node>(object));
    if (taint < 0 || context.recall<boolean>(`node-down/${name}`) !== true) return undefined;
    for (const key of context.recalled(`disk/${name}:`)) {
      const { id, kind, files, place } = readDisk(context, key.slice('disk/'.length)) as Disk;
      if (kind !== 'tmpfs' || !('node' in place) || place.node !== name || files.length === 0) continue;
      return {
        by: name,
        cause: { object, field: ['spec', 'taints', taint] },
        why: volumeWhy('storage.mount.powerLost', { node: name, files: files.length }),
        volume: { kind: 'lose', node: name, disk: id, lost: removeDisk(context, id) },
      };
    }
    return undefined;
  },
};
