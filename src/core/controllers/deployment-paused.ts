import { keyOf } from '../api/key.js';
import type { Deployment } from '../api/workload.js';
import { conditionOf } from '../cluster/conditions.js';
import type { Context, Deed } from '../cluster/controller.js';
import { why } from '../cluster/why.js';
import { setCondition } from './deployment-status.js';

/**
 * Says in the condition `Progressing` that a Deployment was paused or goes on, so that the time it stood still is not counted against its deadline. Models
 * `checkPausedConditions` of pkg/controller/deployment/sync.go.
 */
export function tellPause(context: Context, object: Deployment): Deed | undefined {
  const { progressDeadlineSeconds, paused = false } = object.spec;
  const known = conditionOf(object.status.conditions, 'Progressing')?.reason;
  if (progressDeadlineSeconds === undefined || known === 'ProgressDeadlineExceeded') return undefined;
  if (paused === (known === 'DeploymentPaused')) return undefined;
  const condition = {
    type: 'Progressing',
    status: 'Unknown',
    reason: paused ? 'DeploymentPaused' : 'DeploymentResumed',
    message: paused ? 'Deployment is paused' : 'Deployment is resumed',
  } as const;
  const conditions = setCondition(object.status.conditions, condition, context.now, true);
  const params = { deployment: object.metadata.name };
  return {
    cause: { object: keyOf(object), field: paused ? ['spec', 'paused'] : ['spec'] },
    why: why(paused ? 'cluster.deployment.paused' : 'cluster.deployment.resumed', params),
    writes: [{ verb: 'update', object: { ...object, status: { ...object.status, conditions } } as Deployment }],
  };
}
