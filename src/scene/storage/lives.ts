import {
  keyOf,
  objectKey,
  type ClusterView,
  type KubeObject,
  type ObjectKey,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  type Step,
} from '../../core/index.js';

/** One existence of one object. A StatefulSet's pod that is made again is another life under the same key. */
export interface Life<T extends KubeObject = KubeObject> {
  readonly key: ObjectKey;
  /** The object as it was last seen in this life. */
  object: T;
  /** It exists in the states after `from`, `from + 1` … steps of the journal, up to and without `to`. */
  readonly from: number;
  to: number;
  /** For a pod: from which state on it has a node. */
  placed: number;
}

/** Every object that matters to storage and ever exists in a journal, and who was ever bound or reserved for whom. */
export interface Lives {
  /** Lives of a kind, in the order in which they begin, then by key. */
  of<T extends KubeObject>(kind: string): readonly Life<T>[];
  /** The volumes of a claim and the claims of a volume, at any time. */
  partners(key: ObjectKey): readonly ObjectKey[];
}

const KINDS: ReadonlySet<string> = new Set([
  'Pod',
  'Node',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSIDriver',
  'VolumeAttachment',
]);

/** Reads the lives out of the journal; whatever exists and is in no step has always been. */
export function livesOf(view: ClusterView, journal: readonly Step[] | undefined): Lives {
  const lives = new Map<string, Life[]>([...KINDS].map((kind) => [kind, []]));
  const open = new Map<ObjectKey, Life>();
  const partners = new Map<ObjectKey, Set<ObjectKey>>();
  const begin = (key: ObjectKey, object: KubeObject, from: number): void => {
    const life: Life = { key, object, from, to: Infinity, placed: nodeOf(object) === undefined ? Infinity : from };
    open.set(key, life);
    lives.get(object.kind)?.push(life);
    meet(partners, key, object);
  };
  journal?.forEach(({ changes }, index) => {
    for (const { key, before, after } of changes) {
      const kind = (after ?? before)?.kind;
      if (kind === undefined || !KINDS.has(kind)) continue;
      // What a booted cluster has from the start is in no step.
      if (before !== undefined && !open.has(key)) begin(key, before, 0);
      const life = open.get(key);
      if (after === undefined) {
        if (life !== undefined) life.to = index + 1;
        open.delete(key);
      } else if (life === undefined) begin(key, after, index + 1);
      else {
        life.object = after;
        if (life.placed === Infinity && nodeOf(after) !== undefined) life.placed = index + 1;
        meet(partners, key, after);
      }
    }
  });
  const known = new Set([...lives.values()].flatMap((list) => list.map(({ key }) => key)));
  for (const kind of KINDS) {
    for (const object of view.list(kind)) if (!known.has(keyOf(object))) begin(keyOf(object), object, 0);
  }
  for (const list of lives.values()) list.sort((a, b) => a.from - b.from || (a.key < b.key ? -1 : 1));
  return {
    of: <T extends KubeObject>(kind: string) => (lives.get(kind) ?? []) as unknown as readonly Life<T>[],
    partners: (key) => [...(partners.get(key) ?? [])],
  };
}

function nodeOf(object: KubeObject): string | undefined {
  return object.kind === 'Pod' ? (object as Pod).spec.nodeName : undefined;
}

/** Notes whom a claim or a volume names. */
function meet(partners: Map<ObjectKey, Set<ObjectKey>>, key: ObjectKey, object: KubeObject): void {
  const other = namedBy(object);
  if (other === undefined) return;
  for (const [one, two] of [
    [key, other],
    [other, key],
  ] as const) {
    const known = partners.get(one);
    if (known === undefined) partners.set(one, new Set([two]));
    else known.add(two);
  }
}

/** The volume that a claim names, or the claim that a volume names. */
export function namedBy(object: KubeObject): ObjectKey | undefined {
  if (object.kind === 'PersistentVolumeClaim') {
    const { volumeName } = (object as PersistentVolumeClaim).spec;
    return volumeName === undefined || volumeName === ''
      ? undefined
      : objectKey('PersistentVolume', undefined, volumeName);
  }
  if (object.kind !== 'PersistentVolume') return undefined;
  const { claimRef } = (object as PersistentVolume).spec;
  return claimRef?.name === undefined
    ? undefined
    : objectKey('PersistentVolumeClaim', claimRef.namespace ?? 'default', claimRef.name);
}

/** Whether two lives never overlap, so that one place serves both. */
export function apart(a: Life, b: Life): boolean {
  return a.to <= b.from || b.to <= a.from;
}

/** Of lives that share a place: the one that is there at a moment; else the next to come, else the last that was. */
export function nearest<T extends Life>(lives: readonly T[], at: number): T | undefined {
  return lives.find(({ from, to }) => from <= at && at < to) ?? lives.find(({ from }) => from > at) ?? lives.at(-1);
}

/** Adds to the list of a key, which begins with its first value. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
