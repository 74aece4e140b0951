import {
  CARD_PAD,
  CARD_TOP,
  GATE,
  GLYPH,
  isolationLine,
  textRuns,
  triedSigns,
  type SceneNode,
} from '../../scene/index.js';
import { mark, short, type Mark } from '../mark.js';
import type { Say } from '../say.js';
import { GLYPHS } from './glyphs.js';
import { runMark } from './run-mark.js';

/** The ring stands so far outside the card. */
const RING = 5;
const RING_RADIUS = 12;
/** Half the width of a door in a boundary. */
const DOOR = 5;
/** A tick and a cross on a 12 px grid. */
const SIGNS = { matched: 'M2 6.3l2.8 2.9L10 3.2', missed: 'M2.8 2.8l6.4 6.4M9.2 2.8L2.8 9.2' } as const;

/**
 * A party of the Policy lens, in coordinates of its own box.
 *
 *   rect.kw-card
 *   path.kw-ring      ingress: a wall around the card, with a door for each line that passes
 *   path.kw-gate      egress: bars inside its right edge, by which everything leaves
 *   path.kw-glyph
 *   path.kw-isolation the sign before the words, the same shapes in small
 *   text.kw-text …
 */
export function partyMark(node: SceneNode, say: Say): Mark {
  const { width, height } = node.box;
  const { ingress = false, egress = false, inPart, unenforced, doors = [] } = node.isolated ?? {};
  const loose = (direction: 'ingress' | 'egress'): string =>
    unenforced === true ? ' is-broken' : inPart?.[direction] === true ? ' is-in-part' : '';
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-card', width, height, rx: 8 }),
    ingress ? mark('path', { class: `kw-ring${loose('ingress')}`, d: ringPath(width, height, doors) }) : null,
    egress ? mark('path', { class: `kw-gate${loose('egress')}`, d: gatePath(width, height, doors) }) : null,
    glyph(node),
    ingress || egress
      ? mark('path', {
          class: `kw-isolation${unenforced === true ? ' is-broken' : ''}`,
          d: `${ingress ? SMALL_RING : ''}${egress ? SMALL_GATE : ''}`,
          transform: `translate(${CARD_PAD} ${CARD_TOP + 2 + 17 * isolationLine(node)})`,
        })
      : null,
    ...textRuns(node).map((run) => runMark(run, node.box, say)),
  ]);
}

const SMALL_RING = 'M4.5 1.5h5a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3h-5a3 3 0 0 1-3-3v-5a3 3 0 0 1 3-3z';
const SMALL_GATE = 'M6.2 4.2v5.6M9 4.2v5.6';

function glyph(node: SceneNode): Mark | null {
  if (!Object.hasOwn(GLYPHS, node.kind)) return null;
  const d = GLYPHS[node.kind as keyof typeof GLYPHS];
  return mark('path', { class: 'kw-glyph', d, transform: `translate(${CARD_PAD} ${CARD_TOP})`, width: GLYPH });
}

/** Round the card, from door to door down its right side and on round the other three. */
function ringPath(width: number, height: number, doors: readonly number[]): string {
  const [left, top, right, bottom] = [-RING, -RING, width + RING, height + RING];
  const r = RING_RADIUS;
  const start = top + r;
  const gaps = doors
    .toSorted((a, b) => a - b)
    .flatMap((y) => `V${short(Math.max(start, y - DOOR))}M${short(right)} ${short(Math.min(bottom - r, y + DOOR))}`);
  return [
    `M${short(right)} ${short(start)}`,
    ...gaps,
    `V${short(bottom - r)}`,
    `A${r} ${r} 0 0 1 ${short(right - r)} ${short(bottom)}H${short(left + r)}`,
    `A${r} ${r} 0 0 1 ${short(left)} ${short(bottom - r)}V${short(top + r)}`,
    `A${r} ${r} 0 0 1 ${short(left + r)} ${short(top)}H${short(right - r)}`,
    `A${r} ${r} 0 0 1 ${short(right)} ${short(start)}`,
  ].join('');
}

/** Bars across the way out, but where a line goes through. */
function gatePath(width: number, height: number, doors: readonly number[]): string {
  const step = 5;
  const bars: string[] = [];
  for (let y = 8; y <= height - 8; y += step) {
    if (doors.some((door) => Math.abs(door - y) < DOOR)) continue;
    bars.push(`M${short(width - GATE)} ${short(y)}H${short(width - 2)}`);
  }
  return bars.join('');
}

/** A policy's card: a sheet with its rules; beside each one that was asked what it said. */
export function policyMark(node: SceneNode, say: Say): Mark {
  const { width, height, x, y } = node.box;
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-card', width, height, rx: 8 }),
    glyph(node),
    ...triedSigns(node).map(({ at, tried }) =>
      mark('path', {
        class: `kw-sign is-${tried}`,
        d: SIGNS[tried],
        transform: `translate(${short(at.x - x)} ${short(at.y - y)})`,
      }),
    ),
    ...textRuns(node).map((run) => runMark(run, node.box, say)),
  ]);
}
