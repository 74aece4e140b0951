import { MONO, STRONG, textWidth, type Frame, type HeaderField } from '../scene/index.js';
import { CORNER } from './view.js';

/** A piece of the capsule's text. */
export interface CapsulePiece {
  readonly text: string;
  /** `old` is struck through, `new` stands beside it. */
  readonly kind: 'plain' | 'old' | 'new' | 'arrow' | 'lock';
  readonly x: number;
  readonly line: number;
  readonly width: number;
}

/** The capsule's anatomy: a tag that says in a word and a shape what goes on, then the header. In px of the screen. */
export interface CapsuleShape {
  readonly width: number;
  readonly height: number;
  readonly tag: { readonly text: string; readonly width: number };
  /** Where the first line begins: below the tag, where that stands above the header. */
  readonly top: number;
  readonly pieces: readonly CapsulePiece[];
  readonly lines: number;
}

export const CAPSULE_LINE = 18;
const PAD = 9;
const GAP = 8;
/** Room for the mark of the tag. */
const TAG_MARK = 16;
const LOCK_WIDTH = 12;
/** A tag above the header. */
const TAG_LINE = 22;

export type CapsuleForm = 'line' | 'lines' | 'bare' | 'block' | 'stack';

/**
 * The forms that a capsule may take, the one that is read best first: one line where there is room; two (source over destination); a block under its word,
 * where it has to find room between other things; a small stack of values where it must stand beside a text; in the strip below the picture two lines,
 * bare of their word where it does not fit, or the stack.
 */
export function capsuleForms(frame: Frame, paneWidth: number): readonly [CapsuleForm, ...CapsuleForm[]] {
  if (frame.side === 'foot') return ['lines', 'bare', 'stack'];
  if (frame.side !== undefined) return ['stack'];
  if (frame.token !== undefined) return ['line'];
  return paneWidth < NARROW ? ['lines', 'block', 'stack'] : ['line', 'lines', 'block'];
}

/** Panes narrower than this have the header in two lines at least. */
const NARROW = 560;

/** Lays the capsule out. `word` says what goes on; the small stack and the bare lines have the sign alone. */
export function capsuleShape(frame: Frame, word: string, form: CapsuleForm): CapsuleShape {
  const decision = frame.decided !== undefined;
  const wordless = form === 'bare' || (form === 'stack' && frame.token === undefined && !decision);
  const label = wordless ? '' : word;
  const tagWidth = PAD + TAG_MARK + (label === '' ? PAD - 4 : Math.ceil(textWidth(label, STRONG)) + PAD);
  const block = form === 'block';
  const start = block ? PAD : tagWidth + GAP;
  const pieces: CapsulePiece[] = [];
  let x = start;
  let line = 0;
  let right = 0;
  const put = (text: string, kind: CapsulePiece['kind']): void => {
    const width = Math.ceil(textWidth(text, MONO));
    pieces.push({ text, kind, x, line, width });
    x += width + GAP;
    right = Math.max(right, x - GAP);
  };
  const field = ({ text, was }: HeaderField): void => {
    const indent = x;
    if (was !== undefined) put(was, 'old');
    if (was !== undefined && (form === 'stack' || form === 'block')) {
      x = indent;
      line += 1;
    }
    put(text, was === undefined ? 'plain' : 'new');
  };
  if (frame.token !== undefined) {
    if (frame.token.text === '') right = start - GAP;
    else put(frame.token.text, 'plain');
  } else {
    if (frame.lock !== undefined) {
      pieces.push({ text: '', kind: 'lock', x, line, width: LOCK_WIDTH });
      x += LOCK_WIDTH + GAP;
    }
    field(frame.source);
    if (form !== 'line') {
      x = start;
      line += 1;
    }
    put('→', 'arrow');
    field(frame.destination);
  }
  const lines = line + 1;
  const top = block ? TAG_LINE : 0;
  const width = Math.max(right + PAD, block ? tagWidth : 0);
  return {
    width,
    height: top + lines * CAPSULE_LINE + 8,
    tag: { text: label, width: block ? width : tagWidth },
    top,
    pieces,
    lines,
  };
}

/** Where the capsule stands: beside the point on the wanted side, inside the pane, never over the point itself. */
export function capsulePlace(
  point: { readonly x: number; readonly y: number },
  shape: Pick<CapsuleShape, 'width' | 'height'>,
  pane: { readonly width: number; readonly height: number },
  side: Frame['side'],
  away: number,
): { readonly x: number; readonly y: number } {
  const margin = 6;
  const clampX = (x: number): number => Math.max(margin, Math.min(pane.width - shape.width - margin, x));
  const clampY = (y: number): number => Math.max(margin, Math.min(pane.height - shape.height - margin, y));
  if (side === 'right' || side === 'left') {
    const x = side === 'right' ? point.x + away : point.x - away - shape.width;
    return { x: clampX(x), y: clampY(point.y - shape.height / 2) };
  }
  const below = point.y + away;
  const above = point.y - away - shape.height;
  const fitsBelow = below + shape.height <= pane.height - margin;
  const y = clampY((side === 'above' && above >= margin) || !fitsBelow ? above : below);
  const x = clampX(point.x - shape.width / 2);
  const besideCorner = pane.width - CORNER.width - shape.width;
  const low = y + shape.height > pane.height - CORNER.height;
  return { x: low && besideCorner >= margin ? Math.min(x, besideCorner) : x, y };
}

/** In the strip below the picture: always at the same place, whatever the packet does. The pane is the picture without the strip. */
export function footPlace(
  { height }: Pick<CapsuleShape, 'height'>,
  pane: { readonly height: number },
  foot: number,
): { readonly x: number; readonly y: number } {
  return { x: FOOT_EDGE, y: pane.height + (foot - height) / 2 };
}

/** The room in the strip, beside the buttons. Narrow screens have only one of these. */
export function footRoom(paneWidth: number): number {
  return paneWidth - 2 * FOOT_EDGE - (paneWidth < ONE_BUTTON ? CORNER.height : CORNER.width);
}

const FOOT_EDGE = 10;
const ONE_BUTTON = 440;

/** The code of the word on the tag. */
export function tagCode(frame: Pick<Frame, 'mood' | 'direction' | 'decided'>): string {
  if (frame.decided !== undefined) return `scene.packet.${frame.decided}`;
  switch (frame.mood) {
    case 'dns':
      return 'scene.packet.dns';
    case 'reject':
      return 'scene.packet.reject';
    case 'drop':
      return 'scene.packet.drop';
    case 'deliver':
      return 'scene.packet.deliver';
    case 'plain':
    case 'rewrite':
    case 'decide':
      return frame.direction === 'out' ? 'scene.packet.request' : 'scene.packet.reply';
  }
}
