import type { SceneNode } from '../types.js';
import { BASELINE, CARD_PAD, CARD_TOP, GLYPH_ROOM, LINE_HEIGHT, OVERHANG } from './card-grid.js';
import { partyRuns, policyRuns } from './policy-runs.js';
import { ruleRuns } from './rule-runs.js';
import { MONO, STRONG, TEXT, textWidth, type Font } from './measure.js';
import { routeRuns } from './route-runs.js';
import { fileRuns, phaseRuns } from './storage-runs.js';
import type { TextRun } from './text-run.js';

export { CARD_PAD, CARD_TOP, GLYPH, GLYPH_ROOM, OVERHANG } from './card-grid.js';

/** The mark of a state, at the right of the heading. */
export const MARK_ROOM = 16;

const UNGLYPHED = new Set<SceneNode['kind']>(['interface', 'bridge', 'rule']);

export function hasGlyph(node: SceneNode): boolean {
  return !UNGLYPHED.has(node.kind);
}

/** True where the state is drawn as a mark: whatever is well is drawn calm. */
export function hasMark(node: SceneNode): boolean {
  // An attachment's word is its sign.
  return node.state !== 'ok' && node.state !== 'neutral' && node.kind !== 'attachment';
}

/** The room for text of a card's width, without glyph or mark. */
export function innerWidth(width: number): number {
  return width - 2 * CARD_PAD;
}

/** The room for the word of a state in the heading of a card. */
export function headingRoom(width: number): number {
  return innerWidth(width) - GLYPH_ROOM - MARK_ROOM;
}

/** Where every text of a node stands. The live picture, the printed one and the tests all read it here. */
export function textRuns(node: SceneNode): readonly TextRun[] {
  if (node.form === 'line') return lineRuns(node);
  if (node.form === 'chip') return chipRuns(node);
  if (node.isolated !== undefined) return partyRuns(node);
  if (node.rules !== undefined) return policyRuns(node);
  if (node.form === 'dense') return denseRuns(node);
  if (node.form === 'row') return node.kind === 'rule' ? ruleRuns(node) : routeRuns(node);
  return cardRuns(node);
}

function cardRuns(node: SceneNode): TextRun[] {
  const x = node.box.x + CARD_PAD;
  const room = innerWidth(node.box.width);
  const baseline = (line: number): number => node.box.y + CARD_TOP + BASELINE + line * LINE_HEIGHT;
  const runs: TextRun[] = [];
  const head = { x: x + GLYPH_ROOM, y: baseline(0), room: room - GLYPH_ROOM };
  if (node.kind === 'kube-proxy') {
    runs.push({ ...head, text: node.lines[0] ?? '', font: STRONG, role: 'name' });
    node.notes?.forEach((text, index) => {
      runs.push({ x, y: baseline(index + 1), text, font: TEXT, role: 'note', room });
    });
    return runs;
  }
  const note = node.notes?.[0];
  const spoken = hasMark(node) && !node.lines.some((line) => isStateWord(line, node));
  if (note !== undefined) runs.push({ ...head, text: note, font: TEXT, role: 'word', room: head.room - MARK_ROOM });
  else if (spoken && node.phases === undefined && textWidth(node.stateWord, TEXT) <= headingRoom(node.box.width)) {
    runs.push({ ...head, text: node.stateWord, font: TEXT, role: 'word', room: head.room - MARK_ROOM });
  } else runs.push({ ...head, text: node.short, font: TEXT, role: 'short' });
  node.lines.forEach((text, index) => {
    const role = index === 0 ? 'name' : isStateWord(text, node) ? 'word' : 'data';
    const font = role === 'name' ? STRONG : role === 'word' ? TEXT : MONO;
    runs.push({ x, y: baseline(index + 1), text, font, role, room: role === 'data' ? room + OVERHANG : room });
  });
  return [...runs, ...phaseRuns(node), ...fileRuns(node)];
}

/** A line that says the state, whole or as far as it fits. */
function isStateWord(line: string, { stateWord }: SceneNode): boolean {
  return line !== '' && (line === stateWord || (line.endsWith('…') && stateWord.startsWith(line.slice(0, -1))));
}

function denseRuns(node: SceneNode): TextRun[] {
  const x = node.box.x + CARD_PAD;
  const room = innerWidth(node.box.width);
  const y = node.box.y + CARD_TOP + BASELINE;
  const marked = hasMark(node) ? MARK_ROOM : 0;
  if (node.kind === 'client') return clientRuns(node, { x, y, room });
  const glyph = hasGlyph(node) ? GLYPH_ROOM : 0;
  const runs: TextRun[] = [
    { x: x + glyph, y, text: node.lines[0] ?? '', font: STRONG, role: 'name', room: room - glyph - marked },
  ];
  const second = node.notes?.[0] ?? node.lines[1];
  if (second !== undefined) {
    const role = typeof second === 'string' && !isStateWord(second, node) ? 'data' : 'word';
    runs.push({ x, y: y + LINE_HEIGHT, text: second, font: role === 'data' ? MONO : TEXT, role, room });
  }
  return runs;
}

/** A machine outside has no name of its own: what it is, in the reader’s language, and its address. */
function clientRuns(
  { notes, lines }: SceneNode,
  { x, y, room }: { readonly x: number; readonly y: number; readonly room: number },
): TextRun[] {
  const [what] = notes ?? [];
  return [
    ...(what === undefined
      ? []
      : [{ x: x + GLYPH_ROOM, y, text: what, font: STRONG, role: 'name' as const, room: room - GLYPH_ROOM }]),
    { x, y: y + LINE_HEIGHT, text: lines[0] ?? '', font: MONO, role: 'data', room },
  ];
}

function chipRuns(node: SceneNode): TextRun[] {
  const glyph = hasGlyph(node) ? GLYPH_ROOM : 0;
  const marked = hasMark(node) ? MARK_ROOM : 0;
  const x = node.box.x + CARD_PAD + glyph;
  const y = node.box.y + node.box.height / 2 + 4.5;
  const text = node.lines[0] ?? node.notes?.[0];
  if (text === undefined) return [];
  const font = chipFont(node);
  return [{ x, y, text, font, role: 'name', room: innerWidth(node.box.width) - glyph - marked }];
}

const MONO_CHIPS = new Set<SceneNode['kind']>(['interface', 'network', 'mount', 'node-port']);

/** Addresses and interface names are set in the monospace face, names in the other. */
function chipFont(node: Pick<SceneNode, 'kind' | 'system'>): Font {
  if (MONO_CHIPS.has(node.kind)) return node.kind === 'node-port' && node.system === true ? TEXT : MONO;
  if (node.kind === 'attachment') return TEXT;
  return node.system === true ? TEXT : STRONG;
}

/** Words below something that is drawn as a line. */
function lineRuns(node: SceneNode): TextRun[] {
  const y = node.box.y + node.box.height - 5;
  return [{ x: node.box.x, y, text: node.lines.join(' '), font: MONO, role: 'data', room: node.box.width }];
}
