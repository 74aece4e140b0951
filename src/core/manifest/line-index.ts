import type { LineIndex } from './types.js';

/** Finds the line starts of a text once; a look-up is a binary search. Offsets outside the text are moved to its nearest end. */
export function createLineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = (offset: number) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    range(file, from, to) {
      const start = Math.min(Math.max(from, 0), text.length);
      const end = Math.min(Math.max(to, start), text.length);
      const startLine = lineOf(start);
      const endLine = lineOf(end);
      return {
        file,
        from: start,
        to: end,
        startLine: startLine + 1,
        startColumn: start - (starts[startLine] ?? 0) + 1,
        endLine: endLine + 1,
        endColumn: end - (starts[endLine] ?? 0) + 1,
      };
    },
  };
}
