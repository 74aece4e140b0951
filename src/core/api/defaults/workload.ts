import type { Deployment, ReplicaSet } from '../workload.js';
import { fill, mapField, type Written } from './fill.js';
import { defaultPodTemplate } from './pod.js';

/** `SetDefaults_Deployment` of pkg/apis/apps/v1/defaults.go. */
export function defaultDeployment(deployment: Written<Deployment>): Written<Deployment> {
  const spec = fill(deployment.spec ?? {}, {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    template: {},
  });
  return {
    ...deployment,
    spec: mapField(mapField(spec, 'strategy', defaultStrategy), 'template', defaultPodTemplate),
    status: deployment.status ?? {},
  };
}

type Strategy = Written<Deployment['spec']['strategy']>;

function defaultStrategy(strategy: Strategy): Strategy {
  const filled = fill(strategy, { type: 'RollingUpdate' });
  if (filled.type !== 'RollingUpdate') return filled;
  return { ...filled, rollingUpdate: fill(filled.rollingUpdate ?? {}, { maxUnavailable: '25%', maxSurge: '25%' }) };
}

/** `SetDefaults_ReplicaSet` of pkg/apis/apps/v1/defaults.go. */
export function defaultReplicaSet(replicaSet: Written<ReplicaSet>): Written<ReplicaSet> {
  const spec = fill(replicaSet.spec ?? {}, { replicas: 1, template: {} });
  return {
    ...replicaSet,
    spec: mapField(spec, 'template', defaultPodTemplate),
    status: fill(replicaSet.status ?? {}, { replicas: 0 }),
  };
}
