import { describe, expect, it } from 'vitest';
import { buildRulesScene, buildTimeline, nodeOfRules, type Scene } from '../scene/index.js';
import { firstPath } from '../scene/testing/clusters.js';
import { aTrace, rulesOn, traffic } from '../scene/testing/pictures.js';
import { STEP_HEIGHT, stepLabels } from './steps.js';

const objects = firstPath();
const trace = aTrace(objects);
const node = nodeOfRules(trace) ?? '';

describe.each<[string, Scene]>([
  ['Traffic', traffic(objects, trace)],
  ['Rules', buildRulesScene(rulesOn(objects, node), trace, { node })],
])('the numbers of the finished way on the %s lens', (_name, scene) => {
  const labels = stepLabels(scene, buildTimeline(scene, trace));

  it('have every hop once', () => {
    expect(labels.flatMap(({ hops }) => hops).sort((a, b) => a - b)).toEqual(trace.hops.map((_, index) => index));
  });

  it('do not cover each other', () => {
    labels.forEach((a, index) => {
      for (const b of labels.slice(index + 1)) {
        const apart = Math.abs(a.at.x - b.at.x) >= (a.width + b.width) / 2 || Math.abs(a.at.y - b.at.y) >= STEP_HEIGHT;
        expect([a.text, b.text, apart]).toEqual([a.text, b.text, true]);
      }
    });
  });
});

it('hops at one place are a range, and a second visit is said beside it', () => {
  const scene = traffic(objects, trace);
  const plate = stepLabels(scene, buildTimeline(scene, trace)).find(({ hops }) => hops.includes(4));
  expect(plate?.text).toMatch(/^\d+–\d+ · \d+–\d+$/);
});
