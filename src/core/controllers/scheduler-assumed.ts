import { keyOf, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Context } from '../cluster/controller.js';

/** A pod that has its node in the scheduler's mind while its volumes are being bound: the API does not know yet. */
interface Assumed {
  readonly uid: string;
  readonly node: string;
  /** How many nodes fitted when it was chosen. */
  readonly fitting: number;
}

const MEMORY = 'scheduler/assumed';
const NONE: Readonly<Record<string, Assumed>> = {};

function all(context: Context): Readonly<Record<string, Assumed>> {
  return context.recall<Readonly<Record<string, Assumed>>>(MEMORY) ?? NONE;
}

/** The node a waiting pod was given, as long as it is the same pod (`AssumePod` of `pkg/scheduler/backend/cache/cache.go`). */
export function assumedNode(context: Context, pod: Pod): Assumed | undefined {
  const assumed = all(context)[keyOf(pod)];
  return assumed?.uid === pod.metadata.uid ? assumed : undefined;
}

/** Remembers that a pod is to run on a node; forgets with `undefined` (`ForgetPod`), and with it what has gone meanwhile. */
export function assume(context: Context, pod: Pod, node: Node | undefined, fitting = 0): void {
  const kept = Object.entries(all(context)).filter(
    ([key, { uid }]) => key !== keyOf(pod) && context.get(key as ObjectKey)?.metadata.uid === uid,
  );
  const own: [string, Assumed][] = node
    ? [[keyOf(pod), { uid: pod.metadata.uid ?? '', node: node.metadata.name, fitting }]]
    : [];
  context.remember(MEMORY, kept.length + own.length > 0 ? Object.fromEntries([...kept, ...own]) : undefined);
}

/** The pods that count as if they were on their node already, by its name. */
export function assumedPods(context: Context): readonly { readonly pod: Pod; readonly node: string }[] {
  const assumed = all(context);
  if (assumed === NONE) return [];
  return Object.entries(assumed).flatMap(([key, { uid, node }]) => {
    const pod = context.get<Pod>(key as ObjectKey);
    return pod?.metadata.uid === uid && pod.spec.nodeName === undefined ? [{ pod, node }] : [];
  });
}
