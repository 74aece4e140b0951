import type { Box } from '../types.js';
import type { SectionPlace } from '../edge/edge.js';
import { placeEdge } from '../edge/place-edge.js';
import { columnsFor, type Columns } from './columns.js';
import { BESIDE_EDGE, COMPACT, WIDE, type Density } from './density.js';
import {
  CHANNEL,
  CORNER_HEIGHT,
  FOLDED_HEIGHT,
  FOLDED_WIDTH,
  formHeight,
  HEAD_HEIGHT,
  HEADING_HEIGHT,
  LINE,
  OUTSIDE_WIDTH,
  RAIL,
  ROW_GAP,
  type Spacing,
} from './metrics.js';
import type { BandPlace, Placed, Placement } from './placement.js';
import { rowsOf, type Rows } from './rows.js';
import { fillSlots, type ServicePlace, type Slot } from './service-stack.js';
import type { Band, Topology } from './topology.js';

/** A band before it has a y. */
interface Sized {
  readonly band: Band;
  readonly form: BandPlace['form'];
  readonly clients: Rows;
  readonly backends: Rows;
  readonly plate: number;
  /** From the band's top to its floor, without the Services in front of it. */
  readonly content: number;
}

/**
 * Gives everything a place. Ranks are known (columns by role, bands by node), so this is one pass over what there is: O(n).
 * Of the densities, the first at which text keeps its full size in the pane wins, or else the one at which it is largest.
 * `work` counts every thing that was given a place, those of densities that were tried and left included.
 */
export function place(topology: Topology, work?: { nodesLaidOut: number }): Placement {
  const densities = topology.profile === 'compact' ? COMPACT : topology.edge === undefined ? WIDE : BESIDE_EDGE;
  let best: Placement | null = null;
  for (const density of densities) {
    const placement = placeAt(topology, density);
    if (work) work.nodesLaidOut += placement.things.size;
    const scale = scaleOf(placement);
    if (scale >= 1) return placement;
    if (best === null || scale > scaleOf(best)) best = placement;
  }
  return best as Placement;
}

function scaleOf({ width, height, columns }: Placement): number {
  const { pane } = columns.metrics;
  return Math.min(pane.width / width, pane.height / height);
}

function placeAt(topology: Topology, density: Density): Placement {
  const columns = columnsFor(topology.profile, density, topology.edge !== undefined);
  const { spacing } = density;
  const roomy = topology.bands.some((band) => bandForm(band) === 'whole');
  const sized = topology.bands.map((band) => sizeBand(band, columns, density, roomy));
  const open = sized.filter(({ form }) => form !== 'folded');
  const least = roomForServices(topology, open, density);

  const bands = new Map<string, BandPlace>();
  const things = new Map<string, Placed>();
  const slots: Slot[] = [];
  const edge = placeWaysIn(topology, columns, things);
  const top = edge?.bandsTop ?? HEAD_HEIGHT;
  let y = top;
  for (const one of open) {
    const bandPlace = placeBand(one, y, columns, least, spacing);
    bands.set(one.band.node, bandPlace);
    placeInside(one, bandPlace, columns, things);
    if (one.form === 'whole') slots.push(slotOf(one, bandPlace, spacing, slotHead(topology)));
    y += bandPlace.box.height + spacing.bandGap;
  }
  const bottom = y - spacing.bandGap;
  y = placeFolded(topology, y, columns, spacing, bands);
  for (const service of fillSlots(topology.services, density.service, slots) ?? []) {
    things.set(service.id, serviceBox(service, columns));
  }

  const moreY = topology.hiddenBands > 0 ? y : null;
  if (moreY !== null) y += LINE + ROW_GAP;
  const pendingY = topology.pending.length > 0 ? y : null;
  if (pendingY !== null) y = placePending(topology, pendingY, columns, spacing, things);

  if (columns.edge === undefined) placeHead(columns, things);
  else placeEdgeHead(columns, things);
  const strip = { x: columns.strip, y: top - 4, width: columns.metrics.stripWidth, height: bottom - top + 8 };
  return {
    columns,
    density,
    width: columns.width,
    height:
      Math.max(y - spacing.bandGap, edge?.bottom ?? 0) + columns.metrics.margin + (edge === undefined ? 4 : UNDER_ALL),
    bands,
    things,
    strip,
    trunk: { x: columns.trunk, top: 40, bottom: trunkEnd(topology, things) },
    pendingY,
    moreY,
    ...(edge && { sections: edge.headings }),
  };
}

/** The ways in, beside the bands or above them. */
function placeWaysIn(
  { edge }: Topology,
  { edge: columns }: Columns,
  things: Map<string, Placed>,
): { readonly headings: readonly SectionPlace[]; readonly bottom: number; readonly bandsTop: number } | undefined {
  if (edge === undefined || columns === undefined) return undefined;
  const placed = placeEdge(edge, columns, columns.above ? EDGE_HEAD : EDGE_HEAD + CAPSULE_ROOM, things);
  // Above the bands, the headings of what is in them stand between.
  return { ...placed, bandsTop: columns.above && edge.sections.length > 0 ? placed.bottom + LINE + 4 : HEAD_HEIGHT };
}

