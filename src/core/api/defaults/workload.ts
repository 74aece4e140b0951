import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../workload.js';
import { fill, mapField, type Written } from './fill.js';
import { defaultPodTemplate } from './pod.js';
import { defaultClaimSpec } from './volume.js';

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

/** `SetDefaults_StatefulSet` of pkg/apis/apps/v1/defaults.go; its claim templates get the defaults of claims. */
export function defaultStatefulSet(statefulSet: Written<StatefulSet>): Written<StatefulSet> {
  const spec = fill(statefulSet.spec ?? {}, {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: {},
    template: {},
  });
  const withParts = [
    (one: typeof spec) => mapField(one, 'updateStrategy', defaultUpdateStrategy),
    (one: typeof spec) =>
      mapField(one, 'persistentVolumeClaimRetentionPolicy', (policy) =>
        fill(policy, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
      ),
    (one: typeof spec) => mapField(one, 'volumeClaimTemplates', (templates) => templates.map(defaultClaimTemplate)),
    (one: typeof spec) => mapField(one, 'template', defaultPodTemplate),
  ].reduce((one, step) => step(one), spec);
  return { ...statefulSet, spec: withParts, status: fill(statefulSet.status ?? {}, { replicas: 0 }) };
}

type UpdateStrategy = Written<StatefulSet['spec']['updateStrategy']>;

function defaultUpdateStrategy(strategy: UpdateStrategy): UpdateStrategy {
  const filled = strategy.type ? strategy : { rollingUpdate: {}, ...strategy, type: 'RollingUpdate' as const };
  if (filled.type !== 'RollingUpdate') return filled;
  return mapField(filled, 'rollingUpdate', (rolling) => fill(rolling, { partition: 0 }));
}

type ClaimTemplate = NonNullable<Written<StatefulSet['spec']['volumeClaimTemplates']>>[number];

function defaultClaimTemplate(template: ClaimTemplate): ClaimTemplate {
  const spec = defaultClaimSpec(template.spec ?? {});
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    status: { phase: 'Pending' },
    ...template,
    spec,
  } as ClaimTemplate;
}

/** `SetDefaults_DaemonSet` of pkg/apis/apps/v1/defaults.go. */
export function defaultDaemonSet(daemonSet: Written<DaemonSet>): Written<DaemonSet> {
  const spec = fill(daemonSet.spec ?? {}, { updateStrategy: {}, revisionHistoryLimit: 10, template: {} });
  const none = { desiredNumberScheduled: 0, currentNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
  return {
    ...daemonSet,
    spec: mapField(mapField(spec, 'updateStrategy', defaultDaemonStrategy), 'template', defaultPodTemplate),
    status: fill(daemonSet.status ?? {}, none),
  };
}

type DaemonStrategy = Written<DaemonSet['spec']['updateStrategy']>;

function defaultDaemonStrategy(strategy: DaemonStrategy): DaemonStrategy {
  const filled = fill(strategy, { type: 'RollingUpdate' });
  if (filled.type !== 'RollingUpdate') return filled;
  return { ...filled, rollingUpdate: fill(filled.rollingUpdate ?? {}, { maxUnavailable: 1, maxSurge: 0 }) };
}
