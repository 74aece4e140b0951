import { expect, it } from 'vitest';
import { buildStorageTimeline, buildTimeline } from '../../scene/index.js';
import { firstPath } from '../../scene/testing/clusters.js';
import { aTrace, traffic } from '../../scene/testing/pictures.js';
import { staticStory } from '../../scene/testing/tales.js';
import { fakeGroup } from '../testing/fake-document.js';
import { stepsLayer } from './steps-layer.js';

function layer() {
  const [ways, numbers] = [fakeGroup(), fakeGroup()];
  const steps = stepsLayer(ways.asGroup, numbers.asGroup, { domWrites: 0 });
  const shown = () =>
    ways.element.children.filter((way) => !(way.getAttribute('class') ?? '').split(' ').includes('is-not-now')).length;
  return { steps, shown, drawn: () => ways.element.children.length };
}

it('a packet leaves its whole way behind it', () => {
  const objects = firstPath();
  const trace = aTrace(objects);
  const scene = traffic(objects, trace);
  const { steps, shown, drawn } = layer();
  steps.update(scene, buildTimeline(scene, trace));
  steps.seek(2);
  expect(drawn()).toBeGreaterThan(3);
  expect(shown()).toBe(drawn());
});

it('a story shows the way of the stage that is told, and no other', () => {
  const tale = staticStory();
  const scene = tale.scene();
  const timeline = buildStorageTimeline(scene, tale.story);
  const { steps, shown } = layer();
  steps.update(scene, timeline);
  timeline.hops.forEach(({ path }, hop) => {
    steps.seek(hop);
    expect([hop, shown()]).toEqual([hop, path.length < 2 ? 0 : 1]);
  });
});
