import {
  keyOf,
  volumeStory,
  type ClusterView,
  type KubeObject,
  type ObjectKey,
  type Step,
  type VolumeMark,
  type VolumeStep,
} from '../../core/index.js';
import { buildStorageScene } from '../storage/build.js';
import type { StorageOptions } from '../storage/options.js';
import type { Scene } from '../types.js';
import { settings } from './objects.js';

export interface TaleStep {
  readonly put?: readonly KubeObject[];
  readonly drop?: readonly ObjectKey[];
  readonly mark?: VolumeMark;
  readonly remember?: Readonly<Record<string, unknown>>;
}

/** A journal written by hand, with what is remembered beside the API after each of its steps. */
export interface Tale {
  readonly journal: readonly Step[];
  readonly story: readonly VolumeStep[];
  /** The cluster after so many steps; after all of them when it is not said. */
  view(at?: number): ClusterView;
  scene(options?: StorageOptions): Scene;
}

export function aTale(steps: readonly TaleStep[]): Tale {
  let objects: ReadonlyMap<ObjectKey, KubeObject> = new Map();
  let memory: ReadonlyMap<string, unknown> = new Map();
  const states = [{ objects, memory }];
  const journal = steps.map(({ put = [], drop = [], mark, remember = {} }, index): Step => {
    const [before, next] = [objects, new Map(objects)];
    for (const object of put) next.set(keyOf(object), object);
    for (const key of drop) next.delete(key);
    const known = new Map(memory);
    for (const [key, value] of Object.entries(remember)) {
      if (value === undefined) known.delete(key);
      else known.set(key, value);
    }
    objects = next;
    memory = known;
    states.push({ objects, memory });
    const keys = [...put.map(keyOf), ...drop];
    return {
      t: (index + 1) * 1000,
      by: 'test',
      cause: { object: keys[0] ?? ('' as ObjectKey), field: ['metadata', 'name'] },
      why: { code: `step ${index + 1}`, params: {} },
      changes: keys.map((key) => ({ key, before: before.get(key), after: next.get(key) })),
      ...(mark !== undefined && { volume: mark }),
    };
  });
  const story = volumeStory(journal);
  const view = (at = journal.length): ClusterView => {
    const state = states[at] ?? { objects, memory };
    const sorted = [...state.objects].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, object]) => object);
    return {
      settings,
      clock: at * 1000,
      get: <T extends KubeObject>(key: ObjectKey) => state.objects.get(key) as T | undefined,
      list: <T extends KubeObject>(kind: string) =>
        sorted.filter((one) => one.kind === kind) as unknown as readonly T[],
      recall: <T>(key: string) => state.memory.get(key) as T | undefined,
      recalled: (prefix: string) => [...state.memory.keys()].filter((key) => key.startsWith(prefix)).sort(),
    };
  };
  return {
    journal,
    story,
    view,
    scene: (options = {}) => buildStorageScene(view(options.at), story, { journal, at: journal.length, ...options }),
  };
}
