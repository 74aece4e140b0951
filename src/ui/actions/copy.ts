import type { Trace } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
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

/** Puts the command on the clipboard that sends the same on a real cluster. */
export async function copyCommand({ request, http }: Trace, objects: readonly ObjectSummary[]): Promise<void> {
  const { commandOf } = await import('../edge/later.js');
  const line = commandOf(request, objects, http?.tls?.self === true);
  if (line === null) notify({ topic: 'copy', tone: 'info', code: 'ui.command.none', params: {}, seconds: 6 });
  else await copy(line, 'ui.command.copied');
}
