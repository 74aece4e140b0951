import { beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../src/messages/index.js';
import { en } from '../src/messages/en/index.js';
import { ru } from '../src/messages/ru/index.js';
import { capsuleWay, restingFrame } from '../src/render/capsule-way.js';
import { fittedView, FOOT, IN_SIGHT, meets, viewKeeping, watched, type View } from '../src/render/view.js';
import { writtenIn, type Written } from '../src/render/written.js';
import type { Box, Frame } from '../src/scene/index.js';
import { everyPicture, type EveryPicture, type ToldPicture } from './every-picture.js';

/** The panes of the three screens on which every picture is looked at. */
const PANES = {
  '1440 × 900': { width: 728, height: 627, profile: 'wide' },
  '1024 × 768': { width: 469, height: 495, profile: 'compact' },
  '390 × 844': { width: 390, height: 424, profile: 'compact' },
} as const;
type Pane = (typeof PANES)[keyof typeof PANES];
/** A machine that does much else takes so long, in milliseconds. */
const BUSY = 240_000;

const says = {
  en: createFormatter('en', en).say,
  ru: createFormatter('ru', ru).say,
};

let told: EveryPicture = { wide: [], compact: [] };
beforeAll(async () => {
  told = await everyPicture();
}, BUSY);

interface Rest {
  readonly is: string;
  readonly frame: Frame;
  readonly view: View;
  /** The capsule, in px of the pane. */
  readonly capsule: Box;
}

const found = new Map<string, readonly Rest[]>();

/** Where the capsule rests, hop by hop; found once for the questions that are asked of it. */
function restsOf(picture: ToldPicture, pane: Pane, language: 'en' | 'ru'): readonly Rest[] {
  const key = `${picture.id} ${picture.lens} ${pane.width}`;
  const rests = found.get(key) ?? findRests(picture, pane, language);
  found.set(key, rests);
  return rests;
}

/** As the picture follows the packet. */
function findRests({ id, lens, scene, timeline }: ToldPicture, pane: Pane, language: 'en' | 'ru'): readonly Rest[] {
  const way = capsuleWay(scene, timeline, says[language]);
  const foot = timeline.hops[0]?.side === 'foot' ? FOOT : 0;
  const things = foot > 0 ? [] : scene.nodes.flatMap(({ box, form }) => (form === 'line' ? [] : [box]));
  let view = fittedView(scene.box, { width: pane.width, height: pane.height - foot }, 'readable', things);
  return timeline.hops.map((_, hop) => {
    const frame = restingFrame(timeline, hop);
    view = viewKeeping(view, scene.box, watched(frame), IN_SIGHT);
    const { shape, place, scale } = way.at(frame, view, false);
    const capsule = {
      x: place.x * scale,
      y: place.y * scale,
      width: shape.width * scale,
      height: shape.height * scale,
    };
    return { is: `${id} ${lens} ${language} hop ${hop + 1}`, frame, view, capsule };
  });
}

/** The names, or the addresses, that the capsule covers. */
function coveredBy(
  picture: ToldPicture,
  { is, view, capsule }: Rest,
  language: 'en' | 'ru',
  kind: Written['is'],
): readonly string[] {
  const { x, y, k, height } = view;
  const under: Box = {
    x: (capsule.x - x) / k,
    y: (capsule.y - y) / k,
    width: capsule.width / k,
    height: Math.min(capsule.height, height - capsule.y) / k,
  };
  if (under.height <= 0) return [];
  return writtenIn(picture.scene, under, says[language]).flatMap((one) =>
    one.is === kind && meets(one, under) ? [`${is}: ${one.text}`] : [],
  );
}

/** Where a pane has no free place for it, the capsule of a rewritten packet goes over a range of addresses sooner than over a name. */
const ADDRESSES = {
  '1440 × 900': { most: 'no', share: 0 },
  '1024 × 768': { most: 'hardly any', share: 0.005 },
  '390 × 844': { most: 'hardly any', share: 0.015 },
} as const;

/** What the buttons of the camera take of the right end of the strip: a phone has one of them. */
const BUTTONS = { '1440 × 900': 108, '1024 × 768': 108, '390 × 844': 46 } as const;

describe.each(Object.keys(PANES) as (keyof typeof PANES)[])('on a screen of %s', (screen) => {
  // Russian words are longer, and where there is least room they are the harder ones.
  const language = screen === '1440 × 900' ? 'en' : 'ru';
  const pane = PANES[screen];

  it(
    'the capsule at rest covers no name, at any hop of any example on any lens',
    () => {
      const all = told[pane.profile];
      expect(new Set(all.map(({ lens }) => lens)).size).toBe(4);
      expect(all.flatMap(({ timeline }) => timeline.hops).length).toBeGreaterThan(2000);
      const covered = all.flatMap((one) =>
        restsOf(one, pane, language).flatMap((rest) => coveredBy(one, rest, language, 'name')),
      );
      expect(covered).toEqual([]);
    },
    BUSY,
  );

  it(
    `the capsule at rest covers ${ADDRESSES[screen].most} addresses and bridges`,
    () => {
      const all = told[pane.profile];
      const covered = all.flatMap((one) =>
        restsOf(one, pane, language).flatMap((rest) => coveredBy(one, rest, language, 'address')),
      );
      const rests = all.flatMap(({ timeline }) => timeline.hops).length;
      expect(covered.length / rests).toBeLessThanOrEqual(ADDRESSES[screen].share);
    },
    BUSY,
  );

  it(
    'the capsule at rest is whole: in the picture, or in the strip below it, clear of the buttons',
    () => {
      const out = told[pane.profile].flatMap((one) =>
        restsOf(one, pane, language).flatMap(({ is, frame, view, capsule }) => {
          const strip = frame.side === 'foot';
          const top = strip ? view.height : 0;
          const bottom = strip ? view.height + FOOT : view.height;
          const right = strip ? pane.width - BUTTONS[screen] : pane.width;
          const whole =
            capsule.x >= 0 &&
            capsule.y >= top &&
            capsule.x + capsule.width <= right &&
            capsule.y + capsule.height <= bottom;
          return whole ? [] : [is];
        }),
      );
      expect(out).toEqual([]);
    },
    BUSY,
  );
});
