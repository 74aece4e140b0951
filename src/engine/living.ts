import {
  createCluster,
  keyOf,
  type Action,
  type Cluster,
  type ClusterSettings,
  type KubeObject,
  type ManifestFile,
  type ObjectKey,
  type Refusal,
} from '../core/index.js';
import type { Settled } from './cluster-diagnostics.js';
import type { Operation } from './protocol.js';

/** Reads files into the objects to apply; null when the text is not valid. */
export type ReadObjects = (files: readonly ManifestFile[]) => readonly KubeObject[] | null;

/** An operation that is part of what the cluster is now, with the objects it applied. */
interface Done {
  readonly operation: Operation;
  readonly objects?: readonly KubeObject[];
}

/** A cluster, and the operations that made it what it is. The same settings and operations make the same cluster, to the last address. */
export class Living {
  readonly cluster: Cluster;
  readonly #done: Done[] = [];
  #history: readonly Operation[] = [];
  #settled: Settled = { steps: 0, quiet: true };

  constructor(settings: ClusterSettings) {
    this.cluster = createCluster(settings);
  }

  /** The operations that survive, oldest first: the same array until one is added or undone. */
  get history(): readonly Operation[] {
    return this.#history;
  }

  /** How far the controllers came with the last operation. */
  get settled(): Settled {
    return this.#settled;
  }

  /** True when the present moment is the last one. */
  get atEnd(): boolean {
    return this.cluster.at === this.cluster.journal.length;
  }

  /** The manifests that the cluster runs. */
  get applied(): readonly ManifestFile[] | null {
    const last = this.#lastApply();
    return last?.operation.op === 'apply' ? last.operation.files : null;
  }

  /**
   * Brings the cluster to these objects. The very same objects as before are no operation at all (null), so that a comment does not
   * cut off the future of a cluster that stands in its past.
   */
  apply(files: readonly ManifestFile[], objects: readonly KubeObject[], instead: boolean): readonly Refusal[] | null {
    if (sameObjects(this.#lastApply()?.objects, objects)) return null;
    if (instead) this.#takeBack(objects);
    const at = this.cluster.at;
    this.#cut();
    const { refusals } = this.cluster.apply(objects);
    this.#settled = this.cluster.settle();
    // After a word was typed and taken back, the operation before it stands as it stood.
    if (!sameObjects(this.#lastApply()?.objects, objects)) {
      this.#done.push({ operation: { op: 'apply', files, at }, objects });
    }
    this.#tell();
    return refusals;
  }

  act(action: Action): readonly Refusal[] {
    const at = this.cluster.at;
    this.#cut();
    const { refusals } = this.cluster.act(action);
    this.#settled = this.cluster.settle();
    if (refusals.length === 0) this.#done.push({ operation: { op: 'act', action, at } });
    this.#tell();
    return refusals;
  }

  /** Does an operation of a link at the moment it happened. One whose text no longer reads is passed over. */
  replay(operation: Operation, read: ReadObjects): void {
    this.cluster.seek(operation.at);
    if (operation.op === 'act') {
      this.act(operation.action);
      return;
    }
    const objects = read(operation.files);
    if (objects !== null) this.apply(operation.files, objects, false);
  }

  #lastApply(): Done | undefined {
    return this.#done.findLast(({ operation }) => operation.op === 'apply');
  }

  /** Undoes the last operation when it applied another state of the very objects that are changed now. */
  #takeBack(objects: readonly KubeObject[]): void {
    const last = this.#done.at(-1);
    const before = this.#done.findLast(({ objects: had }, index) => index < this.#done.length - 1 && had !== undefined);
    if (last?.objects === undefined || before?.objects === undefined) return;
    const typedOn = changedKeys(before.objects, last.objects);
    const isSame = [...changedKeys(before.objects, objects)].every((key) => typedOn.has(key));
    if (!this.atEnd || !isSame) return;
    this.cluster.seek(last.operation.at);
    this.#done.pop();
  }

  /** What came after the present moment never happened: an intervention follows. */
  #cut(): void {
    if (this.atEnd) return;
    const kept = this.#done.filter(({ operation }) => operation.at < this.cluster.at);
    this.#done.splice(0, this.#done.length, ...kept);
  }

  /** Makes the public history say what was done; the same array when it says so already. */
  #tell(): void {
    const next = this.#done.map(({ operation }) => operation);
    const same = next.length === this.#history.length && next.every((one, index) => one === this.#history[index]);
    if (!same) this.#history = next;
  }
}

function sameObjects(a: readonly KubeObject[] | undefined, b: readonly KubeObject[]): boolean {
  if (a === undefined || a.length !== b.length) return false;
  return a.every((object, index) => object === b[index] || JSON.stringify(object) === JSON.stringify(b[index]));
}

/** Which objects differ between two applied states. */
function changedKeys(before: readonly KubeObject[], after: readonly KubeObject[]): ReadonlySet<ObjectKey> {
  const [a, b] = [byKey(before), byKey(after)];
  const changed = new Set<ObjectKey>();
  for (const key of [...a.keys(), ...b.keys()]) {
    const [was, is] = [a.get(key), b.get(key)];
    if (was !== is && JSON.stringify(was) !== JSON.stringify(is)) changed.add(key);
  }
  return changed;
}

function byKey(objects: readonly KubeObject[]): ReadonlyMap<ObjectKey, KubeObject> {
  return new Map(objects.map((object) => [keyOf(object), object]));
}
