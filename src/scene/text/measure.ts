import { BOLD, MONO_ADVANCE, REGULAR, type Advances } from './advances.js';

/** A way of setting type: the face and the size in px at 100 %. */
export interface Font {
  readonly face: 'regular' | 'bold' | 'mono';
  readonly size: number;
}

/** One size for labels: weight and ink make the difference, so that everything is read from the last row. */
export const TEXT: Font = { face: 'regular', size: 13 };
export const STRONG: Font = { face: 'bold', size: 13 };
export const MONO: Font = { face: 'mono', size: 13 };
export const HEADING: Font = { face: 'bold', size: 14 };

/** Width in px that a text needs at most in any of the fonts of the page. */
export function textWidth(text: string, font: Font): number {
  let units = 0;
  for (const char of text) units += font.face === 'mono' ? monoAdvance(char) : advance(char, facesTable(font));
  return (units * font.size) / 1000;
}

function facesTable(font: Font): Advances {
  return font.face === 'bold' ? BOLD : REGULAR;
}

function monoAdvance(char: string): number {
  // Ideographs and emoji take two cells in a monospace font.
  return (char.codePointAt(0) ?? 0) >= 0x1100 && !/[‐-⿿]/u.test(char) ? MONO_ADVANCE * 2 : MONO_ADVANCE;
}

function advance(char: string, table: Advances): number {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x20 && code <= 0x7e) return table.ascii[code - 0x20] ?? table.fallback;
  if (code >= 0x410 && code <= 0x44f) return table.cyrillic[code - 0x410] ?? table.fallback;
  return table.others.get(char) ?? table.fallback;
}

/** The text if it fits, or its beginning and an ellipsis. */
export function elideEnd(text: string, width: number, font: Font): string {
  if (textWidth(text, font) <= width) return text;
  const chars = [...text];
  while (chars.length > 0 && textWidth(`${chars.join('')}…`, font) > width) chars.pop();
  return `${chars.join('')}…`;
}

/**
 * The name if it fits, or its beginning and its last part with an ellipsis between: the end of a generated name
 * (`my-app-7d4b9c6f5d-x2x7k`) is what tells it from its brothers.
 */
export function elideName(name: string, width: number, font: Font): string {
  if (textWidth(name, font) <= width) return name;
  const dash = name.lastIndexOf('-');
  const tail = dash > 0 && name.length - dash <= 12 ? name.slice(dash) : name.slice(-5);
  const head = Array.from(name.slice(0, name.length - tail.length));
  while (head.length > 1 && textWidth(`${head.join('')}…${tail}`, font) > width) head.pop();
  const short = `${head.join('').replace(/[-.]+$/, '')}…${tail}`;
  return textWidth(short, font) <= width ? short : elideEnd(name, width, font);
}

/** Breaks words into lines of at most `width`; a word that is too long on its own is cut between characters, so nothing is lost. */
export function wrapWords(words: readonly string[], width: number, font: Font): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (textWidth(longer, font) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const char of word) {
      if (line !== '' && textWidth(line + char, font) > width) {
        lines.push(line);
        line = '';
      }
      line += char;
    }
  }
  if (line !== '') lines.push(line);
  return lines;
}
