import type { PersistentVolume } from '../../api/storage.js';
import type { Node } from '../../api/node.js';
import type { Context } from '../../cluster/controller.js';
import type { VolumeFile } from '../../cluster/types.js';
import { csiDriverOf } from '../drivers.js';
import { diskIdOf } from '../disks/disk-of.js';
import { emptyDisk, filesOf, removeDisk } from '../disks/disks.js';
import { ANNOTATION, annotationOf } from '../matching/annotations.js';

/** How deleting or emptying what is behind a volume went: the files that are gone, or why it could not be done, in the plugin's words. */
export type Reclaimed = { readonly lost: readonly VolumeFile[] } | { readonly error: string };

/** What the controller's own volume plugins can do about a volume that nobody claims any more. */
export interface ReclaimPlugins {
  /** Undefined: somebody outside the controller deletes it, and the controller waits. */
  remove(context: Context, volume: PersistentVolume): Reclaimed | undefined;
  /** Undefined: no plugin can recycle it. */
  recycle(volume: PersistentVolume): ((context: Context) => Reclaimed) | undefined;
}

const IN_TREE = 'kubernetes.io/';
/** What hostPath's deleter takes, wherever in the path it stands. */
const TEMPORARY = /\/tmp\/.+/;

/**
 * The plugins that kube-controller-manager still carries (`cmd/kube-controller-manager/app/plugins.go`): hostPath deletes and recycles, for
 * tests on a single node; nfs recycles; local knows neither; everything else is the business of CSI drivers, or gone.
 */
export const controllerPlugins: ReclaimPlugins = {
  remove(context, volume) {
    const { metadata, spec } = volume;
    const by = annotationOf(volume, ANNOTATION.provisionedBy);
    if (by) {
      if (!by.startsWith(IN_TREE) || csiDriverOf(by) !== by) return undefined;
      if (by !== 'kubernetes.io/host-path') return { error: `no volume plugin matched name: ${by}` };
    } else if (spec.csi) {
      return undefined;
    }
    if (spec.hostPath) return removeHostPath(context, spec.hostPath.path);
    const known = spec.nfs !== undefined || spec.local !== undefined;
    const reason = known ? 'no deletable volume plugin matched' : 'no volume plugin matched';
    return { error: `error getting deleter volume plugin for volume ${JSON.stringify(metadata.name)}: ${reason}` };
  },
  recycle(volume) {
    const { nfs, hostPath } = volume.spec;
    if (nfs) {
      return (context) => {
        const disk = diskIdOf(volume);
        return { lost: disk === undefined ? [] : emptyDisk(context, disk) };
      };
    }
    return hostPath && ((context) => ({ lost: emptyHostPath(context, hostPath.path) }));
  },
};

/**
 * The deleter runs inside kube-controller-manager and removes the directory of the machine that runs it; on the nodes of the pods nothing
 * happens (`hostPathDeleter.Delete` of `pkg/volume/hostpath/host_path.go`).
 */
function removeHostPath(context: Context, path: string): Reclaimed {
  if (!TEMPORARY.test(path)) return { error: `host_path deleter only supports /tmp/.+ but received provided ${path}` };
  const own = context.settings.nodes.find((node) => node.controlPlane)?.name;
  return { lost: own === undefined ? [] : removeDisk(context, `${own}:${path}`) };
}

/**
 * The recycler's pod has no node of its own: it empties the directory of the node it happens to come to. Here that is the first of those
 * that have files in it.
 */
function emptyHostPath(context: Context, path: string): readonly VolumeFile[] {
  const node = context
    .list<Node>('Node')
    .find(({ metadata }) => filesOf(context, `${metadata.name}:${path}`).length > 0);
  return node ? emptyDisk(context, `${node.metadata.name}:${path}`) : [];
}
