import { notify } from '../../store/index.js';

/** Puts a text on the clipboard, and says whether it went there. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ topic: 'copy', tone: 'info', code: 'ui.copied', params: {}, seconds: 4 });
  } catch {
    notify({ topic: 'copy', tone: 'warning', code: 'ui.copyRefused', params: {} });
  }
}
