import { describe, expect, it } from 'vitest';
import { sceneIdsFor } from '../ids.js';
import {
  crowdOfClaims,
  firstConsumer,
  localKinds,
  multiAttach,
  releasedStory,
  staticStory,
  statefulSet,
  waitingPair,
} from '../testing/tales.js';
import type { Scene, SceneLink, SceneNode } from '../types.js';

const CLAIM = 'PersistentVolumeClaim/default/mongodb';
const VOLUME = 'PersistentVolume//mongodb-pv';
const POD = 'Pod/default/mongodb-0';

function node({ nodes }: Scene, id: string): SceneNode | undefined {
  return nodes.find((one) => one.id === id);
}

function phase(scene: Scene, id: string): string {
  const { phases } = node(scene, id) ?? {};
  const was = phases?.was === undefined ? '' : `${phases.all[phases.was] ?? ''} → `;
  return `${was}${phases?.all[phases.at] ?? ''}`;
}

function hands({ links }: Scene): string[] {
  return links
    .filter(({ kind }) => kind === 'volume-name' || kind === 'claim-ref')
    .map(({ kind, state }) => `${kind} ${state ?? ''}`)
    .sort();
}

function states({ links }: Scene, kind: SceneLink['kind']): string[] {
  return links.filter((link) => link.kind === kind).map(({ from, to, state }) => `${from} → ${to}: ${state ?? ''}`);
}

describe('a binding', () => {
  const tale = staticStory();

  it.each([
    [3, 'Pending', 'Available', ['volume-name wanted']],
    [4, 'Pending', 'Available', ['claim-ref there', 'volume-name wanted']],
    [5, 'Pending', 'Available → Bound', ['claim-ref there', 'volume-name wanted']],
    [6, 'Pending', 'Bound', ['claim-ref there', 'volume-name there']],
    [7, 'Pending → Bound', 'Bound', ['claim-ref there', 'volume-name there']],
  ])('after step %i has the claim %s, the volume %s, and these hands', (at, claim, volume, both) => {
    const scene = tale.scene({ at });
    expect([phase(scene, CLAIM), phase(scene, VOLUME), hands(scene)]).toEqual([claim, volume, both]);
  });

  it('is two hands that meet in one point', () => {
    const { links } = tale.scene({ at: 7 });
    const end = (id: string) => links.find((link) => link.id === id)?.points.at(-1);
    expect(end(`volume-name:${CLAIM}`)).toEqual(end(`claim-ref:${VOLUME}`));
  });

  it('that is over leaves the hand of a Released volume held out to nobody', () => {
    const scene = releasedStory().scene();
    expect([phase(scene, VOLUME), hands(scene), node(scene, CLAIM)?.absent]).toEqual([
      'Bound → Released',
      ['claim-ref failed'],
      true,
    ]);
  });

  it('that never comes leaves a claim beside a volume that no line joins to it', () => {
    const scene = waitingPair().scene();
    expect([phase(scene, CLAIM), phase(scene, VOLUME), hands(scene)]).toEqual([
      'Pending',
      'Available',
      ['volume-name wanted'],
    ]);
    expect(node(scene, CLAIM)?.box.y).toBe(node(scene, VOLUME)?.box.y);
  });
});

describe('a mount', () => {
  const tale = staticStory();
  const id = `mount:${POD}:data`;

  it.each([
    [9, 'starting', true, true, false],
    [10, 'starting', undefined, true, true],
    [12, 'starting', undefined, undefined, true],
    [13, 'ok', undefined, undefined, true],
  ])('after step %i is %s; attachment, global mount, disk', (at, state, attachment, stage, disk) => {
    const scene = tale.scene({ at });
    expect([
      node(scene, id)?.state,
      node(scene, 'attachment:worker-1:gce-pd/mongodb-pv')?.absent,
      node(scene, 'stage:worker-1:gce-pd/mongodb-pv')?.absent,
      node(scene, 'disk:gce-pd/mongodb-pv')?.absent !== true,
    ]).toEqual([state, attachment, stage, disk]);
  });

  it('carries the bytes from the pod to the disk, link by link', () => {
    const scene = tale.scene();
    expect([...states(scene, 'mounts'), ...states(scene, 'attaches')]).toEqual([
      `${POD} → ${id}: `,
      `${id} → stage:worker-1:gce-pd/mongodb-pv: there`,
      'stage:worker-1:gce-pd/mongodb-pv → attachment:worker-1:gce-pd/mongodb-pv: there',
      'attachment:worker-1:gce-pd/mongodb-pv → disk:gce-pd/mongodb-pv: there',
    ]);
  });

  it('of a second node fails while the first has the disk', () => {
    const scene = multiAttach().scene();
    expect(states(scene, 'attaches')).toEqual([
      'attachment:worker-1:gce-pd/mongodb-pv → disk:gce-pd/mongodb-pv: there',
      'attachment:worker-2:gce-pd/mongodb-pv → disk:gce-pd/mongodb-pv: failed',
    ]);
    expect(node(scene, 'mount:Pod/default/mongodb-5c9f7d8b6-r8w2m:data')?.state).toBe('failed');
    expect(node(scene, 'mount:Pod/default/mongodb-5c9f7d8b6-4xkzp:data')?.state).toBe('ok');
  });
});

