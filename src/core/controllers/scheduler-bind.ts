import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { conditionOf, withConditions } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import type { BindingFailure, VolumeRejection } from '../cluster/volume-plugins.js';
import { why } from '../cluster/why.js';
import type { Rejection } from './scheduler-cycle.js';
import { fitErrorMessage, preFilterMessage } from './scheduler-filters.js';

/** The binding itself: the last step of a pod's way through the scheduler. */
export function bind(context: Context, pod: Pod, node: Node, fitting: number): Deed {
  const name = node.metadata.name;
  const bound: Pod = {
    ...pod,
    spec: { ...pod.spec, nodeName: name },
    status: {
      ...pod.status,
      conditions: withConditions(pod.status.conditions, [{ type: 'PodScheduled', status: 'True' }], context.now),
    },
  };
  return {
    cause: placementCause(pod),
    why: why('cluster.scheduler.bound', {
      pod: pod.metadata.name,
      node: name,
      fitting,
      nodes: context.list('Node').length,
    }),
    writes: [{ verb: 'update', object: bound }],
    event: {
      type: 'Normal',
      reason: 'Scheduled',
      message: `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${name}`,
      object: keyOf(pod),
    },
  };
}

/** The field that had most to say about the place: a selector, a spread, requests; else the containers themselves. */
function placementCause(pod: Pod): Cause {
  const object = keyOf(pod);
  if (pod.spec.nodeSelector) return { object, field: ['spec', 'nodeSelector'] };
  if (pod.spec.affinity?.nodeAffinity) return { object, field: ['spec', 'affinity', 'nodeAffinity'] };
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const asked = pod.spec.affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution?.length ?? 0;
    if (asked > 0) return { object, field: ['spec', 'affinity', kind] };
  }
  if (pod.spec.topologySpreadConstraints?.length) return { object, field: ['spec', 'topologySpreadConstraints'] };
  const index = pod.spec.containers.findIndex((one) => one.resources?.requests !== undefined);
  if (index >= 0) return { object, field: ['spec', 'containers', index, 'resources', 'requests'] };
  return { object, field: ['spec', 'containers'] };
}

/** No node fits. Said once for as long as the reasons are the same. */
export function unschedulable(context: Context, pod: Pod, rejections: readonly Rejection[]): Deed | undefined {
  // A volume that cannot be reached is what stands in the way for good; what the pod asks for teaches more than a taint that keeps every
  // ordinary pod away.
  const own =
    rejections.find(({ volume }) => volume !== undefined) ??
    rejections.find(({ cause }) => cause.object === keyOf(pod)) ??
    rejections.find(({ cause }) => !cause.object.startsWith('Node/')) ??
    rejections[0];
  return failed(context, pod, {
    message: fitErrorMessage(rejections),
    reason: 'Unschedulable',
    cause: own?.cause ?? placementCause(pod),
    why: own?.why ?? why('cluster.scheduler.unschedulable', { pod: pod.metadata.name, nodes: rejections.length }),
    ...(own?.volume ? { volume: own.volume } : {}),
  });
}

/** No node was even looked at. */
export function preFiltered(context: Context, pod: Pod, rejection: VolumeRejection): Deed | undefined {
  const nodes = context.list('Node').length;
  return failed(context, pod, {
    message: preFilterMessage(rejection.reasons, nodes),
    reason: 'Unschedulable',
    cause: rejection.cause,
    why: rejection.why ?? why('cluster.scheduler.unschedulable', { pod: pod.metadata.name, nodes }),
    ...(rejection.volume ? { volume: rejection.volume } : {}),
  });
}

/** The chosen node could not be kept: `RunPreBindPlugins` of `pkg/scheduler/framework/runtime/framework.go`. */
export function notBound(context: Context, pod: Pod, failure: BindingFailure): Deed {
  const { cause, volume, pause } = failure;
  const message = `running PreBind plugin "VolumeBinding": binding volumes: ${failure.failed}`;
  const deed: Failed = { message, reason: 'SchedulerError', cause, why: failure.why, volume };
  return { ...written(context, pod, deed), pause };
}

interface Failed extends Pick<Deed, 'cause' | 'why' | 'volume'> {
  readonly message: string;
  readonly reason: 'Unschedulable' | 'SchedulerError';
}

function failed(context: Context, pod: Pod, deed: Failed): Deed | undefined {
  const known = conditionOf(pod.status.conditions, 'PodScheduled');
  return known?.status === 'False' && known.message === deed.message ? undefined : written(context, pod, deed);
}

function written(context: Context, pod: Pod, { message, reason, ...rest }: Failed): Deed {
  const condition = { type: 'PodScheduled', status: 'False', reason, message } as const;
  const conditions = withConditions(pod.status.conditions, [condition], context.now);
  return {
    ...rest,
    writes: [{ verb: 'update', object: { ...pod, status: { ...pod.status, conditions } } as Pod }],
    event: { type: 'Warning', reason: 'FailedScheduling', message, object: keyOf(pod) },
  };
}
