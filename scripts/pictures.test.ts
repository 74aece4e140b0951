import { beforeAll, describe, expect, it } from 'vitest';
import { createFormatter } from '../src/messages/index.js';
import { en } from '../src/messages/en/index.js';
import { ru } from '../src/messages/ru/index.js';
import { writtenIn, type Written } from '../src/render/written.js';
import { fileLines, groupRuns, textRuns, textWidth, type Box, type Point, type Scene } from '../src/scene/index.js';
import { faultsOf } from '../src/scene/testing/faults.js';
import { overlap, within } from '../src/scene/testing/pictures.js';
import { everyPicture, type EveryPicture, type ToldPicture } from './every-picture.js';

type Say = ReturnType<typeof createFormatter>['say'];

/** A machine that does much else takes so long, in milliseconds. */
const BUSY = 240_000;

let told: EveryPicture = { wide: [], compact: [] };
beforeAll(async () => {
  told = await everyPicture();
}, BUSY);

describe.each(['wide', 'compact'] as const)('the %s picture of every example, on every lens', (profile) => {
  it(
    'has no box over another, no text outside its box, and no line through a text',
    () => {
      expect(told[profile].length).toBeGreaterThan(100);
      expect(ofEach(profile, ({ scene }) => faultsOf(scene))).toEqual([]);
    },
    BUSY,
  );

  it.each([
    ['English', createFormatter('en', en).say],
    ['Russian', createFormatter('ru', ru).say],
  ] as const)(
    'has every text in %s in its room, in its card, and on no other text',
    (_, say) => {
      expect(ofEach(profile, ({ scene }) => [...cutIn(scene, say), ...clashesIn(scene, say)])).toEqual([]);
    },
    60_000,
  );

  it('has no token on the signs of files', () => {
    const shown = told[profile].flatMap(({ scene }) => scene.nodes.flatMap((node) => fileLines(node)));
    expect(shown.length).toBeGreaterThan(5);
    expect(ofEach(profile, onFiles)).toEqual([]);
  });

  it('has the packet go between the chains of rules, and over none', () => {
    const rules = told[profile].filter(({ lens }) => lens === 'rules');
    expect(rules.flatMap(({ timeline }) => timeline.hops).length).toBeGreaterThan(500);
    expect(ofEach(profile, overChains)).toEqual([]);
  });
});

/** The token's disc, from its middle. */
const DISC = 8;

/** Signs of files that a token stands on when it has written. */
function onFiles({ lens, scene, timeline }: ToldPicture): readonly string[] {
  if (lens !== 'storage') return [];
  const files = scene.nodes.flatMap((node) => fileLines(node));
  return timeline.hops.flatMap(({ index, mood, path }) => {
    const end = path.at(-1);
    if (mood !== 'deliver' || end === undefined) return [];
    const disc = { x: end.x - DISC, y: end.y - DISC, width: 2 * DISC, height: 2 * DISC };
    return files.flatMap(({ x, y, text }) =>
      overlap(disc, { x: x - 15, y: y - 9, width: 12, height: 9 }) ? [`hop ${index + 1} stands on ${text}`] : [],
    );
  });
}

function ofEach(profile: 'wide' | 'compact', faults: (picture: ToldPicture) => readonly string[]): readonly string[] {
  return told[profile].flatMap((picture) => faults(picture).map((fault) => `${picture.id} ${picture.lens}: ${fault}`));
}

/** Texts that do not fit the room they were given, or leave what they are written on. */
function cutIn({ nodes, groups }: Scene, say: Say): readonly string[] {
  const written = [
    ...nodes.flatMap((node) => textRuns(node).map((run) => ({ run, on: node }))),
    ...groups.flatMap((group) => groupRuns(group).map((run) => ({ run, on: group }))),
  ];
  return written.flatMap(({ run: { x, y, text, font, room, anchor }, on }) => {
    const words = typeof text === 'string' ? text : say(text);
    const width = textWidth(words, font);
    const ink = { x: anchor === 'end' ? x - width : x, y: y - 10, width, height: 12 };
    return [
      ...(width > room + 0.01 ? [`“${words}” is wider than its room in ${on.id}`] : []),
      ...(within(ink, on.box) ? [] : [`“${words}” leaves ${on.id}`]),
    ];
  });
}

/** Texts that stand on one another. */
function clashesIn(scene: Scene, say: Say): readonly string[] {
  const texts = writtenIn(scene, around(scene.box), say).filter(({ is, text }) => is !== 'card' && text !== '');
  return texts.flatMap((a, index) =>
    texts.slice(index + 1).flatMap((b) => (overlap(inkOf(a), inkOf(b)) ? [`“${a.text}” stands on “${b.text}”`] : [])),
  );
}

/** Letters are lower than their line. */
function inkOf({ x, y, width }: Written): Box {
  return { x, y: y + 2, width, height: 11 };
}

/** With what hangs over the edges. */
function around({ x, y, width, height }: Box): Box {
  return { x: x - 100, y: y - 100, width: width + 200, height: height + 200 };
}

function overChains({ lens, scene, timeline }: ToldPicture): readonly string[] {
  if (lens !== 'rules') return [];
  return timeline.hops.flatMap(({ index, path }) =>
    path.slice(1).flatMap((to, at) => {
      const stretch = between(path[at] as Point, to);
      return scene.groups.filter(({ box }) => overlap(stretch, box)).map(({ id }) => `hop ${index + 1} over ${id}`);
    }),
  );
}

function between(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x) || 0.1,
    height: Math.abs(a.y - b.y) || 0.1,
  };
}
