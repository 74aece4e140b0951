import { describe, expect, it } from 'vitest';
import { buildRulesScene, buildTimeline, nodeOfRules, type Scene } from '../scene/index.js';
import { firstPath } from '../scene/testing/clusters.js';
import { aTrace, rulesOn, traffic } from '../scene/testing/pictures.js';
import { DEFAULT_DENY, API_TO_DB, shop } from '../scene/testing/policies.js';
import { between, policies } from '../scene/testing/policy-pictures.js';
import { buildPolicyTimeline } from '../scene/timeline/policy.js';
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

it('stand beside no words that a line of the Policy lens has', () => {
  const guarded = shop(DEFAULT_DENY, API_TO_DB);
  for (const [from, to, port] of [
    ['api', 'db', 5432],
    ['web', 'db', 5432],
  ] as const) {
    const way = between(guarded, from, to, port);
    const scene = policies(guarded, { trace: way });
    const labels = stepLabels(scene, buildPolicyTimeline(scene, way));
    expect(labels.flatMap(({ hops }) => hops)).toHaveLength(way.hops.length);
    const words = scene.links.flatMap(({ labelAt }) => labelAt ?? []);
    for (const { at, width } of labels) {
      expect(at.x + width / 2).toBeLessThanOrEqual(scene.box.width);
      const covered = words.filter(
        ({ x, y }) => x < at.x + width / 2 && x + 50 > at.x - width / 2 && Math.abs(y - 4 - at.y) < STEP_HEIGHT / 2,
      );
      expect(covered).toEqual([]);
    }
  }
});
