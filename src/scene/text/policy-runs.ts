import type { Box, SceneNode } from '../types.js';
import { BASELINE, CARD_PAD, CARD_TOP, GLYPH_ROOM, LINE_HEIGHT } from './card-grid.js';
import { MONO, STRONG, TEXT, textWidth } from './measure.js';
import type { TextRun } from './text-run.js';

/** The gate of pods whose egress is isolated, inside the right edge of their card. */
export const GATE = 8;
/** The sign before the words for a party's isolation. */
const SIGN_ROOM = 18;

/** The room for the words that nothing guards it, at the end of the line of its labels. */
const OPEN_WORDS = 56;

/** The room for the labels of a party. */
export function partyLabelRoom(width: number, guarded: boolean): number {
  return partyRoom(width) - (guarded ? 0 : OPEN_WORDS + 4);
}

/** The room for the name of a party that stands for so many pods. */
export function partyNameRoom(width: number, count: number): number {
  return partyRoom(width) - GLYPH_ROOM - (count > 1 ? textWidth(countText(count), MONO) + 6 : 0);
}

function partyRoom(width: number): number {
  return width - 2 * CARD_PAD - GATE;
}

function countText(count: number): string {
  return `×${count}`;
}

/**
 * A party: its name and how many pods it is, their labels, and how policies isolate them. `notes` begin with the words for that; what follows stands
 * in place of a name or labels that it has not.
 */
export function partyRuns(node: SceneNode): readonly TextRun[] {
  const { box, lines, notes = [], count = 1, isolated } = node;
  const x = box.x + CARD_PAD;
  const room = partyRoom(box.width);
  const baseline = (line: number): number => box.y + CARD_TOP + BASELINE + line * LINE_HEIGHT;
  const [words, ...instead] = notes;
  const name = lines[0] ?? instead.shift() ?? '';
  const second = lines[1] ?? instead.shift();
  const runs: TextRun[] = [
    {
      x: x + GLYPH_ROOM,
      y: baseline(0),
      text: name,
      font: STRONG,
      role: 'name',
      room: partyNameRoom(box.width, count),
    },
  ];
  if (count > 1) {
    runs.push({ x: x + room, y: baseline(0), text: countText(count), font: MONO, role: 'data', room, anchor: 'end' });
  }
  const guarded = isolated?.ingress === true || isolated?.egress === true;
  if (second !== undefined && second !== '') {
    const own = guarded ? room : room - OPEN_WORDS;
    runs.push({
      x,
      y: baseline(1),
      text: second,
      font: typeof second === 'string' ? MONO : TEXT,
      role: 'data',
      room: own,
    });
  }
  if (words === undefined) return runs;
  const at = guarded
    ? { x: x + SIGN_ROOM, y: baseline(isolationLine(node)), role: 'word' as const, room: room - SIGN_ROOM }
    : { x: x + room, y: baseline(1), role: 'note' as const, room: OPEN_WORDS, anchor: 'end' as const };
  return [...runs, { ...at, text: words, font: TEXT }];
}

/** The line on which the words for its isolation stand: below its labels, where it has any. */
export function isolationLine({ lines, notes = [] }: SceneNode): number {
  const second = lines[1] ?? (notes.length > 2 ? 'its pods' : '');
  return second === '' ? 1 : 2;
}

/** A policy: its name, what it selects, and what it says line by line. */
export function policyRuns(node: SceneNode): readonly TextRun[] {
  const { box, lines, notes, rules = [] } = node;
  const x = box.x + CARD_PAD;
  const room = box.width - 2 * CARD_PAD;
  const baseline = (line: number): number => box.y + CARD_TOP + BASELINE + line * LINE_HEIGHT;
  const selects = notes?.[0] ?? lines[1] ?? '';
  return [
    { x: x + GLYPH_ROOM, y: baseline(0), text: lines[0] ?? '', font: STRONG, role: 'name', room: room - GLYPH_ROOM },
    { x, y: baseline(1), text: selects, font: typeof selects === 'string' ? MONO : TEXT, role: 'short', room },
    ...rules.map(({ text }, index): TextRun => ({
      x,
      y: baseline(index + 2),
      text,
      font: typeof text === 'string' ? MONO : TEXT,
      role: 'data',
      room,
    })),
  ];
}

/** Where the sign stands that says what became of each rule that was tried: its box of 12 px. */
export function triedSigns(node: SceneNode): readonly { readonly at: Box; readonly tried: 'matched' | 'missed' }[] {
  return (node.rules ?? []).flatMap(({ tried }, index) =>
    tried === undefined
      ? []
      : [
          {
            tried,
            at: {
              x: node.box.x + node.box.width - CARD_PAD - 12,
              y: node.box.y + CARD_TOP + (index + 2) * LINE_HEIGHT + 3,
              width: 12,
              height: 12,
            },
          },
        ],
  );
}
