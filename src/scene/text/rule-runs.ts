import type { SceneNode } from '../types.js';
import { MONO, textWidth } from './measure.js';
import type { TextRun } from './text-run.js';

/** Left of a rule's text: its number, and the mark of what became of it. */
export const RULE_GUTTER = 30;
export const RULE_PAD = 10;
const RULE_LINE = 16;
/** Above and below the lines of a row together. */
const RULE_EDGES = 6;
export const DICE_WIDTH = 44;
/** The share in words, at the end of the line. */
export const SHARE_ROOM = 40;

export function ruleHeight(lines: number): number {
  return Math.max(24, lines * RULE_LINE + RULE_EDGES);
}

/** Where the words of a rule stand: its matches, then in strong type its target; at the right of the last line the share its dice have. */
export function ruleRuns(node: SceneNode): readonly TextRun[] {
  const { x, y, width } = node.box;
  const room = width - RULE_GUTTER - RULE_PAD;
  const baseline = (line: number): number => y + RULE_EDGES / 2 + 13 + line * RULE_LINE;
  const note = node.notes?.[0];
  if (note !== undefined) {
    return [{ x: x + RULE_GUTTER, y: baseline(0), text: note, font: MONO, role: 'note', room }];
  }
  const runs: TextRun[] = node.lines.flatMap((text, line) =>
    lineRuns(text, line > 0 && inTarget(node, line), { x, y: baseline(line), room }),
  );
  if (node.short !== '') {
    runs.push({ x: x + 6, y: baseline(0), text: node.short, font: MONO, role: 'short', room: RULE_GUTTER - 6 });
  }
  const { dice } = node;
  const last = node.lines.length - 1;
  if (dice !== undefined) {
    const end = x + width - RULE_PAD;
    runs.push({
      x: end,
      y: baseline(last),
      text: percent(dice.share),
      font: MONO,
      role: 'data',
      room: 40,
      anchor: 'end',
    });
    if (dice.roll !== undefined && last > 0) {
      const text = `${fixed(dice.roll)} ${dice.roll < dice.probability ? '<' : '≥'} ${fixed(dice.probability)}`;
      runs.push({ x: end, y: baseline(0), text, font: MONO, role: 'word', room: textWidth(text, MONO), anchor: 'end' });
    }
  }
  return runs;
}

/** True where the target began on an earlier line. */
function inTarget(node: SceneNode, line: number): boolean {
  return node.lines.slice(0, line).some((text) => targetAt(text) >= 0);
}

function targetAt(text: string): number {
  return text.search(/(^| )-[jg] /);
}

/** One line of a rule: what it matches in plain, its target in strong type. */
function lineRuns(
  text: string,
  target: boolean,
  { x, y, room }: { readonly x: number; readonly y: number; readonly room: number },
): TextRun[] {
  const at = target ? 0 : targetAt(text);
  const left = x + RULE_GUTTER;
  const cut = at < 0 ? text.length : at === 0 ? 0 : at + 1;
  const runs: TextRun[] = [];
  if (cut > 0) runs.push({ x: left, y, text: text.slice(0, cut).trimEnd(), font: MONO, role: 'data', room });
  if (cut < text.length) {
    // Every font of the page has its own advance: the target is measured at the widest, so it never runs into the match.
    const start = left + textWidth(text.slice(0, cut), MONO);
    runs.push({ x: start, y, text: text.slice(cut), font: MONO, role: 'name', room: room - (start - left) });
  }
  return runs;
}

/** The bar beside the share: the whole is all that came to the first of the dice. */
export function diceBar(node: SceneNode): { readonly x: number; readonly y: number; readonly width: number } | null {
  if (node.dice === undefined) return null;
  const { x, y, width } = node.box;
  const line = node.lines.length - 1;
  return {
    x: x + width - RULE_PAD - SHARE_ROOM - DICE_WIDTH,
    y: y + RULE_EDGES / 2 + line * RULE_LINE + 4,
    width: DICE_WIDTH,
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

function fixed(value: number): string {
  return value.toFixed(2);
}
