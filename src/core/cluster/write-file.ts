import { objectKey, parseKey } from '../api/key.js';
import type { Container, Pod } from '../api/pod.js';
import { quantityOf, wholeValue } from '../api/quantity.js';
import { timestamp } from './clock.js';
import type { Context, Deed } from './controller.js';
import { deepFreeze } from './deep.js';
import type { Machine } from './machine.js';
import {
  bytesOf,
  cleanPath,
  containerFiles,
  containerKey,
  makeFile,
  placeOf,
  rememberOfPod,
  withFile,
  type PathPlace,
} from './pod-files.js';
import type { Action, Refusal, VolumeFile } from './types.js';
import { fileWhy } from './why-files.js';

type WriteFile = Extract<Action, { readonly type: 'write-file' }>;

/** What is remembered of a disk, as far as writing needs it. */
interface Holder {
  readonly kind: string;
  readonly bytes?: number;
  readonly files: readonly VolumeFile[];
}

/**
 * A process in a container writes a file, as `kubectl exec` lets one do. Gives why not, in the words of kubectl or of the shell in the
 * container: where nothing runs, where the path is on no writable file system, and where there is no room.
 */
export function writeFile(machine: Machine, action: WriteFile): Refusal | undefined {
  const { context } = machine;
  const pod = machine.get<Pod>(action.pod);
  const refuse = (message: string, field: readonly (string | number)[]): Refusal => ({
    object: action.pod,
    field,
    message,
  });
  if (!pod) return refuse(`pods "${parseKey(action.pod).name}" not found`, ['metadata', 'name']);
  const index = pod.spec.containers.findIndex((one) => one.name === action.container);
  const container = pod.spec.containers[index];
  if (!container) {
    return refuse(`container ${action.container} is not valid for pod ${pod.metadata.name}`, ['spec', 'containers']);
  }
  const away = unreachable(context, pod, action.container);
  if (away) return refuse(away, ['spec', 'containers', index]);
  const path = cleanPath(action.path);
  const place = placeOf(context, pod, container, path);
  const problem = unwritable(context, container, place, path, action.text);
  if (problem) {
    const at = place.on === 'volume' ? ['volumeMounts', place.index] : [];
    return refuse(problem, ['spec', 'containers', index, ...at]);
  }
  machine.record(written(machine, pod, container, index, place, path, action.text), 'kubectl');
  machine.wake('kubelet', action.pod);
  return undefined;
}

/** Why nobody can run a command in the container: the words of `kubectl exec` and of the API server that dials the kubelet. */
function unreachable(context: Context, pod: Pod, container: string): string | undefined {
  if (pod.spec.nodeName === undefined) return `pod ${pod.metadata.name} does not have a host assigned`;
  if (context.recall<boolean>(`node-down/${pod.spec.nodeName}`) === true) {
    const { hostIP = pod.spec.nodeName } = pod.status;
    return `error dialing backend: dial tcp ${hostIP}:10250: i/o timeout`;
  }
  if (pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed') {
    return `cannot exec into a container in a completed pod; current phase is ${pod.status.phase}`;
  }
  const runs = pod.status.containerStatuses?.find((one) => one.name === container)?.state.running !== undefined;
  return runs ? undefined : `unable to upgrade connection: container not found ("${container}")`;
}

/** Why the shell cannot create the file. */
function unwritable(
  context: Context,
  container: Container,
  place: PathPlace,
  path: string,
  text: string,
): string | undefined {
  const cannot = (reason: string) => `sh: can't create ${path}: ${reason}`;
  if (container.volumeDevices?.some((device) => path === cleanPath(device.devicePath)) === true) {
    return `${path} is a raw block device (volumeMode: Block): it holds no files`;
  }
  if (place.on === 'nothing') return cannot('nonexistent directory');
  if (place.on === 'container') return place.path === '' ? cannot('Is a directory') : undefined;
  const disk = context.recall<Holder>(`disk/${place.disk}`);
  if (place.readOnly) return cannot('Read-only file system');
  const isFile = disk?.files.some((file) => file.path === place.path) === true;
  if (!isFile && (place.path === '' || isDirectory(disk?.files ?? [], place.path))) return cannot('Is a directory');
  // A file with an empty path is a hostPath that is one file.
  const parent = disk?.files.find(
    (file) => place.path.startsWith(file.path === '' ? '' : `${file.path}/`) && place.path !== file.path,
  );
  if (parent) return cannot('Not a directory');
  const kept = (disk?.files ?? []).filter((file) => file.path !== place.path);
  const bytes = kept.reduce((sum, file) => sum + file.bytes, 0) + bytesOf(text);
  // A directory of the node has no size of its own: an emptyDir over its limit is found out later, by the kubelet.
  const bounded = disk !== undefined && SIZED.has(disk.kind);
  return bounded && disk.bytes !== undefined && bytes > disk.bytes
    ? 'sh: write error: No space left on device'
    : undefined;
}

