import { formHeight, LINE, ROW_GAP } from '../traffic/metrics.js';
import type { EdgeColumns } from '../traffic/columns.js';
import type { Placed } from '../traffic/placement.js';
import type { Edge, EdgeItem, SectionPlace } from './edge.js';

/** Rows of a list, and what a list stands under. */
const ROW = 24;
const ROW_LINE = 17;
/** From the heading to the first thing below it. */
const HEADING = LINE + 5;

/** Room above an Ingress for the line that leads to nobody. */
const BROKEN = 10;

/** How high a thing of the ways in is: the same for every width, as its lines are never broken in two. */
function edgeHeight({ form, lines }: Pick<EdgeItem, 'form' | 'lines'>): number {
  if (form === 'row') return ROW + ROW_LINE * Math.max(0, lines.length - 1);
  return formHeight(form, 1 + lines.length);
}

/**
 * Gives the ways in their places from `top` on: sections in one column below each other, or side by side where the columns say so. Rows hang together with
 * what they belong to. Gives the y below the lowest.
 */
export function placeEdge(
  { sections }: Edge,
  columns: EdgeColumns,
  top: number,
  things: Map<string, Placed>,
): { readonly headings: readonly SectionPlace[]; readonly bottom: number } {
  const headings: SectionPlace[] = [];
  let y = top;
  let bottom = top;
  sections.forEach((section, index) => {
    if (columns.above) y = top;
    const x = columns.sections[index] ?? 0;
    headings.push({ id: section.id, box: { x, y, width: columns.width, height: LINE } });
    y += HEADING;
    section.items.forEach((item, place) => {
      if (item.joins?.kind === 'read' && item.joins.by === undefined && place > 0) y += BROKEN;
      const hangs = section.items[place + 1]?.form === 'row';
      const height = edgeHeight(item);
      things.set(item.id, { box: { x, y, width: columns.width, height }, form: item.form });
      y += height + (hangs ? 0 : ROW_GAP + 2);
    });
    y += ROW_GAP;
    bottom = Math.max(bottom, y);
  });
  return { headings, bottom };
}
