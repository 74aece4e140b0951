import type { ObjectKey } from '../api/key.js';
import type { Container, Pod } from '../api/pod.js';
import type { VolumeMount } from '../api/volume.js';
import type { Context } from './controller.js';
import type { ClusterView, VolumeFile } from './types.js';

/** What is remembered of a volume that is mounted for a pod (`mount/<node>/<uid>/<volume>`), as far as files need it. */
interface Mounted {
  readonly disk: string;
  readonly readOnly: boolean;
}

/** What is remembered of a disk (`disk/<id>`), as far as files need it. */
interface Holder {
  readonly kind?: string;
  readonly bytes?: number;
  readonly files: readonly VolumeFile[];
}

type Reader = Pick<ClusterView, 'recall'>;

/** Where a path of a container leads: to a volume's disk, or to the container's own file system, which dies with it. */
export type PathPlace =
  | {
      readonly on: 'volume';
      readonly mount: VolumeMount;
      /** Its index among the container's volumeMounts. */
      readonly index: number;
      readonly disk: string;
      /** From the root of the disk, without a slash in front. */
      readonly path: string;
      readonly readOnly: boolean;
    }
  | { readonly on: 'container'; readonly path: string }
  /** A volumeMount covers the path, and nothing is mounted there (yet). */
  | { readonly on: 'nothing'; readonly mount: VolumeMount };

/** `/data//a/../b.txt` → `/data/b.txt`: as the kernel resolves it, without links. */
export function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The memory of what a container wrote outside of its volumes. */
export function containerKey(uid: string, container: string): string {
  return `container/${uid}/${container}`;
}

/** Finds the volume with the longest mountPath that holds the path, as the mount table of the container does. */
export function placeOf(view: Reader, pod: Pod, container: Container, path: string): PathPlace {
  const clean = cleanPath(path);
  let found: { mount: VolumeMount; index: number; rest: string } | undefined;
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const at = cleanPath(mount.mountPath);
    const inside = at === '/' || clean === at || clean.startsWith(`${at}/`);
    if (!inside || (found && cleanPath(found.mount.mountPath).length >= at.length)) continue;
    found = { mount, index, rest: clean.slice(at === '/' ? 1 : at.length + 1) };
  }
  if (!found) return { on: 'container', path: clean.slice(1) };
  const { mount, index, rest } = found;
  const mounted = view.recall?.<Mounted>(`mount/${pod.spec.nodeName}/${pod.metadata.uid}/${mount.name}`);
  if (!mounted) return { on: 'nothing', mount };
  const sub = mount.subPath === undefined ? '' : cleanPath(mount.subPath).slice(1);
  return {
    on: 'volume',
    mount,
    index,
    disk: mounted.disk,
    path: [sub, rest].filter((part) => part !== '').join('/'),
    readOnly: mounted.readOnly || mount.readOnly === true,
  };
}

/** The files of a pod's container that stand on none of its volumes. */
export function containerFiles(view: Reader, uid: string, container: string): readonly VolumeFile[] {
  return view.recall?.<readonly VolumeFile[]>(containerKey(uid, container)) ?? [];
}

/**
 * What a process in a container reads at a path now; undefined where there is no such file. A pod that has not been started, or whose
 * volume is not mounted, reads nothing. Whether anybody can reach the pod's node is the caller's question.
 */
export function readFile(view: Reader, pod: Pod, container: string, path: string): VolumeFile | undefined {
  const spec = pod.spec.containers.find((one) => one.name === container);
  if (!spec) return undefined;
  const place = placeOf(view, pod, spec, path);
  if (place.on === 'nothing') return undefined;
  if (place.on === 'container') {
    return containerFiles(view, pod.metadata.uid ?? '', container).find((file) => file.path === place.path);
  }
  const frozen = subPathFiles(view, pod, spec, place.index);
  const files = frozen ?? view.recall?.<Holder>(`disk/${place.disk}`)?.files ?? [];
  return files.find((file) => file.path === place.path);
}

/** The memory of what a subPath mount of a volume from the API showed when its container started: updates never reach it. */
function subPathKey(uid: string, container: string, index: number): string {
  return `sub-path/${uid}/${container}/${index}`;
}

function subPathFiles(view: Reader, pod: Pod, container: Container, index: number): readonly VolumeFile[] | undefined {
  return view.recall?.<readonly VolumeFile[]>(subPathKey(pod.metadata.uid ?? '', container.name, index));
}

/**
 * A container starts: what its subPath mounts of volumes from the API show is settled now, as they are bound to the file of this moment
 * (`doBindSubPath` of `pkg/volume/util/subpath/subpath_linux.go`), while the kubelet later swaps the directory it stood in.
 */
export function freezeSubPaths(context: Pick<Context, 'recall' | 'remember'>, pod: Pod, container: Container): void {
  const uid = pod.metadata.uid ?? '';
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    if (mount.subPath === undefined) continue;
    const mounted = context.recall<Mounted>(`mount/${pod.spec.nodeName}/${uid}/${mount.name}`);
    const disk = mounted && context.recall<Holder>(`disk/${mounted.disk}`);
    if (disk?.kind === 'api') rememberOfPod(context, uid, subPathKey(uid, container.name, index), disk.files);
  }
}

/** A container has ended: its own file system goes with it, and what it was charged for. Gives the files that are lost. */
export function forgetContainer(
  context: Pick<Context, 'recall' | 'remember'>,
  uid: string,
  container: string,
): readonly VolumeFile[] {
  const lost = containerFiles(context, uid, container);
  if (lost.length > 0) context.remember(containerKey(uid, container), undefined);
  return lost;
}

/** What is remembered of a pod's containers, so that it can be forgotten with the pod without a walk through all of memory. */
export function rememberOfPod(
  context: Pick<Context, 'recall' | 'remember'>,
  uid: string,
  key: string,
  value: unknown,
): void {
  const known = context.recall<readonly string[]>(`kept-of/${uid}`) ?? [];
  if (!known.includes(key)) context.remember(`kept-of/${uid}`, Object.freeze([...known, key]));
  context.remember(key, value);
}

/** A pod is gone: nothing is remembered of its containers. Gives the files that are lost. */
export function forgetContainers(context: Pick<Context, 'recall' | 'remember'>, uid: string): readonly VolumeFile[] {
  const keys = context.recall<readonly string[]>(`kept-of/${uid}`);
  if (!keys) return [];
  const own = keys.filter((key) => key.startsWith(`container/${uid}/`));
  const lost = own.flatMap((key) => context.recall<readonly VolumeFile[]>(key) ?? []);
  for (const key of [...keys, `kept-of/${uid}`]) context.remember(key, undefined);
  return lost;
}

/** Writes a file at a path among others: a file of the same name is replaced by a new one. */
export function withFile(files: readonly VolumeFile[], file: VolumeFile): readonly VolumeFile[] {
  return [...files.filter((one) => one.path !== file.path), file].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** A new file with an id that no other has. */
export function makeFile(
  context: Pick<Context, 'recall' | 'remember' | 'now'>,
  path: string,
  text: string,
  by: ObjectKey,
): VolumeFile {
  const number = (context.recall<number>('files/made') ?? 0) + 1;
  context.remember('files/made', number);
  return Object.freeze({ id: `file-${number}`, path, text, bytes: bytesOf(text), by, t: context.now });
}

/** The length of a text in UTF-8. */
export function bytesOf(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
