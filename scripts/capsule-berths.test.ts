import { beforeAll, describe, expect, it } from 'vitest';
import * as edgeAnswers from '../src/engine/edge-core.js';
import { createSession } from '../src/engine/session.js';
import { exampleIds, loadExample, workOfExample, type Example } from '../src/lessons/index.js';
import { createFormatter } from '../src/messages/index.js';
import { en } from '../src/messages/en/index.js';
import { ru } from '../src/messages/ru/index.js';
import { capsuleWay, restingFrame } from '../src/render/capsule-way.js';
import { fittedView, IN_SIGHT, viewKeeping, watched } from '../src/render/view.js';
import { meets, writtenIn } from '../src/render/written.js';
import * as policyLens from '../src/scene/policy-lens.js';
import * as storageLens from '../src/scene/storage-lens.js';
import type { Box, Lens, Scene, Timeline } from '../src/scene/index.js';

/** The panes of the three screens on which every picture is looked at. */
const PANES = {
  '1440 × 900': { width: 728, height: 627, profile: 'wide' },
  '1024 × 768': { width: 469, height: 495, profile: 'compact' },
  '390 × 844': { width: 390, height: 424, profile: 'compact' },
} as const;
type Pane = (typeof PANES)[keyof typeof PANES];
type Profile = Pane['profile'];

const says = {
  en: createFormatter('en', en).say,
  ru: createFormatter('ru', ru).say,
};

interface Told {
  readonly id: string;
  readonly lens: Lens;
  readonly scene: Scene;
  readonly timeline: Timeline;
}

const told: Record<Profile, readonly Told[]> = { wide: [], compact: [] };
beforeAll(async () => {
  const examples = await Promise.all(exampleIds.map(loadExample));
  told.wide = toldIn(examples, 'wide');
  told.compact = toldIn(examples, 'compact');
}, 60_000);

function toldIn(examples: readonly Example[], profile: Profile): readonly Told[] {
  return examples.flatMap((example) => {
    const session = createSession();
    session.useEdgeAnswers(edgeAnswers);
    session.useStorageLens(storageLens);
    session.usePolicyLens(policyLens);
    const lens = example.lens ?? 'traffic';
    session.open(workOfExample(example), profile, lens);
    const lenses: readonly Lens[] = lens === 'policy' ? ['policy', 'traffic'] : [lens];
    return lenses.map((one) => {
      const { scenes, timelines } = session.show(one);
      return { id: example.id, lens: one, scene: scenes[one], timeline: timelines[one] };
    });
  });
}

/** The names that the capsule covers where it rests, hop by hop, as the picture follows the packet. */
function coveredNames({ id, lens, scene, timeline }: Told, pane: Pane, language: 'en' | 'ru'): readonly string[] {
  const say = says[language];
  const way = capsuleWay(scene, timeline, say);
  let view = fittedView(scene.box, pane, 'readable');
  return timeline.hops.flatMap((_, hop) => {
    const frame = restingFrame(timeline, hop);
    view = viewKeeping(view, scene.box, watched(frame), IN_SIGHT);
    const { shape, place, scale } = way.at(frame, view, false);
    const { x, y, k } = view;
    const under: Box = {
      x: (place.x * scale - x) / k,
      y: (place.y * scale - y) / k,
      width: (shape.width * scale) / k,
      height: (shape.height * scale) / k,
    };
    return writtenIn(scene, under, say).flatMap((one) =>
      one.is === 'name' && meets(one, under) ? [`${id} ${lens} ${language} hop ${hop + 1}: ${one.text}`] : [],
    );
  });
}

describe.each(Object.keys(PANES) as (keyof typeof PANES)[])('on a screen of %s', (screen) => {
  // Russian words are longer, and where there is least room they are the harder ones.
  const language = screen === '1440 × 900' ? 'en' : 'ru';

  it('the capsule at rest covers no name, at any hop of any example', () => {
    const pane = PANES[screen];
    const all = told[pane.profile];
    expect(all.flatMap(({ timeline }) => timeline.hops).length).toBeGreaterThan(1000);
    expect(all.flatMap((one) => coveredNames(one, pane, language))).toEqual([]);
  }, 60_000);
});
