import {
  parseKey,
  type CSIDriver,
  type ObjectKey,
  type Pod,
  type StorageClass,
  type VolumeAttachment,
} from '../../core/index.js';
import { elideEnd, elideName, MONO, STRONG, TEXT, textWidth } from '../text/measure.js';
import { GLYPH_ROOM, headingRoom, innerWidth, MARK_ROOM } from '../text/runs.js';
import { podCondition } from '../traffic/pod-state.js';
import { say } from '../traffic/words.js';
import type { Box, NodeForm, SceneNode } from '../types.js';
import { absent } from './claim-cards.js';
import { filesPart } from './disk-cards.js';
import { nearest } from './lives.js';
import type { Moment } from './moment.js';
import type { PodSlot, Source } from './plan.js';
import { pathsOf, sourceOf } from './pod-volumes.js';
import { tell, type StorageWords } from './words.js';

/** The pod of a slot that is on its node now. */
export function podIn(slot: PodSlot, moment: Moment): Pod | undefined {
  for (const life of slot.lives) {
    const pod = moment.now(life);
    if (pod !== undefined && (pod.spec.nodeName ?? '') === slot.node) return pod;
  }
  return undefined;
}

export function podKey(pod: Pod): ObjectKey {
  return `Pod/${pod.metadata.namespace ?? ''}/${pod.metadata.name}` as ObjectKey;
}

/** A pod in its place, or the place that is kept for it. */
export function podNode(slot: PodSlot, box: Box, moment: Moment): SceneNode {
  const form: NodeForm = box.height < 40 ? 'chip' : 'card';
  const about = say('scene.about.pod', {});
  const pod = podIn(slot, moment);
  const node = slot.node === '' ? {} : { node: slot.node };
  if (pod !== undefined) return { ...podCard(pod, box, form, slot.ownFiles, moment), ...node };
  const life = nearest(slot.lives, moment.at);
  const name = life === undefined ? '' : parseKey(life.key).name;
  return { id: `absent:${slot.id}`, box, form, about, ...absent('pod', 'pod', name, box, form), ...node };
}

/** Pods that one card stands for. */
export function foldedPods(id: string, slots: readonly PodSlot[], box: Box, moment: Moment): SceneNode {
  const pods = slots.flatMap((slot) => podIn(slot, moment) ?? []);
  const ready = pods.filter((pod) => podCondition(pod).state === 'ok').length;
  const number = `×${pods.length}`;
  const room = innerWidth(box.width) - textWidth(`${number} `, STRONG);
  const first = pods[0]?.metadata.name ?? '';
  return {
    id,
    kind: 'pods',
    box,
    form: 'card',
    short: 'pods',
    lines: [`${number} ${elideName(first, room, STRONG)}`],
    full: [`Pods ${number}`, `Ready: ${ready}/${pods.length}`, ...pods.slice(0, 10).map(podKey)].join('\n'),
    state: ready === pods.length ? 'ok' : 'not-ready',
    stateWord: `${ready}/${pods.length}`,
    count: pods.length,
    about: say('scene.about.pods', {}),
    ...(pods.length === 0 && { absent: true }),
  };
}

/** A pod that waits for a node. */
export function waitingNode(pod: Pod, box: Box, moment: Moment): SceneNode {
  return podCard(pod, box, 'chip', 0, moment);
}

function podCard(pod: Pod, box: Box, form: NodeForm, fileLines: number, moment: Moment): SceneNode {
  const { name, namespace = 'default' } = pod.metadata;
  const key = podKey(pod);
  const condition = podCondition(pod);
  const marked = condition.state !== 'ok' && condition.state !== 'neutral';
  const room = innerWidth(box.width);
  const files = moment.ownFiles(pod);
  return {
    id: key,
    kind: 'pod',
    object: key,
    cause: { object: key, field: ['metadata', 'name'] },
    box,
    form,
    short: namespace === 'default' ? 'pod' : elideEnd(`pod · ${namespace}`, room - GLYPH_ROOM, TEXT),
    lines: [
      form === 'chip'
        ? elideName(name, room - GLYPH_ROOM - (marked ? MARK_ROOM : 0), STRONG)
        : elideName(name, room, STRONG),
    ],
    full: [`Pod ${namespace}/${name}`, `Status: ${condition.word}`, ...files.map((file) => file.name)].join('\n'),
    state: condition.state,
    stateWord: elideEnd(condition.word, headingRoom(box.width), TEXT),
    spoken: condition.word,
    about: say('scene.about.pod', {}),
    ...(form === 'card' && fileLines > 0 && filesPart(files, fileLines)),
  };
}

export function mountId(pod: ObjectKey, volume: string): string {
  return `mount:${pod}:${volume}`;
}

export type MountState = 'there' | 'wanted' | 'failed';