function bandForm(band: Band): BandPlace['form'] {
  if (band.folded) return 'folded';
  const learners = [...band.clients, ...band.backends].some(({ system }) => !system);
  return band.slim && !learners ? 'slim' : 'whole';
}

/** Where no band is whole (`roomy` false), low ones are drawn whole too: Services need room in front of some band. */
function sizeBand(band: Band, columns: Columns, density: Density, roomy: boolean): Sized {
  const wanted = bandForm(band);
  const form = wanted === 'slim' && !roomy ? 'whole' : wanted;
  const width = columns.metrics.cardWidth;
  const clients = rowsOf(band.clients, columns.clients, width, density.pod, form === 'slim');
  const backends = rowsOf(band.backends, columns.backends, width, density.pod, form === 'slim');
  const beside = columns.edge !== undefined;
  const least = beside ? 'dense' : 'chip';
  const plate = formHeight(form === 'slim' || density.pod !== 'card' ? least : 'card');
  const left = beside
    ? CORNER_HEIGHT + portsHeight(band) + (plate + formHeight('dense')) / 2
    : HEADING_HEIGHT + (clients.height > 0 ? ROW_GAP + clients.height : 0);
  const right = CORNER_HEIGHT + CHANNEL + Math.max(backends.height, formHeight('chip'));
  const front = beside ? CORNER_HEIGHT + plate : plate;
  return { band, form, clients, backends, plate, content: density.spacing.bandTop + Math.max(left, right, front) };
}

/** Of a port that is open on a node, with the gap below it. */
const PORT_HEIGHT = 26;
const PORT_STEP = PORT_HEIGHT + 4;

function portsHeight({ ports }: Band): number {
  return ports.length * PORT_STEP + CHANNEL - 4;
}

/** How high the whole bands must be at least for the Services to have room in front of them. */
function roomForServices(topology: Topology, sized: readonly Sized[], density: Density): number {
  const whole = sized.filter(({ form }) => form === 'whole');
  if (whole.length === 0) return 0;
  const lowest = Math.min(...whole.map(({ content }) => content));
  const head = slotHead(topology);
  for (let least = lowest; least < lowest + 4000; least += 4) {
    const slots = whole.map(({ content, plate }) => slotAt(0, Math.max(content, least), plate, density.spacing, head));
    if (fillSlots(topology.services, density.service, slots) !== null) return least;
  }
  return lowest;
}

function placeBand(one: Sized, y: number, columns: Columns, least: number, { tap, underRail }: Spacing): BandPlace {
  const content = one.form === 'whole' ? Math.max(one.content, least) : one.content;
  const floor = y + content;
  const railY = floor + tap;
  const height = content + tap + RAIL / 2 + underRail;
  return { box: { x: columns.bandX, y, width: columns.bandWidth, height }, form: one.form, floor, railY };
}

/** Nodes drawn as one line each, side by side below the open bands. Gives the y after them. */
function placeFolded(
  topology: Topology,
  y: number,
  columns: Columns,
  spacing: Spacing,
  bands: Map<string, BandPlace>,
): number {
  const folded = topology.bands.filter((band) => band.folded);
  if (folded.length === 0) return y;
  const perRow = Math.max(1, Math.floor((columns.bandWidth + ROW_GAP) / (FOLDED_WIDTH + ROW_GAP)));
  const width = (columns.bandWidth - (perRow - 1) * ROW_GAP) / perRow;
  folded.forEach((band, index) => {
    const x = columns.bandX + (index % perRow) * (width + ROW_GAP);
    const top = y + Math.floor(index / perRow) * (FOLDED_HEIGHT + ROW_GAP);
    const box = { x, y: top, width, height: FOLDED_HEIGHT };
    bands.set(band.node, { box, form: 'folded', floor: top, railY: top });
  });
  return y + Math.ceil(folded.length / perRow) * (FOLDED_HEIGHT + ROW_GAP) - ROW_GAP + spacing.bandGap;
}

function slotOf(one: Sized, { box, floor }: BandPlace, spacing: Spacing, head: number): Slot {
  return slotAt(box.y, floor - box.y, one.plate, spacing, head);
}

/** Where nodes are entered from the left, their names stand in one line above the Services. */
function slotHead({ edge }: Topology): number {
  return edge === undefined ? 0 : CORNER_HEIGHT;
}

/** The free part of the strip in front of a band: from its top to what kube-proxy has. */
function slotAt(y: number, content: number, plate: number, { bandTop }: Spacing, head: number): Slot {
  return { y: y + bandTop + head, height: content - bandTop - head - plate - ROW_GAP };
}