const SIZED: ReadonlySet<string> = new Set(['tmpfs', 'network-disk', 'local']);

function isDirectory(files: readonly VolumeFile[], path: string): boolean {
  return files.some((file) => file.path.startsWith(`${path}/`));
}

function written(
  machine: Machine,
  pod: Pod,
  container: Container,
  index: number,
  place: PathPlace,
  path: string,
  text: string,
): Deed {
  const { context } = machine;
  const { name, namespace, uid = '' } = pod.metadata;
  const by = objectKey('Pod', namespace, name);
  const params = { pod: name, container: container.name, path };
  if (place.on !== 'volume') {
    const files = withFile(containerFiles(context, uid, container.name), makeFile(context, path.slice(1), text, by));
    rememberOfPod(context, uid, containerKey(uid, container.name), deepFreeze(files));
    return {
      cause: { object: by, field: ['spec', 'containers', index] },
      why: fileWhy('storage.files.wroteInContainer', params),
      volume: { kind: 'write', pod: by, ...nodeOf(pod) },
    };
  }
  const disk = context.recall<Holder>(`disk/${place.disk}`);
  const replaced = disk?.files.filter((file) => file.path === place.path) ?? [];
  const files = withFile(disk?.files ?? [], makeFile(context, place.path, text, by));
  context.remember(`disk/${place.disk}`, deepFreeze({ ...disk, files }));
  if (disk?.kind === 'tmpfs') charge(context, pod, container, bytesOf(text));
  return {
    cause: { object: by, field: ['spec', 'containers', index, 'volumeMounts', place.index] },
    why: fileWhy(replaced.length > 0 ? 'storage.files.replaced' : 'storage.files.wrote', {
      ...params,
      volume: place.mount.name,
    }),
    volume: {
      kind: 'write',
      pod: by,
      ...nodeOf(pod),
      disk: place.disk,
      ...(replaced.length > 0 ? { lost: replaced } : {}),
    },
  };
}

function nodeOf(pod: Pod): { readonly node?: string } {
  return pod.spec.nodeName === undefined ? {} : { node: pod.spec.nodeName };
}

/** What a container has been charged for files in memory, and since which start of it. */
interface Charge {
  readonly bytes: number;
  readonly since: string;
}

/**
 * The kernel charges the pages of a tmpfs to the container that writes them (`Documentation/admin-guide/cgroup-v2.rst`, "Memory
 * Ownership"); one that exceeds its limit is killed. The new container starts with an empty account: the old pages stay with the pod.
 */
function charge(context: Context, pod: Pod, container: Container, bytes: number): void {
  const uid = pod.metadata.uid ?? '';
  const started = pod.status.containerStatuses?.find((one) => one.name === container.name)?.state.running?.startedAt;
  const key = `charged/${uid}/${container.name}`;
  const known = context.recall<Charge>(key);
  const since = started ?? timestamp(context.now);
  const sum = (known?.since === since ? known.bytes : 0) + bytes;
  rememberOfPod(context, uid, key, Object.freeze({ bytes: sum, since }));
  const limit = container.resources?.limits?.['memory'];
  if (limit !== undefined && BigInt(sum) > wholeValue(quantityOf(limit))) {
    context.remember(`out-of-memory/${uid}`, Object.freeze({ container: container.name, bytes: sum }));
  }
}
