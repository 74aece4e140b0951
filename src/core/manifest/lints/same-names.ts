import type { ObjectKey } from '../../api/key.js';
import { parseKey } from '../../api/key.js';
import { fix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import type { Diagnostic } from '../types.js';
import { lint } from './lint.js';

/** Two documents with one key: `kubectl apply` applies both in order, so the last one stays. Said where the loser stands. */
export function lintSameNames(objects: readonly PlacedObject[]): readonly Diagnostic[] {
  const last = new Map<ObjectKey, PlacedObject>();
  for (const placed of objects) last.set(placed.document.key, placed);
  return objects.flatMap((placed) => {
    const winner = last.get(placed.document.key);
    if (winner === undefined || winner === placed) return [];
    const { kind, namespace, name } = parseKey(placed.document.key);
    const where = namespace === '' ? name : `${namespace}/${name}`;
    const again = { object: `${kind} ${where}`, line: winner.document.range.startLine };
    const inOneFile = placed.place.file === winner.place.file;
    const message = say(inOneFile ? 'lint.writtenAgain' : 'lint.writtenAgainElsewhere', again);
    const alone = placed.place.objects === 1;
    const { text } = placed.place;
    const edits = [{ from: 0, to: text.length, text: '' }];
    const fixes = alone ? [fix('fix.removeDocument', { name: where }, edits)] : [];
    return [lint(placed, 'warning', 'duplicate-object', message, ['metadata', 'name'], fixes)];
  });
}
