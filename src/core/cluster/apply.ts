import { keyOf, parseKey, type ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Node } from '../api/node.js';
import { validateObject } from '../api/validation/index.js';
import { admit, refusalOf } from './admission.js';
import { changedField } from './changed-field.js';
import { clockOf } from './clock.js';
import { deepEqual } from './deep.js';
import type { Machine } from './machine.js';
import { mergeApplied } from './merge.js';
import { joinedNode, nodeAddressOf, nodeFromSetting } from './nodes.js';
import { forgetReplacement, isReplacing, onlySpecRefused, startReplacement } from './replacing.js';
import type { Refusal } from './types.js';
import { why } from './why.js';

const APPLIED = 'applied/';
/** What kubeadm made and a manifest then changed, as it was before. */
const BROUGHT = 'brought/';

/** The manifest that an object was last applied from; undefined for what nobody applied. */
function lastApplied(machine: Machine, key: ObjectKey): KubeObject | undefined {
  return machine.context.recall<KubeObject>(`${APPLIED}${key}`);
}

/**
 * Kinds that others stand on come first, as `kubectl apply -k` orders them (the order `legacy` of kustomize,
 * `plugin/builtin/sortordertransformer/SortOrderTransformer.go`); the rest stays as it is written.
 */
const FIRST: Readonly<Record<string, number>> = Object.fromEntries(
  [
    'Namespace',
    'Node',
    'CSIDriver',
    'StorageClass',
    'IngressClass',
    'ConfigMap',
    'Secret',
    'PersistentVolume',
    'PersistentVolumeClaim',
  ].map((kind, place) => [kind, place]),
);

/**
 * `kubectl apply --prune`: every object is created or brought up to its manifest, in order, each in a step of its own; what was
 * applied before and is not among the objects is deleted. A manifest that did not change since leaves its object alone, whatever
 * happened to it meanwhile. Gives the refusals; a refused object stays as it was.
 */
export function apply(machine: Machine, objects: readonly KubeObject[]): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const given = new Map<ObjectKey, KubeObject>();
  // Of two documents of one key the last one counts: it is applied after the other.
  for (const object of objects) given.set(keyOf(object), object);
  const ordered = [...given].toSorted(([, a], [, b]) => placeOf(a) - placeOf(b));
  for (const [key, object] of ordered) {
    const refusal = applyOne(machine, key, object);
    if (refusal) refusals.push(refusal);
  }
  for (const memory of machine.context.recalled(APPLIED)) {
    const key = memory.slice(APPLIED.length) as ObjectKey;
    if (!given.has(key)) prune(machine, key);
  }
  return refusals;
}

function placeOf({ kind }: KubeObject): number {
  return Object.hasOwn(FIRST, kind) ? (FIRST[kind] as number) : Object.keys(FIRST).length;
}

function applyOne(machine: Machine, key: ObjectKey, given: KubeObject): Refusal | undefined {
  const { context } = machine;
  const last = lastApplied(machine, key);
  const live = context.get(key);
  if (live && last && (last === given || deepEqual(last, given))) return undefined;
  if (live && isReplacing(context, key)) return replace(machine, key, given);
  if (!live) return create(machine, key, given);
  const [error] = validateObject(given);
  if (error) return refusalOf(given, error);
  const admitted = admit(context, mergeApplied(last, live, given), live);
  if ('refusal' in admitted) {
    if (live.kind !== 'Pod' || !onlySpecRefused(admitted.refusal)) return admitted.refusal;
    return replace(machine, key, given);
  }
  if (!last && isBrought(live)) context.remember(`${BROUGHT}${key}`, live);
  context.remember(`${APPLIED}${key}`, given);
  if (deepEqual(admitted.object, live)) return undefined;
  machine.record(
    {
      cause: { object: key, field: changedField(live, admitted.object) },
      why: why('cluster.kubectl.configured', { kind: given.kind, name: given.metadata.name }),
      writes: [{ verb: 'update', object: admitted.object }],
    },
    'kubectl',
  );
  return undefined;
}

function create(machine: Machine, key: ObjectKey, given: KubeObject): Refusal | undefined {
  const { context } = machine;
  const object = given.kind === 'Node' ? join(machine, given as Node) : given;
  const admitted = admit(context, object, undefined);
  if ('refusal' in admitted) return admitted.refusal;
  context.remember(`${APPLIED}${key}`, given);
  machine.record(
    {
      cause: { object: key, field: ['metadata', 'name'] },
      why: why('cluster.kubectl.created', { kind: given.kind, name: given.metadata.name }),
      writes: [{ verb: 'create', object: admitted.object }],
    },
    'kubectl',
  );
  return undefined;
}

/** A new machine takes the next free address of the nodes' network. */
function join(machine: Machine, given: Node): Node {
  const { context } = machine;
  const taken = new Set(
    context.list<Node>('Node').flatMap((node) => node.status.addresses?.map((one) => one.address) ?? []),
  );
  let n = 1;
  let address = nodeAddressOf(context.settings, n);
  while (address !== undefined && taken.has(address)) address = nodeAddressOf(context.settings, ++n);
  return joinedNode(given, address, context.now);
}

/** A changed manifest of a pod needs another pod. */
function replace(machine: Machine, key: ObjectKey, given: KubeObject): Refusal | undefined {
  const admitted = admit(machine.context, given, undefined);
  if ('refusal' in admitted) return admitted.refusal;
  machine.context.remember(`${APPLIED}${key}`, given);
  startReplacement(machine, key, given, admitted.object);
  return undefined;
}

/** Made by the boot, before clock 0. Pods are not kubeadm's but their ReplicaSet's. */
function isBrought({ kind, metadata }: KubeObject): boolean {
  return kind !== 'Pod' && (clockOf(metadata.creationTimestamp) ?? 0) < 0;
}

/**
 * What the cluster came with goes back to what it was: a node to its settings, kube-dns or the namespace `default` (which the API server
 * does not let anybody delete) to what kubeadm made. Anything else is deleted.
 */
function prune(machine: Machine, key: ObjectKey): void {
  const { context } = machine;
  const live = context.get(key);
  const last = lastApplied(machine, key);
  context.remember(`${APPLIED}${key}`, undefined);
  forgetReplacement(context, key);
  if (!live) return;
  const { kind, name } = parseKey(key);
  const n = kind === 'Node' ? context.settings.nodes.findIndex((node) => node.name === name) : -1;
  const setting = context.settings.nodes[n];
  const brought = context.recall<KubeObject>(`${BROUGHT}${key}`);
  context.remember(`${BROUGHT}${key}`, undefined);
  const cause = { object: key, field: ['metadata', 'name'] };
  const original = setting ? nodeFromSetting(context.settings, setting, n + 1, context.now) : brought;
  if (original) {
    const object = mergeApplied(last, live, original);
    machine.record(
      { cause, why: why('cluster.kubectl.restored', { kind, name }), writes: [{ verb: 'update', object }] },
      'kubectl',
    );
    return;
  }
  const finalizers = live.metadata.finalizers?.join(', ');
  const reason = finalizers
    ? why('cluster.kubectl.prunedHeld', { kind, name, finalizers })
    : why('cluster.kubectl.pruned', { kind, name });
  machine.record({ cause, why: reason, writes: [{ verb: 'delete', key, orphan: false }] }, 'kubectl');
}
