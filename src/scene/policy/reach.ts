import {
  reachability,
  reachChanges,
  type ClusterView,
  type Pod,
  type ReachChange,
  type Reachability,
} from '../../core/index.js';
import { portClasses, questionsOf, type PortClass } from './ports.js';

/** Who reaches whom, asked for one port of each class. */
export interface Reach {
  readonly classes: readonly PortClass[];
  readonly reachability: Reachability;
}

/** More workloads than this are asked about by namespace: they would not be drawn one by one. */
const MOST_WORKLOADS = 250;

/**
 * Asks who reaches whom, for every port that the policies tell apart. With an earlier view it tells what has changed since: then both are asked about the
 * ports that the policies of either tell apart.
 */
export function reachOf(
  view: ClusterView,
  since: ClusterView | null = null,
): { readonly reach: Reach; readonly changes: readonly ReachChange[] } {
  const classes = portClasses(since === null ? [view] : [view, since]);
  const by = workloads(view) > MOST_WORKLOADS ? 'namespace' : 'workload';
  const question = { by, ports: questionsOf(classes) } as const;
  const after = reachability(view, question);
  const changes = since === null ? [] : reachChanges(reachability(since, question), after);
  return { reach: { classes, reachability: after }, changes };
}

function workloads(view: ClusterView): number {
  const makers = view.list<Pod>('Pod').map(({ metadata: { name, namespace, ownerReferences } }) => {
    const owner = ownerReferences?.find(({ controller }) => controller === true);
    return `${namespace ?? ''}/${owner?.name ?? name}`;
  });
  return new Set(makers).size;
}