describe('files', () => {
  it('that were just written are new, and are only there afterwards', () => {
    const files = (at: number) => node(releasedStory().scene({ at }), 'disk:gce-pd/mongodb-pv')?.files?.shown;
    expect([files(13), files(14), files(15)]).toEqual([
      undefined,
      [{ id: 'users.txt@13000', name: 'users.txt', state: 'new' }],
      [{ id: 'users.txt@13000', name: 'users.txt', state: 'there' }],
    ]);
  });

  it('of an emptyDir are lost where it was, and stay to be read for that step', () => {
    const scene = localKinds().scene();
    const lost = scene.nodes.filter(({ files }) => files?.shown.some(({ state }) => state === 'lost'));
    expect(lost.map(({ short, state, absent, files }) => [short, state, absent, files?.shown[0]?.name])).toEqual([
      ['emptyDir', 'terminating', undefined, 'page.html'],
    ]);
  });

  it('that do not fit are counted', () => {
    const settings = localKinds()
      .scene({ at: 2 })
      .nodes.find(({ short }) => short === 'configMap');
    expect([settings?.files?.shown.length, settings?.files?.more]).toEqual([1, 3]);
  });
});

describe('what does not exist at the moment', () => {
  it('keeps an outline where it will stand', () => {
    const tale = firstConsumer();
    const before = tale.scene({ at: 4 }).nodes.filter(({ absent }) => absent === true);
    expect(before.map(({ kind }) => kind)).toEqual(['pod', 'volume', 'disk']);
    const pod = before.find(({ kind }) => kind === 'pod');
    expect(node(tale.scene(), POD)?.box).toEqual(pod?.box);
  });

  it('has no line', () => {
    const { links } = staticStory().scene({ at: 1 });
    expect(links).toEqual([]);
  });
});

it('a pod that waits for a node stands apart and already wants its claim', () => {
  const scene = firstConsumer().scene({ at: 4 });
  expect(states(scene, 'claims')).toEqual([`${POD} → ${CLAIM}: wanted`]);
  expect(scene.lanes.map(({ id }) => id)).toContain('pending');
});

it('a class leads to its driver, and the driver to what it made', () => {
  expect(states(firstConsumer().scene(), 'provisions').map((link) => link.replaceAll(/[A-Za-z]+\/\//g, ''))).toEqual([
    'standard → pd.csi.storage.gke.io: ',
    'pd.csi.storage.gke.io → pvc-7d1f0a6e: ',
  ]);
});

it('without anything of storage it says so and what to do', () => {
  const empty = statefulSet(0);
  const lanes = (tale: typeof empty) => tale.scene().lanes.map(({ id }) => id);
  expect(lanes(empty)).not.toContain('empty');
  const nothing = { ...empty, scene: () => crowdOfClaims(0, 0).scene() };
  expect(lanes(nothing)).toEqual(['empty', 'empty-how']);
});

it('an object and a field of the manifests find what they are the reason for', () => {
  const scene = staticStory().scene();
  expect(sceneIdsFor(scene, { object: POD as never, field: ['spec', 'volumes', 0] })).toContain(`mount:${POD}:data`);
  expect(sceneIdsFor(scene, CLAIM as never)).toContain(CLAIM);
});

it('an unchanged moment gives back the very same scene, and one step touches few things', () => {
  const tale = staticStory();
  const before = tale.scene({ at: 12 });
  expect(tale.scene({ at: 12, previous: before })).toBe(before);
  const after = tale.scene({ at: 13, previous: before });
  const kept = after.nodes.filter((one) => before.nodes.includes(one));
  expect(after.nodes.length - kept.length).toBeLessThanOrEqual(2);
});
