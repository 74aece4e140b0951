import type { Row } from './plan.js';

/** Rows of one kind that are drawn one by one; those after them are one row with a number. */
const SHOWN = 6;

/** Folds rows of the same make where there are too many of them to be read one by one. Nothing is left out of the count. */
export function fold(rows: readonly Row[]): readonly Row[] {
  const kinds = new Map<string, Row[]>();
  for (const row of rows) {
    const kind = makeOf(row);
    const list = kinds.get(kind);
    if (list === undefined) kinds.set(kind, [row]);
    else list.push(row);
  }
  const seen = new Map<string, number>();
  return rows.flatMap((row) => {
    const kind = makeOf(row);
    const list = kinds.get(kind) ?? [];
    const index = seen.get(kind) ?? 0;
    seen.set(kind, index + 1);
    if (list.length <= SHOWN + 1 || index < SHOWN) return [row];
    return index === SHOWN ? [{ ...row, sides: [], folded: list.slice(SHOWN) }] : [];
  });
}

/** Rows of pods with several volumes stay whole. */
function makeOf({ id, slot, claim, volume }: Row): string {
  if (slot !== null && slot.volumes.length > 1) return id;
  return [slot === null ? '' : slot.make, claim !== null, volume !== null].join(' ');
}
