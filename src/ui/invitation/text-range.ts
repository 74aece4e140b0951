import type { SourceRange } from '../../core/index.js';
import { getState } from '../../store/index.js';

/** The place just behind the value of the first `field:` of the open manifests, for the editor's cursor; null when there is none. */
export function endOfField(field: string): SourceRange | null {
  for (const { id, text } of getState().files) {
    const match = new RegExp(`^([ -]*${field}:[ ]*)(\\S+)`, 'm').exec(text);
    if (match === null) continue;
    const [, head = '', value = ''] = match;
    const at = match.index + head.length + value.length;
    const line = text.slice(0, at).split('\n').length;
    const column = head.length + value.length + 1;
    return { file: id, from: at, to: at, startLine: line, startColumn: column, endLine: line, endColumn: column };
  }
  return null;
}
