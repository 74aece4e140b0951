import { keyOf, type ObjectKey } from '../api/key.js';
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
export function subPathKey(uid: string, container: string, index: number): string {
  return `sub-path/${uid}/${container}/${index}`;
}

function subPathFiles(view: Reader, pod: Pod, container: Container, index: number): readonly VolumeFile[] | undefined {
  return view.recall?.<readonly VolumeFile[]>(subPathKey(pod.metadata.uid ?? '', container.name, index));
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

/** The key of a pod that wrote something. */
export function writerOf(pod: Pod): ObjectKey {
  return keyOf(pod);
}
