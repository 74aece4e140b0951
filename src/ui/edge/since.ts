import type { Since } from '../../engine/protocol.js';
import type { Formatter } from '../../messages/index.js';

/** What the present moment is compared with, in words. */
export function sinceText(words: Formatter, { kind, step }: Since): string {
  if (kind === 'edit') return words.text('ui.since.edit');
  return step === null ? words.text('ui.since.pinOther') : words.text('ui.since.pin', { step });
}
