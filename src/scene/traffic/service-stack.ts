import type { NodeForm } from '../types.js';
import { formHeight, ROW_GAP } from './metrics.js';
import type { ServiceItem } from './topology.js';

/** A free part of the Services strip, in front of one band. */
export interface Slot {
  readonly y: number;
  readonly height: number;
}

export interface ServicePlace {
  readonly id: string;
  readonly y: number;
  readonly form: NodeForm;
  readonly height: number;
}

/** The cluster's own Services are chips; a Service in the trace is never less than a two-line card. */
function serviceForm(item: ServiceItem, form: NodeForm): NodeForm {
  if (item.part && form === 'chip') return 'dense';
  return item.system ? 'chip' : form;
}

function serviceHeight(item: ServiceItem, form: NodeForm): number {
  const own = serviceForm(item, form);
  return formHeight(own, own === 'card' ? 3 + shownPorts(item).length : 3);
}

/** The first two ports; the rest is in the words of the card. */
export function shownPorts(item: ServiceItem): readonly string[] {
  if (item.ports.length <= 2) return item.ports;
  return [item.ports[0] ?? '', '…'];
}

/** Fills the slots from the top, in order; null when they are too small for all. */
export function fillSlots(
  items: readonly ServiceItem[],
  form: NodeForm,
  slots: readonly Slot[],
): readonly ServicePlace[] | null {
  const placed: ServicePlace[] = [];
  let slot = 0;
  let used = 0;
  for (const item of items) {
    const height = serviceHeight(item, form);
    let at = slots[slot];
    while (at !== undefined && used + height > at.height) {
      slot += 1;
      used = 0;
      at = slots[slot];
    }
    if (at === undefined) return null;
    placed.push({ id: item.id, y: at.y + used, form: serviceForm(item, form), height });
    used += height + ROW_GAP;
  }
  return placed;
}
