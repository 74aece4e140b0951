import { describe, expect, it } from 'vitest';
import { keyOf } from '../../core/index.js';
import { firstConsumer, localKinds, multiAttach, releasedStory, staticStory } from '../testing/tales.js';
import { aClaim, aStoringPod, aVolume, claimed, threeNodes } from '../testing/storage-objects.js';
import { aTale, type Tale } from '../testing/tale.js';
import type { Box, Point, TimelineHop } from '../types.js';
import { CHIP } from '../storage/metrics.js';
import { frameAt } from './frame.js';
import { buildStorageTimeline } from './storage.js';

const TALES: readonly (readonly [string, Tale])[] = [
  ['the static workflow', staticStory()],
  ['a Released volume', releasedStory()],
  ['WaitForFirstConsumer', firstConsumer()],
  ['multi-attach', multiAttach()],
  ['local volumes', localKinds()],
];

const timelineOf = (tale: Tale, at?: number) =>
  buildStorageTimeline(tale.scene(at === undefined ? {} : { at }), tale.story);

describe.each(TALES)('the timeline of %s', (_, tale) => {
  const timeline = timelineOf(tale);

  it('has one hop for each stage, in order, each after the one before', () => {
    expect(timeline.hops.map(({ step }) => step)).toEqual(tale.story.map(({ step }) => step));
    timeline.hops.forEach(({ start, end }, index) => {
      expect(start).toBe(timeline.hops[index - 1]?.end ?? 0);
      expect(end - start).toBeGreaterThanOrEqual(0.9);
    });
    expect(timeline.duration).toBe(timeline.hops.at(-1)?.end);
  });

  it('is the same at every moment: nothing moves while it is told', () => {
    for (let at = 0; at < tale.journal.length; at += 1) expect(timelineOf(tale, at)).toEqual(timeline);
  });

  it('travels up, down and across (and aside only within a thing), and stays in the picture', () => {
    const { box } = tale.scene();
    const points = timeline.hops.flatMap(({ path }) => path);
    expect(points.filter((point) => !inside(point, box))).toEqual([]);
    const aside = timeline.hops.flatMap(({ path }) =>
      path.slice(1).map((to, index) => {
        const from = path[index] as Point;
        return Math.min(Math.abs(from.x - to.x), Math.abs(from.y - to.y));
      }),
    );
    expect(aside.filter((by) => by > CHIP)).toEqual([]);
  });

  it('puts what it names in full ink at its own moment', () => {
    for (const { step, lit } of timeline.hops) {
      const scene = tale.scene({ at: step ?? 0 });
      const ids = new Set([...scene.nodes, ...scene.links].map(({ id }) => id));
      expect(lit.filter((id) => ids.has(id)).length).toBeGreaterThan(0);
    }
  });

  it('has words on its token at every instant, and no header', () => {
    for (const { start, token } of timeline.hops) {
      const frame = frameAt(timeline, start + 0.5);
      expect(frame.token).toEqual(token);
      expect(frame.token?.word.code).toMatch(/^scene\.token\./);
    }
  });
});

function inside({ x, y }: Point, box: Box): boolean {
  return x >= 0 && y >= 0 && x <= box.width && y <= box.height;
}

describe('the ways', () => {
  const tale = releasedStory();
  const { hops } = timelineOf(tale);
  const at = (step: number) => hops.find((hop) => hop.step === step) as TimelineHop;
  const ends = (hop: TimelineHop) => [hop.path[0], hop.path.at(-1)] as [Point, Point];

  it('bind one hand after the other: the volume reaches out, then the claim', () => {
    const [volume, claim] = [at(4), at(6)];
    expect(ends(volume)[0].x).toBeGreaterThan(ends(volume)[1].x);
    expect(ends(claim)[0].x).toBeLessThan(ends(claim)[1].x);
    expect(ends(volume)[1]).toEqual(ends(claim)[1]);
    expect([volume.lit.at(-1), claim.lit.at(-1)]).toEqual([
      'claim-ref:PersistentVolume//mongodb-pv',
      'volume-name:PersistentVolumeClaim/default/mongodb',
    ]);
  });

  it('turn a phase on the way back from the hand to its owner', () => {
    expect(at(5).path).toEqual([...at(4).path].reverse());
    expect(at(7).path).toEqual([...at(6).path].reverse());
  });

  it('attach only at the step at which the disk is attached', () => {
    expect([at(10).path.length, at(11).path.length > 2]).toEqual([1, true]);
  });

  it('come back as they went', () => {
    const [publish, unpublish] = [at(13), at(15)];
    expect(unpublish.path).toEqual([...publish.path].reverse());
    expect([publish.direction, unpublish.direction]).toEqual(['out', 'back']);
    expect(at(16).path).toEqual([...at(12).path].reverse());
  });

  it('write from the pod to the disk, along every link between them', () => {
    const scene = tale.scene();
    const disk = scene.nodes.find(({ id }) => id === 'disk:gce-pd/mongodb-pv')?.box as Box;
    const [from, to] = ends(at(14));
    expect(from.x).toBeLessThan(disk.x);
    expect(to.x).toBe(disk.x + disk.width);
  });

  it('stay at the mount where no node can take the pod, and do not draw a way to the disk', () => {
    const volume = aVolume('v', { phase: 'Bound' });
    const claim = aClaim('mongodb', { storageClassName: '', volumeName: 'v', phase: 'Bound' });
    const pod = aStoringPod('p', undefined, { volumes: { data: ['/data', claimed('mongodb')] } });
    const names = { pod: keyOf(pod), claim: keyOf(claim), volume: keyOf(volume) };
    const tale = aTale([
      { put: [...threeNodes(), volume, claim, pod] },
      { put: [pod], mark: { kind: 'publish', ...names, failed: true } },
    ]);
    const [hop] = timelineOf(tale).hops;
    expect(hop?.path).toHaveLength(1);
    expect(hop?.lit).toEqual(expect.arrayContaining(Object.values(names)));
    expect(hop?.mood).toBe('reject');
  });

  it('end in a refusal where a stage failed, and fade where files are lost', () => {
    expect(timelineOf(multiAttach()).hops.at(-1)?.mood).toBe('reject');
    expect(timelineOf(localKinds()).hops.at(-1)?.mood).toBe('drop');
  });
});
