import type { SceneNode } from '../types.js';
import { MONO, STRONG, TEXT } from './measure.js';
import type { TextRun } from './text-run.js';

/** Left of a row: the number of its turn, and the sign of what became of it. */
const GUTTER = 24;
const PAD = 7;
const ROW_LINE = 17;

/** The room for text of a row that wide. */
export function routeRoom(width: number): number {
  return width - GUTTER - PAD;
}

/** A host is no path, and leads nowhere by itself. */
export function isHostLine(line: string): boolean {
  return !line.startsWith('/') && !line.includes('→');
}

/** A route: its host, if it is not that of the row above, and where its path leads. What it failed by is struck through. A controller’s half: its words. */
export function routeRuns(node: SceneNode): readonly TextRun[] {
  const { box, lines, notes, missed } = node;
  const x = box.x + GUTTER;
  const room = routeRoom(box.width);
  const baseline = (line: number): number => box.y + 16.5 + line * ROW_LINE;
  const [note] = notes ?? [];
  if (lines.length === 0) {
    return note === undefined ? [] : [{ x, y: baseline(0), text: note, font: TEXT, role: 'note', room }];
  }
  const hosted = lines.some(isHostLine);
  const runs = lines.map((text, line): TextRun => {
    const host = isHostLine(text);
    const struck = missed === 'host' ? host || !hosted : missed === 'path' && !host;
    return {
      x,
      y: baseline(line),
      text,
      font: host ? STRONG : TEXT,
      role: struck ? 'missed' : host ? 'name' : 'data',
      room,
    };
  });
  if (node.short === '') return runs;
  return [{ x: box.x + 6, y: baseline(0), text: node.short, font: MONO, role: 'short', room: GUTTER - 6 }, ...runs];
}
