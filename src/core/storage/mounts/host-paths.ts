import type { HostPathType } from '../../api/volume.js';
import type { Context } from '../../cluster/controller.js';
import { cleanPath, makeFile } from '../../cluster/pod-files.js';
import type { ObjectKey } from '../../api/key.js';
import { readDisk, replaceFiles } from '../disks/disks.js';

/** What every node of a kubeadm cluster has on its own disk, whoever wrote it. */
const DIRECTORIES: ReadonlySet<string> = new Set([
  '/', '/boot', '/dev', '/etc', '/etc/cni/net.d', '/etc/kubernetes', '/etc/kubernetes/manifests', '/etc/kubernetes/pki', '/etc/ssl/certs',
  '/home', '/lib/modules', '/mnt', '/opt', '/opt/cni/bin', '/proc', '/root', '/run', '/run/containerd', '/srv', '/sys', '/sys/fs/cgroup',
  '/tmp', '/usr', '/usr/share', '/var', '/var/lib', '/var/lib/containerd', '/var/lib/kubelet', '/var/lib/kubelet/pods', '/var/log',
  '/var/log/containers', '/var/log/pods', '/var/run', '/var/tmp',
]); // prettier-ignore
const FILES: ReadonlySet<string> = new Set([
  '/etc/hostname', '/etc/hosts', '/etc/localtime', '/etc/machine-id', '/etc/os-release', '/etc/passwd', '/etc/resolv.conf',
]); // prettier-ignore
const SOCKETS: ReadonlySet<string> = new Set([
  '/run/containerd/containerd.sock',
  '/var/run/containerd/containerd.sock',
]);
const CHARACTER_DEVICES: ReadonlySet<string> = new Set([
  '/dev/null',
  '/dev/zero',
  '/dev/random',
  '/dev/urandom',
  '/dev/fuse',
]);
const BLOCK_DEVICES: ReadonlySet<string> = new Set(['/dev/sda', '/dev/sda1']);

const WORDS: Readonly<Partial<Record<HostPathType, string>>> = {
  Directory: 'a directory',
  DirectoryOrCreate: 'a directory',
  File: 'a file',
  FileOrCreate: 'a file',
  Socket: 'a socket file',
  CharDevice: 'a character device',
  BlockDevice: 'a block device',
};

/**
 * Whether what is at a path of a node is of the type that a hostPath volume asks for: why not, in the kubelet's words, else undefined.
 * A directory is there when every node has it, or when a pod's volume made or used it before. Models `checkTypeInternal` of
 * `pkg/volume/hostpath/host_path.go`.
 */
export function hostPathProblem(
  context: Context,
  id: string,
  path: string,
  type: HostPathType | undefined,
): string | undefined {
  if (type === undefined || type === '') return undefined;
  const clean = cleanPath(path);
  const disk = readDisk(context, id);
  const isFile = FILES.has(clean) || disk?.files.some((file) => file.path === '') === true;
  const other = SOCKETS.has(clean) || CHARACTER_DEVICES.has(clean) || BLOCK_DEVICES.has(clean);
  const isDirectory = !isFile && !other && (DIRECTORIES.has(clean) || disk !== undefined);
  const exists = isFile || other || isDirectory;
  const fits: Readonly<Record<Exclude<HostPathType, ''>, boolean>> = {
    Directory: isDirectory,
    DirectoryOrCreate: isDirectory || !exists,
    File: isFile,
    FileOrCreate: isFile || !exists,
    Socket: SOCKETS.has(clean),
    CharDevice: CHARACTER_DEVICES.has(clean),
    BlockDevice: BLOCK_DEVICES.has(clean),
  };
  return fits[type] ? undefined : `hostPath type check failed: ${path} is not ${WORDS[type] ?? type}`;
}

/** `FileOrCreate` makes an empty file; it is the disk itself, so its path on it is empty. */
export function createHostFile(context: Context, id: string, by: ObjectKey): void {
  const disk = readDisk(context, id);
  if (disk && disk.files.length === 0) replaceFiles(context, id, [makeFile(context, '', '', by)]);
}
