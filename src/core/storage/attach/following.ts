import { keyOf } from '../../api/key.js';
import type { Pod } from '../../api/pod.js';
import type { VolumeAttachment } from '../../api/storage.js';
import type { Context, Deed } from '../../cluster/controller.js';
import { volumeWhy } from '../mounts/why.js';
import { attachMark, failedAttach } from './attach-mark.js';
import type { Attachable } from './attachable.js';
import { installedDriver } from './attachment.js';

/** How long the controller waits for a driver's attacher before it says so (`csiTimeout` of `pkg/volume/csi/csi_plugin.go`). */
const ATTACHER_MS = 120_000;

/** A VolumeAttachment is there: tells the pods how it goes. */
export function follow(
  context: Context,
  key: string,
  volume: Attachable,
  attachment: VolumeAttachment,
  pods: readonly Pod[],
): Deed | undefined {
  const { nodeName } = attachment.spec;
  const { attached, attachError } = attachment.status ?? { attached: false };
  const memory = `attach-told/${attachment.metadata.uid}`;
  const told = context.recall<readonly string[]>(memory) ?? [];
  if (told.includes('all')) return undefined;
  const state = attached ? 'attached' : (attachError?.message ?? timedOut(context, key, volume, attachment));
  if (state === undefined) return undefined;
  const pod = pods.find(({ metadata }) => !told.includes(`${metadata.uid} ${state}`));
  // Pods that come to the node later find the volume attached and are told nothing.
  const rest = pods.filter((one) => one !== pod && !told.includes(`${one.metadata.uid} ${state}`));
  const next = pod ? [...told, `${pod.metadata.uid} ${state}`] : told;
  context.remember(memory, Object.freeze(attached && rest.length === 0 ? ['all'] : next));
  if (!pod) return undefined;
  const params = { volume: volume.name, node: nodeName, pod: pod.metadata.name };
  const mark = attachMark('attach', volume, nodeName, keyOf(attachment), pod);
  if (attached) {
    return {
      cause: { object: keyOf(attachment), field: ['status', 'attached'] },
      why: volumeWhy('storage.attach.succeeded', params),
      event: {
        type: 'Normal',
        reason: 'SuccessfulAttachVolume',
        message: `AttachVolume.Attach succeeded for volume "${volume.name}" `,
        object: keyOf(pod),
      },
      volume: mark,
    };
  }
  return {
    cause: attachError
      ? { object: keyOf(attachment), field: ['status', 'attachError', 'message'] }
      : { object: keyOf(attachment), field: ['spec', 'attacher'] },
    why: attachError
      ? volumeWhy('storage.attach.failed', params)
      : volumeWhy('storage.attach.noAttacher', {
          volume: volume.name,
          node: nodeName,
          driver: volume.identity.driver,
          minutes: ATTACHER_MS / 60_000,
        }),
    event: failedAttach(pod, `AttachVolume.Attach failed for volume "${volume.name}" : ${state}`),
    volume: { ...mark, failed: true },
  };
}

/** Models `waitForVolumeAttachment` of `pkg/volume/csi/csi_attacher.go`: nobody answers for a driver that is not installed. */
function timedOut(
  context: Context,
  key: string,
  { identity }: Attachable,
  { metadata }: VolumeAttachment,
): string | undefined {
  if (installedDriver(context, identity.driver)) return undefined;
  const due = (context.recall<number>(`attach-asked/${metadata.name}`) ?? context.now) + ATTACHER_MS;
  if (context.now < due) {
    context.again(key, due);
    return undefined;
  }
  return `timed out waiting for external-attacher of ${identity.driver} CSI driver to attach volume ${identity.handle}`;
}
