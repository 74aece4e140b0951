import { expect, it } from 'vitest';
import { buildTimeline } from '../../scene/index.js';
import { buildStorageTimeline } from '../../scene/storage-lens.js';
import { firstPath } from '../../scene/testing/clusters.js';
import { aTrace, traffic } from '../../scene/testing/pictures.js';
import { staticStory } from '../../scene/testing/tales.js';
import { fakeGroup } from '../testing/fake-document.js';
import { stepsLayer } from './steps-layer.js';

function layer() {
  const [ways, numbers] = [fakeGroup(), fakeGroup()];
  const steps = stepsLayer(ways.asGroup, numbers.asGroup, { domWrites: 0 });
  const told = ({ element }: typeof ways) =>
    element.children.filter((child) => !child.classList.contains('is-not-now')).length;
  return { steps, shown: () => told(ways), numbered: () => told(numbers), drawn: () => ways.element.children.length };
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

it('a story shows the way and the number of the stage that is told, and no other', () => {
  const tale = staticStory();
  const scene = tale.scene();
  const timeline = buildStorageTimeline(scene, tale.story);
  const { steps, shown, numbered } = layer();
  steps.update(scene, timeline);
  timeline.hops.forEach(({ path }, hop) => {
    steps.seek(hop);
    expect([hop, shown(), numbered()]).toEqual([hop, path.length < 2 ? 0 : 1, 1]);
  });
});
