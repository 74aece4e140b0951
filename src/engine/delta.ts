import type { Lens, Scene, Timeline } from '../scene/index.js';
import { applyListDelta, listDelta, type ListDelta } from './list-delta.js';
import type { ObjectSummary, Operation, Snapshot, StepView } from './protocol.js';

type Plain = Omit<Snapshot, 'steps' | 'objects' | 'history' | 'scenes' | 'timelines'>;

/**
 * What crosses from the worker to the page: only the parts of a snapshot that are not the very same value as before, and of the long
 * lists only the items that are new. Parts are compared by identity, so a part that is left out keeps its identity on the page too, and
 * what was drawn from it need not be drawn again.
 */
export interface SnapshotDelta {
  readonly parts: Partial<Plain>;
  readonly steps: ListDelta<StepView> | null;
  readonly objects: ListDelta<ObjectSummary> | null;
  readonly history: ListDelta<Operation> | null;
  readonly scenes: Readonly<Record<Lens, SceneDelta | null>>;
  readonly timelines: Readonly<Record<Lens, Timeline | null>>;
}

interface SceneDelta {
  readonly lens: Scene['lens'];
  readonly box: Scene['box'] | null;
  readonly lanes: ListDelta<Scene['lanes'][number]> | null;
  readonly groups: ListDelta<Scene['groups'][number]> | null;
  readonly nodes: ListDelta<Scene['nodes'][number]> | null;
  readonly links: ListDelta<Scene['links'][number]> | null;
}

/** The delta that makes `next` out of `previous`; with no previous snapshot it carries everything. */
export function deltaOf(previous: Snapshot | null, next: Snapshot): SnapshotDelta {
  const { steps, objects, history, scenes, timelines, ...plain } = next;
  const parts: Partial<Plain> = {};
  for (const name of Object.keys(plain) as (keyof Plain)[]) {
    if (previous === null || !Object.is(previous[name], plain[name])) Object.assign(parts, { [name]: plain[name] });
  }
  // An optional part that is gone must not be taken from before.
  for (const name of Object.keys(previous ?? {})) {
    if (!Object.hasOwn(next, name)) Object.assign(parts, { [name]: undefined });
  }
  return {
    parts,
    steps: listDelta(previous?.steps ?? NOTHING, steps),
    objects: listDelta(previous?.objects ?? NOTHING, objects),
    history: listDelta(previous?.history ?? NOTHING, history),
    scenes: ofEachLens((lens) => sceneDelta(previous?.scenes[lens], scenes[lens])),
    timelines: ofEachLens((lens) => (previous?.timelines[lens] === timelines[lens] ? null : timelines[lens])),
  };
}

/** The snapshot that a delta was made from, with every part that the delta leaves out taken from `previous`. */
export function applyDelta(previous: Snapshot | null, delta: SnapshotDelta): Snapshot {
  const merged = {
    ...previous,
    ...delta.parts,
    steps: applyListDelta(previous?.steps ?? NOTHING, delta.steps),
    objects: applyListDelta(previous?.objects ?? NOTHING, delta.objects),
    history: applyListDelta(previous?.history ?? NOTHING, delta.history),
    scenes: ofEachLens((lens) => applySceneDelta(previous?.scenes[lens], delta.scenes[lens])),
    timelines: ofEachLens((lens) => delta.timelines[lens] ?? previous?.timelines[lens]),
  };
  // Complete by construction: the first delta, made from nothing, carries every part.
  return merged as Snapshot;
}

const NOTHING: readonly never[] = [];

function ofEachLens<T>(make: (lens: Lens) => T): Record<Lens, T> {
  return { traffic: make('traffic'), rules: make('rules'), policy: make('policy'), storage: make('storage') };
}

function sceneDelta(previous: Scene | undefined, next: Scene): SceneDelta | null {
  if (previous === next) return null;
  return {
    lens: next.lens,
    box: previous?.box === next.box ? null : next.box,
    lanes: listDelta(previous?.lanes ?? NOTHING, next.lanes),
    groups: listDelta(previous?.groups ?? NOTHING, next.groups),
    nodes: listDelta(previous?.nodes ?? NOTHING, next.nodes),
    links: listDelta(previous?.links ?? NOTHING, next.links),
  };
}

function applySceneDelta(previous: Scene | undefined, delta: SceneDelta | null): Scene | undefined {
  if (delta === null) return previous;
  return {
    lens: delta.lens,
    box: delta.box ?? previous?.box ?? { x: 0, y: 0, width: 0, height: 0 },
    lanes: applyListDelta(previous?.lanes ?? NOTHING, delta.lanes),
    groups: applyListDelta(previous?.groups ?? NOTHING, delta.groups),
    nodes: applyListDelta(previous?.nodes ?? NOTHING, delta.nodes),
    links: applyListDelta(previous?.links ?? NOTHING, delta.links),
  };
}