function placeInside(
  one: Sized,
  { box, floor, railY }: BandPlace,
  columns: Columns,
  things: Map<string, Placed>,
): void {
  const { metrics } = columns;
  const { node } = one.band;
  // Veths of pods above others come down beside the last column: the rail reaches as far.
  let railEnd = box.x + box.width - metrics.pad;
  for (const [id, placed] of [...one.clients.place(floor, railY), ...one.backends.place(floor, railY)]) {
    things.set(id, placed);
    railEnd = Math.max(railEnd, (placed.tap?.at(-1)?.x ?? 0) + 2);
  }

  const plate: Box = {
    x: columns.strip + metrics.stripPad,
    y: floor - one.plate,
    width: metrics.stripWidth - 2 * metrics.stripPad,
    height: one.plate,
  };
  // On the side of the interface: the way to it then passes beside the words of the plate.
  const x = columns.edge === undefined ? plate.x + plate.width - 14 : plate.x + 10;
  things.set(`kube-proxy:${node}`, {
    box: plate,
    form: one.plate === formHeight('card') ? 'card' : one.plate === formHeight('chip') ? 'chip' : 'dense',
    tap: [
      { x, y: floor },
      { x, y: railY },
    ],
  });
  const form = columns.edge === undefined ? 'chip' : 'dense';
  const height = formHeight(form);
  const eth = { x: columns.interface, y: plate.y + (plate.height - height) / 2, width: metrics.interfaceWidth, height };
  things.set(`interface:${node}`, { box: eth, form });
  one.band.ports.forEach(({ id }, index) => {
    const y = eth.y - (one.band.ports.length - index) * PORT_STEP;
    things.set(id, { box: { x: eth.x, y, width: eth.width, height: PORT_HEIGHT }, form: 'chip' });
  });
  things.set(`bridge:${node}`, {
    box: { x: box.x + metrics.pad, y: railY - RAIL / 2, width: railEnd - box.x - metrics.pad, height: RAIL + 20 },
    form: 'line',
  });
}

function serviceBox({ y, height, form }: ServicePlace, columns: Columns): Placed {
  const { stripPad, stripWidth } = columns.metrics;
  return { box: { x: columns.strip + stripPad, y, width: stripWidth - 2 * stripPad, height }, form };
}

/** The world outside at the far left, the network's router above the trunk: the line between them crosses nothing. */
function placeHead(columns: Columns, things: Map<string, Placed>): void {
  const { metrics } = columns;
  const width = Math.max(metrics.cardWidth, OUTSIDE_WIDTH);
  things.set('outside', { box: { x: columns.clients[0] ?? 0, y: 8, width, height: 32 }, form: 'chip' });
  const half = Math.min(88, columns.width - metrics.margin - columns.trunk);
  things.set('network', { box: { x: columns.trunk - half, y: 8, width: 2 * half, height: 32 }, form: 'chip' });
}

/** Below the last band: the capsule stands here, and not on what the packet is at. */
const UNDER_ALL = 20;

/** Where the ways in begin: the Internet, and the network of the nodes on the way that goes down to them. */
const EDGE_HEAD = 66;
/** Below the Internet’s card, beside the nodes: the capsule of a packet that sets out. */
const CAPSULE_ROOM = 30;
const NETWORK_WIDTH = 162;

function placeEdgeHead(columns: Columns, things: Map<string, Placed>): void {
  const { edge, trunk, metrics } = columns;
  const internet = formHeight('dense');
  const [first = 0] = edge?.sections ?? [];
  const above = edge?.above === true;
  const network = { x: above ? metrics.margin : trunk - 22, y: 8, width: NETWORK_WIDTH, height: 32 };
  const x = above ? network.x + network.width + 24 : first;
  const width = above ? OUTSIDE_WIDTH : network.x - 24 - first;
  things.set('network', { box: network, form: 'chip' });
  things.set('outside', { box: { x, y: 8, width, height: internet }, form: 'dense' });
}

/** Pods without a node, in rows below the bands. Gives the y after them. */
function placePending(
  topology: Topology,
  y: number,
  columns: Columns,
  spacing: Spacing,
  things: Map<string, Placed>,
): number {
  const { metrics } = columns;
  const step = metrics.cardWidth + metrics.columnGap;
  const perRow = Math.max(1, Math.floor((columns.bandWidth + metrics.columnGap) / step));
  const height = formHeight('dense');
  const first = y + LINE + 6;
  topology.pending.forEach((tenant, index) => {
    const x = columns.bandX + (index % perRow) * step;
    const row = Math.floor(index / perRow);
    const box = { x, y: first + row * (height + ROW_GAP), width: metrics.cardWidth, height };
    things.set(tenant.id, { box, form: 'dense' });
  });
  const rows = Math.ceil(topology.pending.length / perRow);
  return first + rows * (height + ROW_GAP) - ROW_GAP + spacing.bandGap;
}

/** The trunk reaches down to the last interface. */
function trunkEnd(topology: Topology, things: ReadonlyMap<string, Placed>): number {
  let end = 56;
  for (const { node } of topology.bands) {
    const eth = things.get(`interface:${node}`)?.box;
    if (eth !== undefined) end = Math.max(end, eth.y + eth.height / 2);
  }
  for (const { id, joins } of topology.edge?.sections.flatMap(({ items }) => items) ?? []) {
    const box = joins === undefined || joins.kind === 'read' ? undefined : things.get(id)?.box;
    if (box !== undefined) end = Math.max(end, box.y + box.height / 2);
  }
  return end;
}
