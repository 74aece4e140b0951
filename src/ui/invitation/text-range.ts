import type { SourceRange } from '../../core/index.js';
import { getState } from '../../store/index.js';

/** The value behind the first `field:` of the open manifests, as a range for the editor; null when there is none. */
export function rangeOfText(field: string): SourceRange | null {
  for (const { id, text } of getState().files) {
    const match = new RegExp(`^([ -]*${field}:[ ]*)(\\S+)`, 'm').exec(text);
    if (match === null) continue;
    const [, head = '', value = ''] = match;
    const from = match.index + head.length;
    const line = text.slice(0, from).split('\n').length;
    const startColumn = head.length + 1;
    return {
      file: id,
      from,
      to: from + value.length,
      startLine: line,
      startColumn,
      endLine: line,
      endColumn: startColumn + value.length,
    };
  }
  return null;
}
