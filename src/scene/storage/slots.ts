import type { Pod, VolumeStep } from '../../core/index.js';
import { apart, type Life } from './lives.js';
import type { PodSlot } from './plan.js';
import { volumesOf } from './pod-volumes.js';

/** Pods that have something to show here: volumes, or files of their own. */
export function storingPods(pods: readonly Life<Pod>[], story: readonly VolumeStep[]): readonly Life<Pod>[] {
  const told = new Set(story.map(({ mark }) => mark.pod));
  return pods.filter(({ key, object }) => volumesOf(object).length > 0 || told.has(key));
}

/**
 * The places of pods, node by node. A pod that follows another of the same owner, after that is gone, gets its place: a Deployment that
 * replaces a pod ten times has one place for it, not ten.
 */
export function slotsOf(pods: readonly Life<Pod>[], story: readonly VolumeStep[]): readonly PodSlot[] {
  const slots: PodSlot[] = [];
  for (const life of pods) {
    const node = life.object.spec.nodeName ?? '';
    const volumes = volumesOf(life.object).map(({ name }) => name);
    const like = `${node} ${ownerOf(life.object)} ${volumes.join(' ')}`;
    const same = slots.filter((slot) => slot.id.startsWith(`${like}#`));
    const free = same.find((slot) => slot.lives.every((other) => apart(other, life)));
    if (free !== undefined) free.lives.push(life);
    else {
      const ownFiles = Math.min(2, ownWrites(life, story));
      const owner = life.object.metadata.ownerReferences?.find(({ controller }) => controller === true)?.name;
      const make = owner === undefined ? like : `${node} ${owner} ${volumes.join(' ')}`;
      slots.push({ id: `${like}#${same.length}`, make, node, lives: [life], volumes, ownFiles, rows: [] });
    }
  }
  return slots;
}

/** Who makes its successor; a pod of nobody is followed by one of the same name alone. */
function ownerOf({ metadata, kind }: Pod): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller === true);
  const namespace = metadata.namespace ?? '';
  // Each pod of a StatefulSet has a name, and a claim, of its own.
  if (owner === undefined || owner.kind === 'StatefulSet') return `${kind}/${namespace}/${metadata.name}`;
  const name = owner.kind === 'ReplicaSet' ? owner.name.replace(/-[^-]+$/, '') : owner.name;
  return `${owner.kind}/${namespace}/${name}`;
}

function ownWrites(life: Life<Pod>, story: readonly VolumeStep[]): number {
  return story.filter(({ mark }) => mark.kind === 'write' && mark.pod === life.key && mark.disk === undefined).length;
}

/** Pods that wait for a node at one of the times at which the player stops, each with its place. */
export function waitingOf(pods: readonly Life<Pod>[], stops: readonly number[]): { lives: Life<Pod>[] }[] {
  const places: { lives: Life<Pod>[] }[] = [];
  for (const life of pods) {
    if (life.object.spec.nodeName === undefined) continue;
    if (!stops.some((stop) => stop >= life.from && stop < Math.min(life.placed, life.to))) continue;
    const free = places.find(({ lives }) => lives.every((other) => other.to <= life.from || other.placed <= life.from));
    if (free !== undefined) free.lives.push(life);
    else places.push({ lives: [life] });
  }
  return places;
}
