import { describe, expect, it } from 'vitest';
import type { ObjectKey } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { looksFor, offersFor, workloadOf } from './offers.js';

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
      'ui.action.outOfService',
    ]);
    expect(titles(object({ ...node, state: 'NotReady', outOfService: true }))).toEqual([
      'ui.action.cordon',
      'ui.action.drain',
      'ui.action.healNode',
      'ui.action.backInService',
    ]);
    expect(titles(object({ key: key('Service/default/s'), kind: 'Service' }))).toEqual(['ui.action.deleteService']);
    expect(titles(object({ key: key('Service/default/kubernetes'), kind: 'Service', system: true }))).toEqual([]);
    expect(titles(object({ key: key('Ingress/default/i'), kind: 'Ingress' }))).toEqual(['ui.action.deleteIngress']);
    expect(titles(object({ key: key('IngressClass//c'), kind: 'IngressClass' }))).toEqual([
      'ui.action.deleteIngressClass',
    ]);
    expect(titles(object({ key: key('NetworkPolicy/default/p'), kind: 'NetworkPolicy' }))).toEqual([
      'ui.action.deletePolicy',
    ]);
    expect(titles(object({ key: key('ConfigMap/default/c'), kind: 'ConfigMap' }))).toEqual([]);
  });

  it.each([
    ['a claim that waits', 'PersistentVolumeClaim', 'Pending', { size: '1Gi' }, ['ui.action.deleteClaim']],
    [
      'a bound claim',
      'PersistentVolumeClaim',
      'Bound',
      { size: '1Gi', bound: key('PersistentVolume//pv') },
      ['ui.action.expand', 'ui.action.deleteClaim'],
    ],
    [
      'a claim of a size that is no plain number',
      'PersistentVolumeClaim',
      'Bound',
      { size: '1e3' },
      ['ui.action.deleteClaim'],
    ],
    ['a claim that is being deleted', 'PersistentVolumeClaim', 'Terminating', { size: '1Gi' }, []],
    ['a free volume', 'PersistentVolume', 'Available', {}, ['ui.action.deleteVolume']],
    [
      'a volume whose claim is gone',
      'PersistentVolume',
      'Released',
      { bound: key('PersistentVolumeClaim/default/c') },
      ['ui.action.clearClaimRef', 'ui.action.deleteVolume'],
    ],
    [
      'a volume that a claim has',
      'PersistentVolume',
      'Bound',
      { bound: key('PersistentVolumeClaim/default/c') },
      ['ui.action.deleteVolume'],
    ],
    ['an attachment', 'VolumeAttachment', 'attached', {}, ['ui.action.detach']],
  ])('to %s is what makes sense', (_what, kind, state, storage, expected) => {
    expect(titles(object({ key: key(`${kind}/default/x`), kind, state, storage }))).toEqual(expected);
  });

  it('grows a claim to twice its size, in its own unit', () => {
    const claim = object({
      key: key('PersistentVolumeClaim/default/c'),
      kind: 'PersistentVolumeClaim',
      state: 'Bound',
      storage: { size: '5Gi' },
    });
    expect(offersFor(claim)[0]).toMatchObject({ params: { storage: '10Gi' }, action: { storage: '10Gi' } });
  });

  it('deletes a StatefulSet with its pods, or without them', () => {
    const set = object({ key: key('StatefulSet/default/db'), kind: 'StatefulSet', replicas: 2 });
    expect(titles(set)).toEqual([
      'ui.action.scaleUp',
      'ui.action.scaleDown',
      'ui.action.deleteWorkload',
      'ui.action.orphan',
    ]);
  });

  it('does not scale a DaemonSet: its nodes are its number', () => {
    const set = object({ key: key('DaemonSet/default/agent'), kind: 'DaemonSet', state: '2/2' });
    expect(titles(set)).toEqual(['ui.action.deleteWorkload', 'ui.action.orphan']);
  });

  it('forces the end of a pod only once it is Terminating', () => {
    const pod = object({ key: key('Pod/default/a'), kind: 'Pod', state: 'Terminating', containers: [] });
    expect(offersFor(pod)[0]).toEqual({
      title: 'ui.action.forceDeletePod',
      action: { type: 'delete-pod', pod: pod.key, force: true },
    });
  });

  it('opens the panels that have more to say', () => {
    const looks = (kind: string, state: string): string[] =>
      looksFor(object({ key: key(`${kind}/default/x`), kind, state })).map(({ title }) => title);
    expect(looks('PersistentVolumeClaim', 'Pending')).toEqual(['ui.look.whyPending', 'ui.look.files']);
    expect(looks('PersistentVolumeClaim', 'Bound')).toEqual(['ui.look.board', 'ui.look.files']);
    expect(looks('PersistentVolume', 'Bound')).toEqual(['ui.look.files']);
    expect(looks('Pod', 'Running')).toEqual(['ui.look.write']);
    expect(looks('Pod', 'Pending')).toEqual([]);
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

  it('is found, and the search ends, where objects own each other', () => {
    const pod = object({ key: key('Pod/default/a'), kind: 'Pod', owner: key('ReplicaSet/default/b') });
    const set = object({ key: key('ReplicaSet/default/b'), kind: 'ReplicaSet', owner: key('ReplicaSet/default/b') });
    expect(workloadOf(pod, [pod, set])).toBe(set);
  });
});
