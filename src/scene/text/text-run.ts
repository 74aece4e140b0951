import type { Message } from '../../core/index.js';
import type { Font } from './measure.js';

/** One piece of text in its place. `text` is either fixed or a message that is put into words when it is drawn. */
export interface TextRun {
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly text: string | Message;
  readonly font: Font;
  readonly role: 'short' | 'name' | 'data' | 'word' | 'note' | 'phase' | 'new' | 'lost' | 'missed';
  /** The room it has; fixed texts are broken to fit, messages are worded to fit. */
  readonly room: number;
  /** The end of the text stands at x, not its start. */
  readonly anchor?: 'end';
}
