import type { ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { carryOut, type Registry } from './api-server.js';
import {
  NEWS_MS,
  type Context,
  type Controller,
  type Deed,
  type IndexName,
  type Wake,
  type Write,
} from './controller.js';
import { deepFreeze } from './deep.js';
import { isWaitingToGo } from './finalizers.js';
import { INDEXES, NODE_USAGE, usageOf } from './indexes.js';
import { nameSuffix } from './seeded.js';
import { CLUSTER_LIMITS } from './limits.js';
import { ObjectStore } from './store.js';
import { inSequence, TrackedMap, type Replaced } from './tracked-map.js';
import type { Change, ClusterEvent, ClusterSettings, ClusterView, Step } from './types.js';
import { WorkQueue, type WorkItem } from './work-queue.js';

/** A step and what happened beside the API with it, so that the cluster can go back to just before it and forth again. */
interface Entry {
  readonly step: Step;
  readonly memory: readonly Replaced<unknown>[];
  readonly queue: readonly Replaced<WorkItem>[];
  readonly counters: { readonly before: Counters; readonly after: Counters };
}

interface Counters {
  readonly order: number;
  readonly resourceVersion: number;
}

const RANKED: ReadonlySet<string> = new Set(INDEXES.flatMap((index) => (index.rank ? [index.name] : [])));

/**
 * The objects of a cluster, what its components know beside them, and the journal that led there. It runs the controllers it is given,
 * one key at a time, and knows none of them.
 *
 * The state at a step is exact: queues, allocators and counters are part of it, and it depends on the steps only, not on how far somebody
 * looked ahead. So a journal replayed from the same operations is the same to the byte.
 */
export class Machine implements ClusterView {
  readonly settings: ClusterSettings;
  readonly #store = new ObjectStore(INDEXES, NODE_USAGE);
  readonly #memory = new TrackedMap<unknown>();
  readonly #queue = new WorkQueue();
  readonly #controllers: readonly Controller[];
  readonly #watchers = new Map<
    string,
    { readonly controller: number; readonly watch: Controller['watches'][string] }[]
  >();
  #entries: Entry[] = [];
  #steps: Step[] = [];
  #at = 0;
  #origin = 0;
  #now = 0;
  #resourceVersion = 0;
  #mark: Counters = { order: 0, resourceVersion: 0 };
  #reconciles = 0;
  #looks = 0;
  #replayed = 0;
  #current = -1;
  readonly #context: Context;

  /** `start` is the clock at the beginning, in milliseconds; a boot runs before zero. */
  constructor(settings: ClusterSettings, controllers: readonly Controller[], start: number) {
    this.settings = settings;
    this.#controllers = controllers;
    this.#origin = start;
    this.#now = start;
    controllers.forEach((controller, index) => {
      for (const [kind, watch] of Object.entries(controller.watches)) {
        const known = this.#watchers.get(kind) ?? [];
        known.push({ controller: index, watch });
        this.#watchers.set(kind, known);
      }
    });
    this.#context = this.#makeContext();
  }

  get<T extends KubeObject = KubeObject>(key: ObjectKey): T | undefined {
    return this.#store.get<T>(key);
  }

  list<T extends KubeObject = KubeObject>(kind: string, namespace?: string): readonly T[] {
    return this.#store.list<T>(kind, namespace);
  }

  keys(): readonly ObjectKey[] {
    return [...this.#store.keys()].toSorted();
  }

  /** The steps of the journal, also those ahead of the present moment after a seek back. The array grows; a fork or a boot makes a new one. */
  get journal(): readonly Step[] {
    return this.#steps;
  }

  /** How many steps of the journal are applied. */
  get at(): number {
    return this.#at;
  }

  get clock(): number {
    return this.#entries[this.#at - 1]?.step.t ?? this.#origin;
  }

  /** How many times a controller looked at a key, since the cluster began. */
  get reconciles(): number {
    return this.#reconciles;
  }

  /** How many objects controllers looked at, since the cluster began: each found or listed one counts. */
  get looks(): number {
    return this.#looks;
  }

  /** How many changes seeking applied or reverted, since the cluster began. */
  get changesReplayed(): number {
    return this.#replayed;
  }

  /** What controllers may read and remember; also for those who act on the cluster from outside. */
  get context(): Context {
    return this.#context;
  }

  /** Does the next due thing that any controller does, or after a seek back repeats the next step. Null when all is quiet. */
  step(): Step | null {
    if (this.#at < this.#entries.length) {
      this.seek(this.#at + 1);
      return this.#entries[this.#at - 1]?.step ?? null;
    }
    const next = this.#next();
    if (!next) return null;
    const { deed, item } = next;
    if (deed.pause !== Infinity) this.#queue.add(item.controller, item.key, this.#now + (deed.pause ?? 0));
    return this.record(deed, deed.by ?? this.#controllers[item.controller]?.name ?? '');
  }

  /** Looks at due keys until one gives something to do. When none does, that the looks were made belongs to the last step. */
  #next(): { readonly item: WorkItem; readonly deed: Deed } | undefined {
    for (let item = this.#queue.next(); item; item = this.#queue.next()) {
      this.#now = Math.max(this.#now, item.due);
      this.#current = item.controller;
      this.#reconciles++;
      const deed = this.#controllers[item.controller]?.reconcile(item.key, this.#context);
      if (deed && !this.#isFutile(deed)) return { item, deed };
    }
    this.#keep();
    return undefined;
  }

  /**
   * A deletion of what waits for its finalizers already: it would change nothing, however often it is asked for. A stage of a volume's
   * way does more than it writes: a disk goes with it.
   */
  #isFutile({ writes = [], volume }: Deed): boolean {
    if (volume !== undefined) return false;
    const isWaiting = (write: Write): boolean => {
      if (write.verb !== 'delete' || write.orphan !== undefined) return false;
      const object = this.#store.get(write.key);
      return object !== undefined && isWaitingToGo(object);
    };
    return writes.length > 0 && writes.every(isWaiting);
  }

  /**
   * Runs until nothing is due, until `limit` steps are done, or until CLUSTER_LIMITS are reached: controllers that undo each other's
   * work never come to rest (a template whose nodeName does not exist), here as in a real cluster.
   */
  settle(limit = Infinity): { steps: number; quiet: boolean } {
    const most = this.#looks + CLUSTER_LIMITS.looks;
    let objects = 0;
    for (let steps = 0; ; steps++) {
      objects = Math.max(objects, this.#store.size);
      const patience = CLUSTER_LIMITS.steps + CLUSTER_LIMITS.stepsPerObject * objects;
      if (steps >= Math.min(limit, patience, CLUSTER_LIMITS.mostSteps) || this.#looks > most)
        return { steps, quiet: false };
      if (!this.step()) return { steps, quiet: true };
    }
  }

  /** Goes to the state after the first `target` steps. Costs what changed in between. */
  seek(target: number): void {
    const to = Math.max(0, Math.min(Math.trunc(target) || 0, this.#entries.length));
    this.#forget();
    while (this.#at > to) this.#replay(this.#entries[--this.#at] as Entry, 'before');
    while (this.#at < to) this.#replay(this.#entries[this.#at++] as Entry, 'after');
    this.#now = this.clock;
  }

  /**
   * Makes the present moment the end of the journal: an intervention follows, and what came after never happened. At a quiet end the last
   * looks are made first, whether or not somebody had asked for them: the state is the same for everyone who comes to this step.
   */
  fork(): void {
    if (this.#at === this.#entries.length) this.#next();
    this.#forget();
    this.#now = this.clock;
    if (this.#at === this.#entries.length) return;
    this.#entries = this.#entries.slice(0, this.#at);
    this.#steps = this.#steps.slice(0, this.#at);
  }

  /** Makes the present state the beginning: the journal starts empty, at clock `zero`. */
  begin(zero: number): void {
    this.#forget();
    this.#entries = [];
    this.#steps = [];
    this.#at = 0;
    this.#origin = zero;
    this.#now = zero;
  }

  /** An Event with the uid of its object, which may have gone in this very step. */
  #about(event: ClusterEvent, changes: readonly Change[]): ClusterEvent {
    const object = this.#store.get(event.object) ?? changes.find(({ key }) => key === event.object)?.before;
    const uid = object?.metadata.uid;
    return uid === undefined ? event : { ...event, uid };
  }

  /** Does one thing now and writes it into the journal. A step without changes and without an event is written as well. */
  record(deed: Deed, by: string): Step {
    const registry = this.#registry();
    const changes: Change[] = [];
    for (const write of deed.writes ?? []) {
      const change = carryOut(write, registry);
      if (!change) continue;
      this.#store.set(change.key, change.after);
      changes.push(change);
    }
    for (const change of changes) this.#announce(change);
    const { cause, why, event, volume } = deed;
    const step: Step = Object.freeze({
      t: this.#now,
      by,
      cause,
      why,
      changes,
      ...(event ? { event: this.#about(event, changes) } : {}),
      ...(volume ? { volume: deepFreeze(volume) } : {}),
    });
    const counters = { before: this.#mark, after: this.#counters() };
    this.#mark = counters.after;
    this.#entries.push({ step, memory: this.#memory.drain(), queue: this.#queue.drain(), counters });
    this.#steps.push(step);
    this.#at = this.#entries.length;
    return step;
  }

  /** Asks a controller by name to look at a key, `delay` milliseconds from now: for news that is not in the API (a node loses power). */
  wake(controller: string, key: string, delay = NEWS_MS): void {
    const index = this.#controllers.findIndex((one) => one.name === controller);
    if (index >= 0) this.#queue.add(index, key, this.#now + delay);
  }

  #announce(change: Change): void {
    const { kind } = (change.after ?? change.before) as KubeObject;
    for (const { controller, watch } of [...(this.#watchers.get(kind) ?? []), ...(this.#watchers.get('*') ?? [])]) {
      const wake: Wake = (key, delay = NEWS_MS) => this.#queue.add(controller, key, this.#now + delay);
      watch?.(change, wake, this.#context);
    }
  }

  #counters(): Counters {
    return { order: this.#queue.order, resourceVersion: this.#resourceVersion };
  }

  #restore(counters: Counters): void {
    this.#queue.order = counters.order;
    this.#resourceVersion = counters.resourceVersion;
    this.#mark = counters;
  }

  /** Makes the looks since the last step part of it. */
  #keep(): void {
    const [memory, queue] = [this.#memory.drain(), this.#queue.drain()];
    this.#mark = this.#counters();
    const last = this.#entries.at(-1);
    if (!last) return;
    this.#entries[this.#entries.length - 1] = {
      step: last.step,
      memory: inSequence(last.memory, memory),
      queue: inSequence(last.queue, queue),
      counters: { before: last.counters.before, after: this.#mark },
    };
  }

  /** Takes back the looks since the last step that found nothing to do. */
  #forget(): void {
    this.#memory.replay(this.#memory.drain(), 'before');
    this.#queue.replay(this.#queue.drain(), 'before');
    this.#restore(this.#mark);
  }

  #replay(entry: Entry, direction: 'before' | 'after'): void {
    const { changes } = entry.step;
    this.#replayed += changes.length;
    if (direction === 'after') for (const change of changes) this.#store.set(change.key, change.after);
    else for (const change of changes.toReversed()) this.#store.set(change.key, change.before);
    this.#memory.replay(entry.memory, direction);
    this.#queue.replay(entry.queue, direction);
    this.#restore(entry.counters[direction]);
  }

  #registry(): Registry {
    return {
      seed: this.settings.seed,
      now: this.#now,
      get: (key) => this.#store.get(key),
      list: <T extends KubeObject>(kind: string) => this.#store.list<T>(kind),
      incarnation: (key) => this.#count(`incarnation/${key}`),
      nextResourceVersion: () => String(++this.#resourceVersion),
    };
  }

  #count(key: string): number {
    const next = ((this.#memory.get(key) as number | undefined) ?? 0) + 1;
    this.#memory.set(key, next);
    return next;
  }

  #seen<T>(found: readonly T[]): readonly T[] {
    this.#looks += found.length;
    return found;
  }

  #makeContext(): Context {
    // The getters read the machine's present moment, so this one object serves every look.
    const clock = () => this.clock;
    const now = () => this.#now;
    return {
      settings: this.settings,
      get clock() {
        return clock();
      },
      get now() {
        return now();
      },
      get: (key) => {
        this.#looks++;
        return this.#store.get(key);
      },
      spend: (looks) => {
        this.#looks += looks;
      },
      list: <T extends KubeObject = KubeObject>(kind: string, namespace?: string) =>
        this.#seen(this.#store.list<T>(kind, namespace)),
      find: (index: IndexName, term) => {
        const found = this.#store.find(index, term);
        // Who walks an index with ranks stops at what suits, and counts each object by getting it.
        return RANKED.has(index) ? found : this.#seen(found);
      },
      usage: (node) => usageOf(this.#store.sums(node)),
      again: (key, at) => this.#queue.add(this.#current, key, Math.max(at, this.#now)),
      recall: <T>(key: string) => this.#memory.get(key) as T | undefined,
      remember: (key, value) => this.#memory.set(key, value),
      recalled: (prefix) =>
        [...this.#memory.entries()].flatMap(([key]) => (key.startsWith(prefix) ? [key] : [])).toSorted(),
      generateName: (base) => {
        const stem = base.slice(0, 58);
        return `${stem}${nameSuffix(this.settings.seed, `${stem}#${this.#count(`names/${stem}`)}`)}`;
      },
    };
  }
}
