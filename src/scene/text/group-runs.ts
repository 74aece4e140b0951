import type { Group } from '../types.js';
import { HEADING, MONO, STRONG, TEXT, textWidth } from './measure.js';
import type { TextRun } from './text-run.js';

/** Bands narrower than this have no room for a glyph and little for anything. */
export const NARROW_BAND = 500;
export const GROUP_PAD = 12;
export const NARROW_GROUP_PAD = 6;
export const GROUP_GLYPH_ROOM = 22;
/** A group lower than this has its heading in the middle and nothing else. */
const LOW = 40;

/** Where the texts of a cluster node's band stand: name, address and state at the left, the range of its pods at the right. */
export function groupRuns(group: Group): readonly TextRun[] {
  if (group.kind === 'chain') return chainRuns(group);
  if (group.kind !== 'node') return placeRuns(group);
  const { x, width } = group.box;
  const pad = groupPad(group);
  const y = groupBaseline(group);
  const head = x + pad + (group.glyph === true ? GROUP_GLYPH_ROOM : 0);
  const room = width - 2 * pad;
  const runs: TextRun[] = [
    { x: head, y, text: group.heading ?? group.label, font: HEADING, role: 'name', room: room - (head - x - pad) },
  ];
  if (group.tight !== undefined && hasGroupMark(group) && group.word !== undefined) {
    const end = tightWordEnd(group);
    runs.push({ x: end, y, text: group.word, font: TEXT, role: 'word', room: end - head, anchor: 'end' });
  }
  if (group.sublabel !== '') runs.push({ x: x + pad, y: y + 18, text: group.sublabel, font: MONO, role: 'data', room });
  if (group.corner !== undefined) {
    const end = x + width - (group.tight ?? pad);
    runs.push({ x: end, y, text: group.corner, font: MONO, role: 'data', room, anchor: 'end' });
  }
  if (hasGroupMark(group) && group.word !== undefined && !isLow(group) && group.tight === undefined) {
    runs.push({ x: x + pad + 16, y: y + 36, text: group.word, font: TEXT, role: 'word', room: room - 16 });
  }
  return runs;
}

/** A zone or a server: its name above its disks. */
function placeRuns(group: Group): readonly TextRun[] {
  const { x, y, width } = group.box;
  const at = { x: x + 8, y: y + 19, room: width - 16 };
  if (group.kind === 'namespace') return namespaceRuns(group);
  return [
    group.note === undefined
      ? { ...at, text: group.heading ?? group.label, font: STRONG, role: 'name' }
      : { ...at, text: group.note, font: STRONG, role: 'note' },
  ];
}

/** A namespace: its name and, as policies know it, its labels. */
function namespaceRuns({ box, heading, label, sublabel, note }: Group): readonly TextRun[] {
  const name = heading ?? label;
  const y = box.y + 20;
  const x = box.x + GROUP_PAD;
  const room = box.width - 2 * GROUP_PAD;
  if (note !== undefined) return [{ x, y, text: note, font: STRONG, role: 'note', room }];
  const after = textWidth(name, HEADING) + 10;
  return [
    { x, y, text: name, font: HEADING, role: 'name', room },
    ...(sublabel === ''
      ? []
      : [{ x: x + after, y, text: sublabel, font: MONO, role: 'data' as const, room: room - after }]),
  ];
}

/** In a heading of one line the state stands before the corner. */
function tightWordEnd(group: Group): number {
  const corner = group.corner === undefined ? 0 : textWidth(group.corner, MONO) + 14;
  return group.box.x + group.box.width - (group.tight ?? 0) - corner;
}

/** Where its mark stands. */
export function tightMarkX(group: Group): number {
  return tightWordEnd(group) - textWidth(group.word ?? '', TEXT) - 17;
}

/** A chain: its name, its table or where it leads at the right, and between them a word on a chain that is drawn without its rules. */
function chainRuns(group: Group): readonly TextRun[] {
  const { x, y, width } = group.box;
  const name = group.heading ?? group.label;
  const room = width - 2 * CHAIN_PAD;
  const runs: TextRun[] = [{ x: x + CHAIN_PAD, y: y + 18, text: name, font: MONO, role: 'name', room }];
  const corner = group.corner ?? '';
  if (corner !== '') {
    runs.push({ x: x + width - CHAIN_PAD, y: y + 18, text: corner, font: MONO, role: 'short', room, anchor: 'end' });
  }
  if (group.note !== undefined) {
    const start = x + CHAIN_PAD + textWidth(name, MONO) + 14;
    const end = x + width - CHAIN_PAD - textWidth(corner, MONO) - 14;
    runs.push({ x: start, y: y + 18, text: group.note, font: TEXT, role: 'note', room: end - start });
  }
  return runs;
}

const CHAIN_PAD = 10;

export function groupPad(group: Group): number {
  return group.box.width < NARROW_BAND && !isLow(group) ? NARROW_GROUP_PAD : GROUP_PAD;
}

export function isLow(group: Group): boolean {
  return group.box.height < LOW;
}

/** The baseline of the heading. */
export function groupBaseline(group: Group): number {
  return group.box.y + (isLow(group) ? group.box.height / 2 + 5 : 23);
}

export function hasGroupMark(group: Group): boolean {
  return group.state !== 'ok' && group.state !== 'neutral';
}
