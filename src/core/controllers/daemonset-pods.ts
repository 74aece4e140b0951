import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Node } from '../api/node.js';
import type { Pod, PodSpec } from '../api/pod.js';
import type { Context, Deed } from '../cluster/controller.js';
import { mostOf, quotaExceeded } from '../cluster/limits.js';
import { controllerRef } from '../cluster/ownership.js';
import { why } from '../cluster/why.js';
import { daemonSpec } from './daemonset-nodes.js';
import { REVISION_HASH, type Sight } from './daemonset-sight.js';

/** `SuccessfulCreate`, or `FailedCreate` where the simulator holds no more; that is said once, until a pod goes. */
export function create(context: Context, sight: Sight, node: Node, because: 'first' | 'surge'): Deed | undefined {
  const { set } = sight;
  const { name, uid } = set.metadata;
  const object = keyOf(set);
  const cause = { object, field: ['spec', 'template', 'spec'] };
  const refused = `daemonset/refused/${uid}`;
  const most = mostOf('Pod');
  if (context.list('Pod').length >= most) {
    if (context.recall(refused) === true) return undefined;
    context.remember(refused, true);
    const message = `Error creating: ${quotaExceeded('pods', context.generateName(`${name}-`), most)}`;
    return {
      cause,
      why: why('cluster.daemonset.refused', { daemonSet: name, node: node.metadata.name, most }),
      event: { type: 'Warning', reason: 'FailedCreate', message, object },
    };
  }
  if (context.recall(refused) === true) context.remember(refused, undefined);
  const pod = newPod(context, sight, node);
  const names = { daemonSet: name, pod: pod.metadata.name, node: node.metadata.name };
  return {
    cause,
    why: because === 'surge' ? why('cluster.daemonset.surged', names) : why('cluster.daemonset.created', names),
    writes: [{ verb: 'create', object: pod }],
    event: { type: 'Normal', reason: 'SuccessfulCreate', message: `Created pod: ${pod.metadata.name}`, object },
  };
}

export function remove({ set }: Sight, pod: Pod, cause: Cause, reason: Message): Deed {
  const message = `Deleted pod: ${pod.metadata.name}`;
  return {
    cause,
    why: reason,
    writes: [{ verb: 'delete', key: keyOf(pod) }],
    event: { type: 'Normal', reason: 'SuccessfulDelete', message, object: keyOf(set) },
  };
}

/** `CreatePodTemplate` of `pkg/controller/daemon/util/daemonset_util.go`; the scheduler binds the pod, which can go nowhere but to its node. */
function newPod(context: Context, { set, hash }: Sight, node: Node): Pod {
  const { metadata, spec } = set.spec.template;
  const generateName = `${set.metadata.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: context.generateName(generateName),
      generateName,
      namespace: set.metadata.namespace ?? 'default',
      labels: { ...metadata?.labels, [REVISION_HASH]: hash },
      ...(metadata?.annotations ? { annotations: metadata.annotations } : {}),
      ownerReferences: [controllerRef(set)],
    },
    spec: onlyOn(daemonSpec(spec), node.metadata.name),
    status: { phase: 'Pending' },
  };
}

/** `ReplaceDaemonSetPodNodeNameNodeAffinity`: the node fits what the template asks for, so its name takes the place of that. */
function onlyOn(spec: PodSpec, node: string): PodSpec {
  const nodeSelectorTerms = [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] } as const] }];
  return {
    ...spec,
    affinity: {
      ...spec.affinity,
      nodeAffinity: {
        ...spec.affinity?.nodeAffinity,
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
      },
    },
  };
}