/** A volume of a pod, by the path at which its containers see it. */
export function mountNode(pod: Pod, volume: string, box: Box, state: MountState): SceneNode {
  const key = podKey(pod);
  const paths = pathsOf(pod, volume);
  const index = pod.spec.volumes?.findIndex(({ name }) => name === volume) ?? 0;
  const marked = state !== 'there';
  const room = innerWidth(box.width) - GLYPH_ROOM - (marked ? MARK_ROOM : 0);
  const text = paths[0] ?? volume;
  return {
    id: mountId(key, volume),
    kind: 'mount',
    box,
    form: 'chip',
    short: 'mount',
    lines: [elideName(text, room, MONO)],
    full: [`${sourceOf(pod, volume)} ${volume}`, ...paths].join('\n'),
    state: state === 'there' ? 'ok' : state === 'wanted' ? 'starting' : 'failed',
    stateWord: '',
    cause: { object: key, field: ['spec', 'volumes', index] },
    about: tell('scene.storage.about.mount', {}),
    ...(pod.spec.nodeName !== undefined && { node: pod.spec.nodeName }),
  };
}

/** A disk's global mount on a node. */
export function stagingNode(node: string, disk: string, there: boolean, box: Box): SceneNode {
  const text = 'globalmount';
  return {
    id: `stage:${node}:${disk}`,
    kind: 'mount',
    box,
    form: 'chip',
    short: 'stage',
    lines: [text],
    full: `NodeStageVolume ${disk}\n${node}`,
    state: 'ok',
    stateWord: '',
    about: tell('scene.storage.about.staging', {}),
    node,
    ...(!there && { absent: true }),
  };
}

export type AttachmentState = 'attached' | 'attaching' | 'detaching' | 'failed' | 'none';

export function attachmentState(attachment: VolumeAttachment | undefined, failed: boolean): AttachmentState {
  if (attachment === undefined) return failed ? 'failed' : 'none';
  const { status, metadata } = attachment;
  if (metadata.deletionTimestamp !== undefined) return status?.detachError ? 'failed' : 'detaching';
  if (status?.attached === true) return 'attached';
  return status?.attachError !== undefined || failed ? 'failed' : 'attaching';
}

/** How a disk is attached to a node, or is not yet. */
export function attachmentNode(
  node: string,
  disk: string,
  attachment: ObjectKey | undefined,
  state: AttachmentState,
  box: Box,
): SceneNode {
  return {
    id: `attachment:${node}:${disk}`,
    kind: 'attachment',
    box,
    form: 'chip',
    short: 'va',
    lines: [],
    notes: [tell(`scene.storage.attachment.${state}`, {})],
    full: `VolumeAttachment ${disk}\n${node}`,
    state: state === 'attached' ? 'ok' : state === 'failed' ? 'failed' : state === 'none' ? 'neutral' : 'starting',
    stateWord: state === 'none' ? '' : state,
    about: tell('scene.storage.about.attachment', {}),
    node,
    ...(attachment !== undefined && { object: attachment, cause: { object: attachment, field: ['spec'] } }),
    ...(state === 'none' && { absent: true }),
  };
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

export function classNode({ class: life }: Source, box: Box, moment: Moment): SceneNode | null {
  if (life === null) return null;
  const { name } = parseKey(life.key);
  const base = { id: life.key, object: life.key, cause: { object: life.key, field: ['metadata', 'name'] }, box };
  const about = tell('scene.storage.about.class', {});
  const now = moment.now<StorageClass>(life);
  if (now === undefined) return { ...base, ...absent('storage-class', 'sc', name, box), about };
  const isDefault = now.metadata.annotations?.[DEFAULT_CLASS] === 'true';
  const binding = now.volumeBindingMode === 'WaitForFirstConsumer' ? 'WFFC' : '';
  return {
    ...base,
    kind: 'storage-class',
    short: ['sc', isDefault ? 'default' : '', binding].filter((part) => part !== '').join(' · '),
    lines: [elideName(name, innerWidth(box.width), STRONG)],
    full: [
      `StorageClass ${name}${isDefault ? ' (default)' : ''}`,
      `Provisioner: ${now.provisioner}`,
      `ReclaimPolicy: ${now.reclaimPolicy}`,
      `VolumeBindingMode: ${now.volumeBindingMode}`,
      `AllowVolumeExpansion: ${now.allowVolumeExpansion === true}`,
    ].join('\n'),
    state: 'ok',
    stateWord: '',
    about,
  };
}

export function driverNode({ driver, provisioner }: Source, box: Box, moment: Moment): SceneNode | null {
  if (driver === null) return null;
  const life = nearest(driver.lives, moment.at);
  const there = moment.now<CSIDriver>(life) !== undefined;
  const room = innerWidth(box.width);
  const missing: keyof StorageWords = 'scene.storage.driver.missing';
  return {
    id: driver.key,
    kind: 'driver',
    object: driver.key,
    cause: { object: driver.key, field: ['metadata', 'name'] },
    box,
    short: 'csidriver',
    lines: [elideEnd(provisioner, room, STRONG)],
    full: `CSIDriver ${provisioner}`,
    state: there ? 'ok' : 'not-ready',
    stateWord: '',
    about: tell('scene.storage.about.driver', {}),
    ...(!there && { notes: [tell(missing, {})] }),
  };
}
