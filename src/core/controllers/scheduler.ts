import type { Cause } from '../api/cause.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { conditionOf, hasEnded, withConditions } from '../cluster/conditions.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { seededNumber } from '../cluster/seeded.js';
import type { VolumeScheduling } from '../cluster/volume-plugins.js';
import { why } from '../cluster/why.js';
import { fitErrorMessage, nodeInfo, reject, spreadOf, type NodeInfo, type Rejection } from './scheduler-filters.js';
import { scores } from './scheduler-scores.js';

/**
 * Gives pods a node: filters, scores, binds. Pods that fit nowhere wait until a node or a pod changes.
 * Models `pkg/scheduler/schedule_one.go` with the default profile; the dice between equal nodes are the seed's.
 */
export const schedulerWith = (_volumes: VolumeScheduling): Controller => ({
  name: 'default-scheduler',
  watches: {
    Pod({ key, before, after }, wake, context) {
      const pod = after as Pod | undefined;
      if (!before && pod && pod.spec.nodeName === undefined) wake(key);
      const was = before as Pod | undefined;
      const freed = was?.spec.nodeName !== undefined && !hasEnded(was) && (!pod || hasEnded(pod));
      if (freed) for (const waiting of context.find('pod-node', '')) wake(waiting);
    },
    Node({ before, after }, wake, context) {
      const [was, is] = [before as Node | undefined, after as Node | undefined];
      const same =
        was?.spec === is?.spec &&
        was?.metadata.labels === is?.metadata.labels &&
        was?.status.allocatable === is?.status.allocatable;
      if (is && !same) for (const waiting of context.find('pod-node', '')) wake(waiting);
    },
  },
  reconcile(key, context) {
    const pod = context.get<Pod>(key as ObjectKey);
    if (!pod || pod.spec.nodeName !== undefined || pod.metadata.deletionTimestamp !== undefined) return undefined;
    const infos = context.list<Node>('Node').map((node) => nodeInfo(context, node));
    const spread = spreadOf(context, pod, infos);
    const fitting: NodeInfo[] = [];
    const rejections: Rejection[] = [];
    for (const info of infos) {
      const rejection = reject(pod, info, spread);
      if (rejection) rejections.push(rejection);
      else fitting.push(info);
    }
    const chosen = choose(context, pod, fitting);
    return chosen ? bind(context, pod, chosen, fitting.length) : fail(context, pod, rejections);
  },
});

function choose(context: Context, pod: Pod, fitting: readonly NodeInfo[]): Node | undefined {
  if (fitting.length <= 1) return fitting[0]?.node;
  const totals = scores(context, pod, fitting);
  const best = Math.max(...totals);
  const equal = fitting.filter((_, index) => totals[index] === best).map(({ node }) => node);
  const dice = seededNumber(context.settings.seed, `bind ${keyOf(pod)} ${pod.metadata.uid}`);
  return equal[dice % equal.length];
}

function bind(context: Context, pod: Pod, node: Node, fitting: number): Deed {
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
  if (pod.spec.topologySpreadConstraints?.length) return { object, field: ['spec', 'topologySpreadConstraints'] };
  const index = pod.spec.containers.findIndex((one) => one.resources?.requests !== undefined);
  if (index >= 0) return { object, field: ['spec', 'containers', index, 'resources', 'requests'] };
  return { object, field: ['spec', 'containers'] };
}

function fail(context: Context, pod: Pod, rejections: readonly Rejection[]): Deed | undefined {
  const message = fitErrorMessage(rejections);
  const known = conditionOf(pod.status.conditions, 'PodScheduled');
  if (known?.status === 'False' && known.message === message) return undefined;
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message } as const;
  // What the pod itself asks for teaches more than a taint that keeps every ordinary pod away.
  const own = rejections.find(({ cause }) => cause.object === keyOf(pod));
  return {
    cause: (own ?? rejections[0])?.cause ?? placementCause(pod),
    why: why('cluster.scheduler.unschedulable', { pod: pod.metadata.name, nodes: rejections.length }),
    writes: [
      {
        verb: 'update',
        object: {
          ...pod,
          status: { ...pod.status, conditions: withConditions(pod.status.conditions, [condition], context.now) },
        } as Pod,
      },
    ],
    event: { type: 'Warning', reason: 'FailedScheduling', message, object: keyOf(pod) },
  };
}

/** The Node object of a name, as several controllers look it up. */
export function nodeNamed(context: Pick<Context, 'get'>, name: string | undefined): Node | undefined {
  return name === undefined ? undefined : context.get<Node>(objectKey('Node', undefined, name));
}
