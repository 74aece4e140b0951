import type { IngressConfig } from '../../core/index.js';

type Line = IngressConfig['lines'][number];

/** A line of a configuration beside the one before it: there as it was, new, or gone. */
export interface DiffLine extends Line {
  readonly how: 'same' | 'added' | 'removed';
  /** Its number in the present text, counted from 1; absent where it is gone. */
  readonly number?: number;
}

/** Over so many changed lines on both sides, the middle is shown as gone and come: nobody reads such a difference line by line. */
const MOST_CELLS = 4_000_000;

/** How one text became another, line by line, with as few lines changed as can be. Without an earlier text every line is as it was. */
export function diffLines(was: readonly string[] | undefined, lines: readonly Line[]): readonly DiffLine[] {
  const numbered = lines.map((line, index): DiffLine => ({ ...line, how: 'same', number: index + 1 }));
  if (was === undefined) return numbered;
  let head = 0;
  while (head < was.length && head < lines.length && was[head] === lines[head]?.text) head += 1;
  let tail = 0;
  while (
    tail < Math.min(was.length, lines.length) - head &&
    was[was.length - 1 - tail] === lines[lines.length - 1 - tail]?.text
  ) {
    tail += 1;
  }
  const gone = was.slice(head, was.length - tail);
  const come = numbered.slice(head, lines.length - tail);
  return [...numbered.slice(0, head), ...between(gone, come), ...numbered.slice(lines.length - tail)];
}

/** The longest common subsequence, by the plain table. */
function between(gone: readonly string[], come: readonly DiffLine[]): readonly DiffLine[] {
  const removed = (text: string): DiffLine => ({ text, how: 'removed' });
  const added = (line: DiffLine): DiffLine => ({ ...line, how: 'added' });
  const width = come.length + 1;
  if (gone.length * come.length > MOST_CELLS) return [...gone.map(removed), ...come.map(added)];
  const longest = new Uint32Array((gone.length + 1) * width);
  const at = (a: number, b: number): number => longest[a * width + b] ?? 0;
  for (let a = gone.length - 1; a >= 0; a -= 1) {
    for (let b = come.length - 1; b >= 0; b -= 1) {
      longest[a * width + b] = gone[a] === come[b]?.text ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  const told: DiffLine[] = [];
  let [a, b] = [0, 0];
  while (a < gone.length || b < come.length) {
    const [before, line] = [gone[a], come[b]];
    if (before !== undefined && line !== undefined && before === line.text) {
      told.push(line);
      a += 1;
      b += 1;
    } else if (before !== undefined && (line === undefined || at(a + 1, b) >= at(a, b + 1))) {
      told.push(removed(before));
      a += 1;
    } else if (line !== undefined) {
      told.push(added(line));
      b += 1;
    }
  }
  return told;
}
