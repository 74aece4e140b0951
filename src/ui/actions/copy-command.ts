import type { Trace } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { notify, sayUnloaded } from '../../store/index.js';
import { copy } from './copy.js';

/** Puts the command on the clipboard that sends the same on a real cluster. */
export async function copyCommand({ request, http }: Trace, objects: readonly ObjectSummary[]): Promise<void> {
  const part = await import('../edge/later.js').catch(() => null);
  if (part === null) {
    sayUnloaded();
    return;
  }
  const line = part.commandOf(request, objects, http?.tls?.self === true);
  if (line === null) notify({ topic: 'copy', tone: 'info', code: 'ui.command.none', params: {}, seconds: 6 });
  else await copy(line, 'ui.command.copied');
}
