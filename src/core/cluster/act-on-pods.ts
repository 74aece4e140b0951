import type { ObjectKey } from '../api/key.js';
import type { Pod } from '../api/pod.js';
import { LEARNER, notFound, onPod } from './act-target.js';
import type { Deed } from './controller.js';
import type { Machine } from './machine.js';
import type { Refusal } from './types.js';
import { why } from './why.js';

/** Deletes a pod; by force its object goes at once, whatever its kubelet knows of it. */
export function deletePod(machine: Machine, key: ObjectKey, force: boolean): Refusal | undefined {
  return onPod(machine, key, (pod) => ({
    cause: { object: key, field: ['metadata', 'name'] },
    why: why('cluster.act.deletePod', { pod: pod.metadata.name }),
    writes: [force ? { verb: 'remove', key } : { verb: 'delete', key }],
  }));
}

/** The application in the pod stops or begins to answer its readiness check. */
export function setReadiness(machine: Machine, key: ObjectKey, ready: boolean): Refusal | undefined {
  return onPod(machine, key, (pod) => readiness(machine, pod, key, ready), LEARNER);
}

function readiness(machine: Machine, pod: Pod, key: ObjectKey, ready: boolean): Deed | undefined {
  const memory = `unready/${pod.metadata.uid}`;
  if ((machine.context.recall(memory) !== true) === ready) return undefined;
  machine.context.remember(memory, ready ? undefined : true);
  machine.wake('kubelet', key);
  const index = pod.spec.containers.findIndex((container) => container.readinessProbe);
  const field = index < 0 ? ['spec', 'containers'] : ['spec', 'containers', index, 'readinessProbe'];
  return {
    cause: { object: key, field },
    why: why(ready ? 'cluster.act.ready' : 'cluster.act.unready', { pod: pod.metadata.name }),
  };
}

/** The main process of a container ends. */
export function crash(machine: Machine, key: ObjectKey, container: string): Refusal | undefined {
  const pod = machine.get<Pod>(key);
  if (!pod) return notFound('pods', key);
  const index = pod.spec.containers.findIndex((one) => one.name === container);
  if (index < 0) {
    const message = `container ${container} is not valid for pod ${pod.metadata.name}`;
    return { object: key, field: ['spec', 'containers'], message };
  }
  machine.context.remember(`crash/${pod.metadata.uid}`, container);
  machine.wake('kubelet', key);
  machine.record(
    {
      cause: { object: key, field: ['spec', 'containers', index] },
      why: why('cluster.act.crash', { pod: pod.metadata.name, container }),
    },
    'kubectl',
  );
  return undefined;
}
