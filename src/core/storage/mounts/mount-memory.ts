import type { Context } from '../../cluster/controller.js';
import type { ClusterView } from '../../cluster/types.js';
import type { Mount, Staging } from '../types.js';

/**
 * What a kubelet knows of its mounts: `mount/<node>/<uid>/<volume>` and `stage/<node>/<disk>` are what everybody reads; `mounted/…` lists
 * the volumes of a pod, `users/…` who uses a disk on a node, `unstage/…` what is left to do after a pod.
 */
type Reader = Pick<ClusterView, 'recall'>;

const NONE: readonly string[] = [];

export function mountOf(view: Reader, node: string, uid: string, volume: string): Mount | undefined {
  return view.recall?.<Mount>(`mount/${node}/${uid}/${volume}`);
}

/** The names of the volumes that are mounted for a pod, in the order of their mounting. */
export function mountedVolumes(view: Reader, node: string, uid: string): readonly string[] {
  return view.recall?.<readonly string[]>(`mounted/${node}/${uid}`) ?? NONE;
}

/** Who uses a disk on a node, as `<pod uid>/<volume>`. */
export function usersOf(view: Reader, node: string, disk: string): readonly string[] {
  return view.recall?.<readonly string[]>(`users/${node}/${disk}`) ?? NONE;
}

export function isStaged(view: Reader, node: string, disk: string): boolean {
  return view.recall?.(`stage/${node}/${disk}`) !== undefined;
}

/** Whether a node still uses a disk: what its kubelet reports as `status.volumesInUse`. */
export function isInUse(view: Reader, node: string, disk: string): boolean {
  return isStaged(view, node, disk) || usersOf(view, node, disk).length > 0;
}

export function rememberStage(context: Context, staging: Staging): void {
  context.remember(`stage/${staging.node}/${staging.disk}`, Object.freeze(staging));
}

export function forgetStage(context: Context, node: string, disk: string): void {
  context.remember(`stage/${node}/${disk}`, undefined);
}

export function rememberMount(context: Context, mount: Mount): void {
  const { node, uid, name, disk } = mount;
  context.remember(`mount/${node}/${uid}/${name}`, Object.freeze(mount));
  keep(context, `mounted/${node}/${uid}`, [...mountedVolumes(context, node, uid), name]);
  keep(context, `users/${node}/${disk}`, [...usersOf(context, node, disk), `${uid}/${name}`]);
}

export function forgetMount(context: Context, mount: Mount): void {
  const { node, uid, name, disk } = mount;
  context.remember(`mount/${node}/${uid}/${name}`, undefined);
  keep(
    context,
    `mounted/${node}/${uid}`,
    mountedVolumes(context, node, uid).filter((one) => one !== name),
  );
  keep(
    context,
    `users/${node}/${disk}`,
    usersOf(context, node, disk).filter((one) => one !== `${uid}/${name}`),
  );
}

/** Disks that were staged for a pod and that nobody on its node uses any more. */
export function leftToUnstage(view: Reader, node: string, uid: string): readonly string[] {
  return view.recall?.<readonly string[]>(`unstage/${node}/${uid}`) ?? NONE;
}

export function keepToUnstage(context: Context, node: string, uid: string, disks: readonly string[]): void {
  keep(context, `unstage/${node}/${uid}`, disks);
}

function keep(context: Context, key: string, list: readonly string[]): void {
  context.remember(key, list.length === 0 ? undefined : Object.freeze(list));
}
