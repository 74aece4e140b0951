import type { SharedWork } from '../share/index.js';

/** The reader's own work as it is kept. */
export interface Draft {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly savedAt: number;
  readonly work: SharedWork;
}

export type DraftEntry = Omit<Draft, 'work'>;
