import type { Node } from '../../api/node.js';
import type { PersistentVolume } from '../../api/storage.js';
import type { Context } from '../../cluster/controller.js';
import type { VolumeFile } from '../../cluster/types.js';
import { diskIdOf } from '../disks/disk-of.js';
import { emptyDisk, filesOf, removeDisk } from '../disks/disks.js';

/** How deleting or emptying what is behind a volume went: the files that are gone, or why it could not be done, in the plugin's words. */
export type Reclaimed = { readonly lost: readonly VolumeFile[] } | { readonly error: string };

export type Reclaimer = (context: Context, volume: PersistentVolume) => Reclaimed;

/** What the controller's own volume plugins can do about a volume that nobody claims any more (`VolumePluginMgr` of `pkg/volume/plugins.go`). */
export interface ReclaimPlugins {
  /** The plugin of a volume's source that deletes what is behind it; why there is none. */
  deleterOf(volume: PersistentVolume): Reclaimer | { readonly error: string };
  /** The same by the name of the plugin that provisioned a volume. */
  deleterNamed(plugin: string): Reclaimer | { readonly error: string };
  /** Undefined: no plugin can recycle it. */
  recyclerOf(volume: PersistentVolume): Reclaimer | undefined;
}

/**
 * The plugins that kube-controller-manager still carries (`cmd/kube-controller-manager/app/plugins.go`): hostPath deletes and recycles, for
 * tests on a single node; nfs recycles; local knows neither; everything else is the business of CSI drivers, or gone.
 */
export const controllerPlugins: ReclaimPlugins = {
  deleterOf({ spec }) {
    if (spec.hostPath) return removeHostPath;
    const known = spec.nfs !== undefined || spec.local !== undefined;
    return { error: known ? 'no deletable volume plugin matched' : 'no volume plugin matched' };
  },
  deleterNamed(plugin) {
    return plugin === 'kubernetes.io/host-path'
      ? removeHostPath
      : { error: `no volume plugin matched name: ${plugin}` };
  },
  recyclerOf({ spec }) {
    if (spec.nfs) return emptyShare;
    return spec.hostPath ? emptyHostPath : undefined;
  },
};

/** What hostPath's deleter takes, wherever in the path it stands. */
const TEMPORARY = /\/tmp\/.+/;

/**
 * The deleter runs inside kube-controller-manager and removes the directory of the machine that runs it; on the nodes of the pods nothing
 * happens (`hostPathDeleter.Delete` of `pkg/volume/hostpath/host_path.go`).
 */
function removeHostPath(context: Context, { spec }: PersistentVolume): Reclaimed {
  const path = spec.hostPath?.path ?? '';
  if (!TEMPORARY.test(path)) return { error: `host_path deleter only supports /tmp/.+ but received provided ${path}` };
  const own = context.settings.nodes.find((node) => node.controlPlane)?.name;
  return { lost: own === undefined ? [] : removeDisk(context, `${own}:${path}`) };
}

function emptyShare(context: Context, volume: PersistentVolume): Reclaimed {
  const disk = diskIdOf(volume);
  return { lost: disk === undefined ? [] : emptyDisk(context, disk) };
}

/**
 * The recycler's pod has no node of its own: it empties the directory of the node it happens to come to. Here that is the first of those
 * that have files in it.
 */
function emptyHostPath(context: Context, { spec }: PersistentVolume): Reclaimed {
  const idOn = (node: Node) => `${node.metadata.name}:${spec.hostPath?.path}`;
  const node = context.list<Node>('Node').find((one) => filesOf(context, idOn(one)).length > 0);
  return { lost: node ? emptyDisk(context, idOn(node)) : [] };
}
