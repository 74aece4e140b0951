import type { NodeForm, Point } from '../types.js';
import { formHeight, ROW_GAP } from './metrics.js';
import type { Placed } from './placement.js';
import type { Tenant } from './topology.js';

/** Pods in rows over the rail: the first row stands on the floor, later ones above it, so that nothing on the floor moves when rows are added. */
export interface Rows {
  readonly height: number;
  place(floor: number, railY: number): readonly (readonly [string, Placed])[];
}

/** The cluster's own pods and those in a crowd are chips. */
function tenantForm(tenant: Tenant, form: NodeForm, slim: boolean): NodeForm {
  return tenant.system || slim ? 'chip' : form;
}

export function rowsOf(
  tenants: readonly Tenant[],
  columns: readonly number[],
  width: number,
  form: NodeForm,
  slim: boolean,
): Rows {
  const perRow = Math.max(1, columns.length);
  const rows: Tenant[][] = [];
  tenants.forEach((tenant, index) => {
    const row = Math.floor(index / perRow);
    (rows[row] ??= []).push(tenant);
  });
  const heights = rows.map((row) => Math.max(...row.map((tenant) => formHeight(tenantForm(tenant, form, slim)))));
  const height = heights.reduce((sum, one) => sum + one, 0) + ROW_GAP * Math.max(0, rows.length - 1);

  return {
    height,
    place: (floor, railY) => {
      const placed: [string, Placed][] = [];
      let bottom = floor;
      rows.forEach((row, rowIndex) => {
        row.forEach((tenant, column) => {
          const own = tenantForm(tenant, form, slim);
          const box = { x: columns[column] ?? 0, y: bottom - formHeight(own), width, height: formHeight(own) };
          const tap = tenant.hostNetwork ? undefined : tapOf(box, rowIndex, railY);
          placed.push([tenant.id, { box, form: own, column, ...(tap && { tap }) }]);
        });
        bottom -= (heights[rowIndex] ?? 0) + ROW_GAP;
      });
      return placed;
    },
  };
}

/** The veth pair: straight down from the floor's row; from upper rows down the gap at the card's right side. */
function tapOf(box: Placed['box'], row: number, railY: number): Point[] {
  if (row === 0) {
    const x = box.x + box.width / 2;
    return [
      { x, y: box.y + box.height },
      { x, y: railY },
    ];
  }
  const y = box.y + box.height - 10;
  const x = box.x + box.width + 4;
  return [
    { x: box.x + box.width, y },
    { x, y },
    { x, y: railY },
  ];
}
