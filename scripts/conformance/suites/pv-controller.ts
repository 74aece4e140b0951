import type { KubeObject, ObjectKey, PersistentVolume, PersistentVolumeClaim } from '../../../src/core/index.js';
import { keyOf } from '../../../src/core/index.js';
import type { Context, Controller, Write } from '../../../src/core/cluster/controller.js';
import { INDEXES, NODE_USAGE } from '../../../src/core/cluster/indexes.js';
import { DEFAULT_SETTINGS } from '../../../src/core/cluster/settings.js';
import { ObjectStore } from '../../../src/core/cluster/store.js';
import type { ClusterEvent } from '../../../src/core/cluster/types.js';

/** More looks than any case needs: a controller that does not come to rest is a failure, not a hang. */
const PATIENCE = 200;

/**
 * One controller over a store of objects, without the rest of a cluster: the cases look at single syncs in states that no API server would
 * let arise, so nothing may be defaulted, guarded by finalizers or put right by others. What the controller writes is taken as it is.
 */
export class ControllerLab {
  readonly events: ClusterEvent[] = [];
  readonly #store = new ObjectStore(INDEXES, NODE_USAGE);
  readonly #memory = new Map<string, unknown>();
  readonly #again = new Map<string, number>();
  readonly #controller: Controller;
  #now = 0;

  constructor(controller: Controller, objects: readonly KubeObject[]) {
    this.#controller = controller;
    for (const object of objects) this.#store.set(keyOf(object), object);
  }

  volumes(): readonly PersistentVolume[] {
    return this.#store.list<PersistentVolume>('PersistentVolume');
  }

  claims(): readonly PersistentVolumeClaim[] {
    return this.#store.list<PersistentVolumeClaim>('PersistentVolumeClaim');
  }

  remove(key: ObjectKey): void {
    this.#store.set(key, undefined);
  }

  /** Looks at one key until there is nothing more to do about it, waiting as long as the controller asks for. */
  sync(key: ObjectKey): void {
    for (let looks = 0; looks < PATIENCE; looks++) {
      const deed = this.#controller.reconcile(key, this.#context());
      const later = this.#again.get(key);
      this.#again.delete(key);
      if (!deed && later === undefined) return;
      for (const write of deed?.writes ?? []) this.#write(write);
      if (deed?.event) this.events.push(deed.event);
      const pause = deed?.pause === Infinity ? 0 : (deed?.pause ?? 0);
      this.#now = Math.max(this.#now + pause, later ?? 0);
    }
    throw new Error(`${key} does not come to rest`);
  }

  /** Looks at everything, again and again, until nothing changes. */
  settle(): void {
    for (let round = 0; round < PATIENCE; round++) {
      const before = this.#contents();
      for (const object of [...this.volumes(), ...this.claims()]) this.sync(keyOf(object));
      if (this.#contents() === before) return;
    }
  }

  #contents(): string {
    return JSON.stringify([this.volumes(), this.claims()]);
  }

  #write(write: Write): void {
    if ('object' in write) this.#store.set(keyOf(write.object), write.object);
    else this.#store.set(write.key, undefined);
  }

  #context(): Context {
    return {
      settings: DEFAULT_SETTINGS,
      clock: this.#now,
      now: this.#now,
      get: (key) => this.#store.get(key),
      list: (kind, namespace) => this.#store.list(kind, namespace),
      find: (index, term) => this.#store.find(index, term),
      spend: () => {},
      usage: () => ({ requested: { cpu: 0, memory: 0, pods: 0 }, scored: { cpu: 0, memory: 0, pods: 0 } }),
      again: (key, at) => this.#again.set(key, at),
      recall: <T>(key: string) => this.#memory.get(key) as T | undefined,
      remember: (key, value) => this.#memory.set(key, value),
      recalled: (prefix) => [...this.#memory.keys()].filter((key) => key.startsWith(prefix)).toSorted(),
      generateName: (base) => base,
    };
  }
}
