import { objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import type { Deed } from './controller.js';
import type { Machine } from './machine.js';
import type { Refusal } from './types.js';

/** Who does what kubectl has no command for. */
export const LEARNER = 'learner';

/** `pods "web" not found`: `errors.NewNotFound` of apimachinery. `resource` is the plural with its group. */
export function notFound(resource: string, object: ObjectKey): Refusal {
  return { object, field: ['metadata', 'name'], message: `${resource} "${parseKey(object).name}" not found` };
}

export function onPod(
  machine: Machine,
  key: ObjectKey,
  deed: (pod: Pod) => Deed | undefined,
  by = 'kubectl',
): Refusal | undefined {
  const pod = machine.get<Pod>(key);
  if (!pod) return notFound('pods', key);
  const done = deed(pod);
  if (done) machine.record(done, by);
  return undefined;
}

/** Runs an intervention on a node, or says in the API server's words that there is none of this name. */
export function onNode(machine: Machine, name: string, run: (node: Node) => void): Refusal | undefined {
  const key = objectKey('Node', undefined, name);
  const node = machine.get<Node>(key);
  if (!node) return notFound('nodes', key);
  run(node);
  return undefined;
}

/** Does one thing to an object, or says in the API server's words that there is none of this name. A deed that is a refusal is given back. */
export function onObject<T extends KubeObject>(
  machine: Machine,
  resource: string,
  key: ObjectKey,
  deed: (object: T) => Deed | { readonly refusal: Refusal } | undefined,
  by = 'kubectl',
): Refusal | undefined {
  const object = machine.get<T>(key);
  if (!object) return notFound(resource, key);
  const done = deed(object);
  if (done && 'refusal' in done) return done.refusal;
  if (done) machine.record(done, by);
  return undefined;
}
