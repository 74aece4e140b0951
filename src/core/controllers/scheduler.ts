import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Node } from '../api/node.js';
import type { Pod } from '../api/pod.js';
import { hasEnded } from '../cluster/conditions.js';
import type { Context, Controller, Deed } from '../cluster/controller.js';
import { seededNumber } from '../cluster/seeded.js';
import type { VolumeScheduling } from '../cluster/volume-plugins.js';
import { assume, assumedNode } from './scheduler-assumed.js';
import { bind, notBound, preFiltered, unschedulable } from './scheduler-bind.js';
import { companyOf, podsSeekingCompany } from './scheduler-company.js';
import { nodeInfo, type CycleState, type NodeInfo, type Rejection } from './scheduler-cycle.js';
import { reject } from './scheduler-filters.js';
import { scores } from './scheduler-scores.js';
import { spreadOf } from './scheduler-spread.js';

/**
 * Gives pods a node: filters, scores, reserves, binds. Pods that fit nowhere wait until a node, a pod or a volume changes; a pod whose
 * volumes must be bound first has its node in mind already. Models `pkg/scheduler/schedule_one.go` with the default profile; the dice
 * between equal nodes are the seed's.
 */
export const schedulerWith = (volumes: VolumeScheduling): Controller => ({
  name: 'default-scheduler',
  watches: {
    ...volumes.watches,
    Pod({ key, before, after }, wake, context) {
      const pod = after as Pod | undefined;
      if (!before && pod && pod.spec.nodeName === undefined) wake(key);
      const was = before as Pod | undefined;
      const freed = was?.spec.nodeName !== undefined && !hasEnded(was) && (!pod || hasEnded(pod));
      const relabelled = was !== undefined && pod !== undefined && was.metadata.labels !== pod.metadata.labels;
      if (freed || (relabelled && pod.spec.nodeName !== undefined)) {
        for (const waiting of context.find('pod-node', '')) wake(waiting);
      } else if (pod?.spec.nodeName !== undefined && was?.spec.nodeName === undefined) {
        for (const waiting of podsSeekingCompany(context)) wake(waiting);
      }
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
    const assumed = assumedNode(context, pod);
    const node = nodeNamed(context, assumed?.node);
    if (assumed && node) return prepare(volumes, context, pod, node, assumed.fitting);
    const needs = volumes.needs(context, pod);
    if (needs?.unschedulable) return preFiltered(context, pod, needs.unschedulable);
    const infos = context.list<Node>('Node').map((one) => nodeInfo(context, one));
    const state: CycleState = { spread: spreadOf(context, pod, infos), company: companyOf(context, pod, infos), needs };
    const fitting: NodeInfo[] = [];
    const rejections: Rejection[] = [];
    for (const info of infos) {
      const rejection = reject(pod, info, state);
      if (rejection) rejections.push(rejection);
      else fitting.push(info);
    }
    const chosen = choose(context, pod, fitting);
    if (!chosen) return unschedulable(context, pod, rejections);
    return needs ? prepare(volumes, context, pod, chosen, fitting.length) : bind(context, pod, chosen, fitting.length);
  },
});

/** Reserve and PreBind: the pod counts on its node from now on, and is bound to it when its volumes are. */
function prepare(volumes: VolumeScheduling, context: Context, pod: Pod, node: Node, fitting: number): Deed | undefined {
  const next = volumes.preBind(context, pod, node);
  if (next === 'ready') {
    assume(context, pod, undefined);
    return bind(context, pod, node, fitting);
  }
  if (next !== 'wait' && 'failed' in next) {
    assume(context, pod, undefined);
    return notBound(context, pod, next);
  }
  if (!assumedNode(context, pod)) assume(context, pod, node, fitting);
  return next === 'wait' ? undefined : next;
}

function choose(context: Context, pod: Pod, fitting: readonly NodeInfo[]): Node | undefined {
  if (fitting.length <= 1) return fitting[0]?.node;
  const totals = scores(context, pod, fitting);
  const best = Math.max(...totals);
  const equal = fitting.filter((_, index) => totals[index] === best).map(({ node }) => node);
  const dice = seededNumber(context.settings.seed, `bind ${keyOf(pod)} ${pod.metadata.uid}`);
  return equal[dice % equal.length];
}

/** The Node object of a name, as several controllers look it up. */
export function nodeNamed(context: Pick<Context, 'get'>, name: string | undefined): Node | undefined {
  return name === undefined ? undefined : context.get<Node>(objectKey('Node', undefined, name));
}
