import type { ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import { act } from './act.js';
import { apply } from './apply.js';
import type { Controller } from './controller.js';
import { Machine } from './machine.js';
import type { Action, ClusterSettings, ClusterView, Refusal, Step } from './types.js';

/** How an intervention went: how many steps it wrote at once (controllers follow with `step`), and what was refused. */
export interface Outcome {
  readonly steps: number;
  readonly refusals: readonly Refusal[];
}

/**
 * The living cluster: objects, a virtual clock, a journal that can be walked both ways. `createCluster` of the controllers makes one that is
 * booted. After a seek back, `apply` and `act` fork: the later steps are gone.
 */
export class Cluster implements ClusterView {
  readonly settings: ClusterSettings;
  readonly #machine: Machine;

  constructor(
    settings: ClusterSettings,
    controllers: readonly Controller[],
    boot: (machine: Machine) => void,
    bootMs: number,
  ) {
    this.settings = settings;
    this.#machine = new Machine(settings, controllers, -bootMs);
    boot(this.#machine);
    this.#machine.settle();
    this.#machine.begin(0);
  }

  /** Milliseconds of the virtual clock: the moment of the last applied step; 0 when booted. */
  get clock(): number {
    return this.#machine.clock;
  }

  get<T extends KubeObject = KubeObject>(key: ObjectKey): T | undefined {
    return this.#machine.get<T>(key);
  }

  list<T extends KubeObject = KubeObject>(kind: string, namespace?: string): readonly T[] {
    return this.#machine.list<T>(kind, namespace);
  }

  /** Every key there is, in order. */
  keys(): readonly ObjectKey[] {
    return this.#machine.keys();
  }

  /** All steps since the boot, also those ahead of `at`. Grows in place; a fork replaces it. */
  get journal(): readonly Step[] {
    return this.#machine.journal;
  }

  /** How many steps of the journal are applied. */
  get at(): number {
    return this.#machine.at;
  }

  /** Looks of controllers at a key since the cluster was made: the exact measure of its work. */
  get reconciles(): number {
    return this.#machine.reconciles;
  }

  /** Objects that controllers looked at since the cluster was made. */
  get looks(): number {
    return this.#machine.looks;
  }

  /** Changes that seeking applied or reverted since the cluster was made. */
  get changesReplayed(): number {
    return this.#machine.changesReplayed;
  }

  /** Whether a node is cut off from the network (the learner failed it), which the API server learns of only later. */
  isNodeDown(name: string): boolean {
    return this.#machine.context.recall(`node-down/${name}`) === true;
  }

  recall<T>(key: string): T | undefined {
    return this.#machine.context.recall<T>(key);
  }

  recalled(prefix: string): readonly string[] {
    return this.#machine.context.recalled(prefix);
  }

  /** `kubectl apply --prune` of these objects, as written. Unchanged ones keep everything. */
  apply(objects: readonly KubeObject[]): Outcome {
    this.#machine.fork();
    const before = this.#machine.journal.length;
    const refusals = apply(this.#machine, objects);
    return { steps: this.#machine.journal.length - before, refusals };
  }

  /** Does what the learner asks for. */
  act(action: Action): Outcome {
    this.#machine.fork();
    const before = this.#machine.journal.length;
    const refusal = act(this.#machine, action);
    return { steps: this.#machine.journal.length - before, refusals: refusal ? [refusal] : [] };
  }

  /** The next due thing that any controller does; the clock moves to it. After a seek back: the next step of the journal. Null when quiet. */
  step(): Step | null {
    return this.#machine.step();
  }

  /** Steps until nothing is due, at most `limit` times and within CLUSTER_LIMITS; `quiet` is false when it stopped before. */
  settle(limit?: number): { steps: number; quiet: boolean } {
    return this.#machine.settle(limit);
  }

  /** Goes to the state after the first `step` steps of the journal, at the cost of what changed in between. */
  seek(step: number): void {
    this.#machine.seek(step);
  }
}
