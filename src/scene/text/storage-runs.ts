import type { Box, SceneFile, SceneNode } from '../types.js';
import { BASELINE, CARD_PAD, CARD_TOP, LINE_HEIGHT } from './card-grid.js';
import { elideName, MONO, TEXT, textWidth } from './measure.js';
import type { TextRun } from './text-run.js';

/** A phase as a word of the strip: the one it is in, the one it came from, or another. */
export interface PhaseCell {
  readonly box: Box;
  readonly text: string;
  readonly is: 'now' | 'was' | 'other';
}

const PHASE_PAD = 3;
/** The pill around a word. */
const PILL = 17;

/** The phases of a claim or volume, in lines below its words: a state machine to be read like a sentence. */
export function phaseCells(node: SceneNode): readonly PhaseCell[] {
  const { phases, box } = node;
  if (phases === undefined) return [];
  const left = box.x + CARD_PAD;
  const right = box.x + box.width - CARD_PAD;
  let x = left;
  let y = box.y + CARD_TOP + LINE_HEIGHT * (node.lines.length + 1) + 1;
  return phases.all.map((text, index) => {
    const width = textWidth(text, TEXT) + 2 * PHASE_PAD;
    if (x > left && x + width > right + 1) {
      x = left;
      y += LINE_HEIGHT;
    }
    const cell: PhaseCell = {
      text,
      box: { x, y, width, height: PILL },
      is: index === phases.at ? 'now' : index === phases.was ? 'was' : 'other',
    };
    x += width;
    return cell;
  });
}

export function phaseRuns(node: SceneNode): readonly TextRun[] {
  return phaseCells(node).map(({ text, box, is }) => ({
    x: box.x + PHASE_PAD,
    y: box.y + BASELINE,
    text,
    font: TEXT,
    role: is === 'now' ? 'phase' : 'short',
    room: box.width,
  }));
}

/** Where each file of a disk, or of a pod's containers, stands. */
export interface FileLine {
  readonly file: SceneFile;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly width: number;
}

const FILE_SIGN = 15;

export function fileLines(node: SceneNode): readonly FileLine[] {
  const first = node.box.y + CARD_TOP + BASELINE + LINE_HEIGHT * (node.lines.length + 1);
  const room = node.box.width - 2 * CARD_PAD - FILE_SIGN;
  return (node.files?.shown ?? []).map((file, index) => {
    const text = elideName(file.name, room, MONO);
    return {
      file,
      x: node.box.x + CARD_PAD + FILE_SIGN,
      y: first + index * LINE_HEIGHT,
      text,
      width: textWidth(text, MONO),
    };
  });
}

export function fileRuns(node: SceneNode): readonly TextRun[] {
  const room = node.box.width - 2 * CARD_PAD - FILE_SIGN;
  const runs = fileLines(node).map(({ file, x, y, text }): TextRun => ({
    x,
    y,
    text,
    font: MONO,
    role: FILE_ROLES[file.state],
    room,
  }));
  const last = runs.at(-1);
  if (last !== undefined && node.files !== undefined && node.files.more > 0) {
    const text = { code: 'scene.storage.files.more', params: { count: node.files.more } };
    runs.push({ x: last.x, y: last.y + LINE_HEIGHT, text, font: TEXT, role: 'short', room });
  }
  return runs;
}

const FILE_ROLES = { there: 'data', new: 'new', lost: 'lost' } as const;
