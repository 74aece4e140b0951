import { describe, expect, it } from 'vitest';
import type { ObjectKey, VolumeChain } from '../../core/index.js';
import type { Snapshot, StepView } from '../../engine/protocol.js';
import type { Timeline } from '../../scene/index.js';
import { chaptersOf, stagesOf } from './chapters.js';
import { behind, isOf, lostFiles, mountPaths, relatedTo } from './contents.js';

const key = (text: string): ObjectKey => text as ObjectKey;
const [POD, CLAIM, VOLUME] = [key('Pod/default/a'), key('PersistentVolumeClaim/default/c'), key('PersistentVolume//v')];

const chain = (part: object): VolumeChain => ({
  pod: null,
  name: 'data',
  mountedAt: [],
  source: 'persistentVolumeClaim',
  claim: null,
  claimPhase: null,
  volume: null,
  volumePhase: null,
  class: null,
  attachment: null,
  node: null,
  disk: null,
  stage: 'none',
  cause: { object: POD, field: [] },
  ...part,
});
const disk = (id: string) => ({ id, kind: 'network-disk', place: { zone: 'zone-a' }, files: [] }) as const;
const file = (path: string) => ({ id: path, path, text: '', bytes: 0, by: POD, t: 0 });

const chains = [
  chain({
    pod: POD,
    claim: CLAIM,
    volume: VOLUME,
    disk: disk('d1'),
    mountedAt: [
      { container: 'app', path: '/data' },
      { container: 'side', path: '/logs' },
    ],
  }),
  chain({ pod: POD, name: 'tmp', disk: disk('d2'), mountedAt: [{ container: 'app', path: '/tmp' }] }),
  chain({ claim: key('PersistentVolumeClaim/default/other'), disk: disk('d3') }),
];

const step = (index: number, volume: StepView['volume']): StepView => ({
  index,
  t: index,
  by: 'kubelet',
  why: { code: 'x', params: {} },
  cause: { object: POD, field: [] },
  ...(volume === undefined ? {} : { volume }),
});

describe('what has to do with an object', () => {
  it.each([
    [POD, ['d1', 'd2']],
    [CLAIM, ['d1']],
    [VOLUME, ['d1']],
  ])('%s: the disks on one way with it', (object, disks) => {
    expect([...(relatedTo(object, chains)?.disks ?? [])]).toEqual(disks);
  });

  it('is nothing for an object that has no volume', () => {
    expect(relatedTo(key('Service/default/s'), chains)).toBeNull();
  });

  it('counts a stage by any of its objects, or by its disk', () => {
    const related = relatedTo(CLAIM, chains)!;
    expect(isOf({ kind: 'bind', volume: VOLUME }, related)).toBe(true);
    expect(isOf({ kind: 'lose', disk: 'd1' }, related)).toBe(true);
    expect(isOf({ kind: 'lose', disk: 'd3', pod: POD }, related)).toBe(false);
  });
});

it('a disk is behind its claim and its volume, and behind nothing where a pod names it itself', () => {
  expect(behind('d1', chains)).toEqual([CLAIM, VOLUME]);
  expect(behind('d2', chains)).toEqual([]);
});

it('a container sees its own mounts only', () => {
  expect(mountPaths(chains, POD, 'app')).toEqual(['/data', '/tmp']);
  expect(mountPaths(chains, POD, 'side')).toEqual(['/logs']);
});

it('what is lost is lost from its step on, the latest first', () => {
  const steps = [
    step(0, { kind: 'lose', lost: [file('a')] }),
    step(1, undefined),
    step(2, { kind: 'lose', lost: [file('b'), file('c')] }),
  ];
  const at = (applied: number) => lostFiles({ steps, at: applied } as unknown as Snapshot).map((one) => one.file.path);
  expect(at(0)).toEqual([]);
  expect(at(2)).toEqual(['a']);
  expect(at(3)).toEqual(['c', 'b', 'a']);
});

it('the story is told in chapters: as long as it is about one claim, and the pod only where there is no claim', () => {
  const steps = [
    step(0, { kind: 'bind', claim: CLAIM }),
    step(1, undefined),
    step(2, { kind: 'attach', claim: CLAIM, volume: VOLUME }),
    step(3, { kind: 'write', pod: POD }),
    step(4, { kind: 'unpublish', claim: CLAIM }),
  ];
  const timeline = { duration: 1, hops: [1, 3, 4, 5].map((number) => ({ step: number })) } as unknown as Timeline;
  const chapters = chaptersOf(stagesOf(steps, timeline));
  expect(chapters.map(({ first, subject, stages }) => [first, subject, stages.map(({ hop }) => hop)])).toEqual([
    [0, CLAIM, [0, 1]],
    [2, POD, [2]],
    [3, CLAIM, [3]],
  ]);
});
