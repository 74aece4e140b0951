import {
  diskOfPodVolume,
  objectKey,
  type DiskSpec,
  type Node,
  type ObjectKey,
  type Pod,
  type PodVolume,
} from '../../core/index.js';

/** The volumes of a pod that are drawn: all but the token that every pod is given. */
export function volumesOf(pod: Pod): readonly PodVolume[] {
  return (pod.spec.volumes ?? []).filter(({ name, projected }) => !(projected && name.startsWith('kube-api-access-')));
}

function volumeNamed(pod: Pod, name: string): PodVolume | undefined {
  return pod.spec.volumes?.find((volume) => volume.name === name);
}

/** The claim behind a volume of a pod: the one it names, or the one made for it (`<pod>-<volume>`). */
export function claimBehind(pod: Pod, name: string): ObjectKey | undefined {
  const volume = volumeNamed(pod, name);
  const { namespace = 'default' } = pod.metadata;
  if (volume?.persistentVolumeClaim) {
    return objectKey('PersistentVolumeClaim', namespace, volume.persistentVolumeClaim.claimName);
  }
  return volume?.ephemeral ? objectKey('PersistentVolumeClaim', namespace, `${pod.metadata.name}-${name}`) : undefined;
}

/** The disk behind a volume that a pod names itself. */
export function diskBehind(pod: Pod, name: string, node: Node | undefined): DiskSpec | undefined {
  const volume = volumeNamed(pod, name);
  return volume === undefined || node === undefined ? undefined : diskOfPodVolume(pod, volume, node);
}

/** Where the containers see a volume; empty when none mounts it. */
export function pathsOf(pod: Pod, name: string): readonly string[] {
  const paths = pod.spec.containers.flatMap(({ volumeMounts = [], volumeDevices = [] }) => [
    ...volumeMounts.filter((mount) => mount.name === name).map(({ mountPath }) => mountPath),
    ...volumeDevices.filter((device) => device.name === name).map(({ devicePath }) => devicePath),
  ]);
  return [...new Set(paths)];
}

/** The word for what a volume of a pod is: the field that is its source. */
export function sourceOf(pod: Pod, name: string): string {
  const volume = volumeNamed(pod, name);
  return volume === undefined ? '' : (Object.keys(volume).find((field) => field !== 'name') ?? '');
}
