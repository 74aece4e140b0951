import type { MessageCode } from '../../messages/index.js';
import { notify } from '../../store/index.js';

/** Puts a text on the clipboard, and says whether it went there. `code`: what is said then; it may repeat the `text`. */
export async function copy(text: string, code: MessageCode = 'ui.copied'): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ topic: 'copy', tone: 'info', code, params: { text }, seconds: 6 });
  } catch {
    notify({ topic: 'copy', tone: 'warning', code: 'ui.copyRefused', params: {} });
  }
}
