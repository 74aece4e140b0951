import type { Workspace } from '../engine/protocol.js';

/** What a link carries: all that makes the picture what it is. */
export type SharedWork = Workspace;

/** How the reader of the link sees it. Every part may be missing. */
export interface SharedView {
  /** How many steps of the journal are applied. */
  readonly step?: number;
  readonly lens?: 'traffic' | 'rules' | 'policy' | 'storage';
  readonly language?: 'en' | 'ru';
  readonly theme?: 'paper' | 'night' | 'contrast';
  /** The player's moment, in seconds at 1×; Infinity at the end of the way. */
  readonly t?: number;
}

/** Why a link was refused; each has one sentence in the catalogue: `ui.link.<reason>`. */
export type LinkFault = 'too-long' | 'future' | 'unreadable' | 'too-big' | 'wrong-shape' | 'unknown-example';
