import { describe, expect, it } from 'vitest';
import type { ObjectKey } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { offersFor, workloadOf } from './offers.js';

const key = (text: string): ObjectKey => text as ObjectKey;

const object = (part: Partial<ObjectSummary> & Pick<ObjectSummary, 'key' | 'kind'>): ObjectSummary => ({
  namespace: 'default',
  name: part.key.split('/')[2] ?? '',
  state: '',
  ports: [],
  system: false,
  simulated: true,
  ...part,
});

describe('what is offered', () => {
  const titles = (one: ObjectSummary): string[] => offersFor(one).map(({ title }) => title);

  it('fits the state that a thing is in', () => {
    const pod = { key: key('Pod/default/a'), kind: 'Pod', state: 'Running', containers: ['x', 'y'] };
    expect(titles(object({ ...pod, ready: true }))).toEqual([
      'ui.action.deletePod',
      'ui.action.failReadiness',
      'ui.action.crash',
      'ui.action.crash',
    ]);
    expect(titles(object({ ...pod, ready: false }))).toContain('ui.action.healReadiness');
    const node = { key: key('Node//n'), kind: 'Node' };
    expect(titles(object({ ...node, state: 'Ready' }))).toEqual([
      'ui.action.cordon',
      'ui.action.drain',
      'ui.action.failNode',
    ]);
    expect(titles(object({ ...node, state: 'NotReady,SchedulingDisabled' }))).toEqual([
      'ui.action.uncordon',
      'ui.action.drain',
      'ui.action.healNode',
    ]);
    expect(titles(object({ key: key('Service/default/s'), kind: 'Service' }))).toEqual([]);
  });

  it('never scales under zero', () => {
    const empty = object({ key: key('Deployment/default/d'), kind: 'Deployment', replicas: 0 });
    expect(offersFor(empty).map(({ action }) => (action.type === 'scale' ? action.replicas : null))).toEqual([1, 0]);
  });

  it('goes from a pod to the workload that is scaled', () => {
    const deployment = object({ key: key('Deployment/default/d'), kind: 'Deployment' });
    const set = object({ key: key('ReplicaSet/default/d-1'), kind: 'ReplicaSet', owner: deployment.key });
    const pod = object({ key: key('Pod/default/d-1-a'), kind: 'Pod', owner: set.key });
    expect(workloadOf(pod, [deployment, set, pod])).toBe(deployment);
    expect(workloadOf(pod, [set, pod])).toBe(set);
    expect(workloadOf(object({ key: key('Pod/default/bare'), kind: 'Pod' }), [])).toBeNull();
  });
});
