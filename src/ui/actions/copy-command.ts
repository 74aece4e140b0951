import type { Trace } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { notify } from '../../store/index.js';
import { copy } from './copy.js';

/** Puts the command on the clipboard that sends the same on a real cluster. */
export async function copyCommand({ request, http }: Trace, objects: readonly ObjectSummary[]): Promise<void> {
  const { commandOf } = await import('../edge/later.js');
  const line = commandOf(request, objects, http?.tls?.self === true);
  if (line === null) notify({ topic: 'copy', tone: 'info', code: 'ui.command.none', params: {}, seconds: 6 });
  else await copy(line, 'ui.command.copied');
}
