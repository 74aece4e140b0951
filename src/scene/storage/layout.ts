import type { Box } from '../types.js';
import {
  BAND_FOOT,
  BAND_GAP,
  BAND_HEAD,
  BARE_BAND,
  CARD_LINES,
  CHIP,
  HANDS_GAP,
  ROW_GAP,
  STACK_GAP,
  STORAGE_METRICS,
  UNDER_CARDS,
  cardHeight,
  type Column,
  type StorageMetrics,
} from './metrics.js';
import type { Placement, PlacedRow, PlacedShelf } from './placement.js';
import type { Plan, Row, Shelf } from './plan.js';

const TOP = 6;
const TITLE = 24;
/** Between two disks of a shelf: their lines come down here. */
const DISK_GAP = 26;
const SHELF_PAD = 8;
const SHELF_HEAD = 28;
const CHANNEL_LANE = 6;
const CHANNEL_LANES = 5;
const WAITING = CHIP + 6;
const UNDER_SHELVES = 28;

/** Gives every thing of a plan its box. It reads the plan alone, which is of the whole story. */
export function place(plan: Plan, work?: { nodesLaidOut: number }): Placement {
  const metrics = STORAGE_METRICS[plan.profile];
  let y = TOP;
  const sourcesY = y;
  if (plan.sources.length > 0) y += TITLE - 4;
  const sources = plan.sources.map((source) => {
    const height = cardHeight(2);
    const side = metrics.stacked ? { x: metrics.pods.x, width: 146 } : metrics.claims;
    const far = metrics.stacked ? { x: side.x + side.width + 15, width: 172 } : metrics.volumes;
    const placed = {
      class: source.class === null ? null : box(side, y, height),
      driver: source.driver === null ? null : box(far, y, height),
    };
    y += height + 8;
    return placed;
  });
  if (plan.sources.length > 0) y += 6;

  const stripY = y;
  // On a phone a node's own disks stand in the same column: no strip would be true there.
  const rowsToCome = [...plan.loose, ...plan.nodes.flatMap((node) => node.rows)];
  const strip = !metrics.stacked && rowsToCome.some(({ claim, volume }) => claim !== null || volume !== null);
  if (strip || (metrics.stacked && plan.loose.length > 0)) y += TITLE + 4;
  const stripTop = y;
  const rows: PlacedRow[] = [];

  // What has no node: claims and volumes of nobody; the pods that wait stand at the left, where the head of the picture is empty.
  const beside = plan.waiting.length > 0 && !metrics.stacked;
  const waitingY = beside ? TOP : metrics.stacked ? y : stripY + 2;
  const waitingTop = (beside ? TOP : y) + (plan.waiting.length > 0 || metrics.stacked ? TITLE : 0);
  const waiting = plan.waiting.map((_, index) => box(metrics.pods, waitingTop + index * WAITING, CHIP));
  if (plan.loose.length > 0) y += 10;
  if (plan.loose.some(({ slot }) => slot !== null)) y = Math.max(y, waitingTop + plan.waiting.length * WAITING);
  for (const row of plan.loose) {
    const placed = placeRow(row, y, plan, metrics);
    rows.push(placed.row);
    y = placed.end + ROW_GAP;
  }
  if (plan.waiting.length > 0) y = Math.max(y, waitingTop + plan.waiting.length * WAITING + 4);

  const bands: Box[] = [];
  for (const node of plan.nodes) {
    const top = y;
    if (node.rows.length === 0) y += BARE_BAND;
    else {
      y += BAND_HEAD;
      node.rows.forEach((row, index) => {
        const placed = placeRow(row, y, plan, metrics);
        rows.push(placed.row);
        y = placed.end + (index < node.rows.length - 1 ? ROW_GAP : BAND_FOOT);
      });
    }
    bands.push({ x: metrics.bandX, y: top, width: metrics.bandRight - metrics.bandX, height: y - top });
    y += BAND_GAP;
  }
  const stripEnd = y - BAND_GAP + 4;

  const channelY = y;
  const { shelves, disks, end } = placeShelves(plan, y + CHANNEL_LANES * CHANNEL_LANE + 6, metrics);
  if (plan.shelves.length > 0) y = end;
  for (const { sides } of rows) {
    for (const { side, box: at } of sides) if (side.kind === 'disk') for (const id of side.disks) disks.set(id, at);
  }
  if (work) work.nodesLaidOut += rows.length + disks.size + sources.length + waiting.length;
  return {
    metrics,
    width: metrics.width,
    // Room below the disks for words about them.
    height: Math.max(y + (plan.shelves.length > 0 ? UNDER_SHELVES : 2), 60),
    sources,
    sourcesY,
    waiting,
    waitingY,
    rows,
    bands,
    strips: strip
      ? [metrics.claims, metrics.volumes].map(({ x, width }) => ({
          x: x - 6,
          y: stripTop,
          width: width + 12,
          height: stripEnd - stripTop,
        }))
      : [],
    stripY,
    shelves,
    disks,
    channel: (index) => channelY + CHANNEL_LANE * (index % CHANNEL_LANES) + 2,
  };
}

function box({ x, width }: Column, y: number, height: number): Box {
  return { x, y, width, height };
}

/** Height of a pod's card: kind or state, name, and what its containers keep themselves. */
function podHeight(row: Row, plan: Plan): number {
  const files = row.slot?.ownFiles ?? 0;
  return plan.form === 'chip' && files === 0 ? CHIP : cardHeight(2 + files);
}

/** Height of a disk's card: kind, name, files. */
function diskHeight(ids: readonly string[], plan: Plan): number {
  const files = Math.max(0, ...ids.map((id) => plan.fileLines.get(id) ?? 0));
  return cardHeight(2 + files);
}

function placeRow(row: Row, top: number, plan: Plan, metrics: StorageMetrics): { row: PlacedRow; end: number } {
  const many = row.folded.length > 0;
  const first = row.slot !== null && (many || row.slot.rows[0] === row);
  const pod = first ? box(metrics.pods, top, many ? cardHeight(2) : podHeight(row, plan)) : null;
  const mounted = row.name !== '' && !many;
  const mountTop = pod === null ? top : pod.y + pod.height + 6;
  const cards = many ? cardHeight(3) : plan.form === 'chip' ? CHIP : cardHeight(CARD_LINES);
  const claim = row.claim === null ? null : box(metrics.claims, top, cards);
  const volumeTop = metrics.stacked && claim !== null ? claim.y + claim.height + HANDS_GAP : top;
  const hasVolume = row.volume !== null;
  const volume = hasVolume ? box(metrics.volumes, volumeTop, cards) : null;
  const cardsEnd = Math.max(
    claim === null ? top : claim.y + claim.height,
    volume === null ? top : volume.y + volume.height,
  );
  const isOver = claim !== null || volume !== null;

  const heights = row.sides.map(({ kind, disks }) => (kind === 'disk' ? diskHeight(disks, plan) : CHIP));
  const needed = heights.reduce((sum, height) => sum + height + STACK_GAP, 0) - STACK_GAP;
  const chip = CHIP;
  if (metrics.stacked) {
    const mount = mounted ? mountBox(metrics, mountTop, chip) : null;
    const sidesTop = isOver ? cardsEnd + (heights.length > 0 ? STACK_GAP + 6 : 0) : top;
    const sides = stack(row, heights, sidesTop, metrics);
    const lastSide = sides.at(-1)?.box;
    const lane =
      lastSide === undefined
        ? cardsEnd + UNDER_CARDS
        : lastSide.y + Math.min(lastSide.height / 2, lastSide.height - 14);
    const end = Math.max(
      mount === null ? top : mount.y + mount.height,
      pod === null ? top : pod.y + pod.height,
      cardsEnd + (mounted && isOver && lastSide === undefined ? UNDER_CARDS + 4 : 0),
      lastSide === undefined ? top : lastSide.y + lastSide.height,
    );
    return { row: { row, pod, mount, claim, volume, sides, lane }, end };
  }

  // The line of the bytes runs below the cards, from the mount straight to the far end.
  const lane = Math.max(
    isOver ? cardsEnd + UNDER_CARDS : top,
    mounted ? mountTop + chip / 2 : top,
    // A disk takes it in below its words; a chip in the middle.
    heights.length > 0 ? top + needed - (row.sides.at(-1)?.kind === 'disk' ? 12 : chip / 2) : top,
  );
  const mount = mounted ? mountBox(metrics, Math.max(mountTop, lane - chip / 2 - (isOver ? 4 : 0)), chip) : null;
  const bottom = row.sides.at(-1)?.kind === 'disk' ? lane + 12 : lane + chip / 2;
  const sides = stack(row, heights, bottom - needed, metrics);
  // What is attached stands at the height of the volume; what is mounted at that of its line.
  const raised = sides.map((one, index) =>
    one.side.kind === 'attachment' && sides.length > 1 && index === 0 && isOver
      ? { ...one, box: { ...one.box, y: Math.min(one.box.y, top + (plan.form === 'card' ? 40 : 0)) } }
      : one,
  );
  const end = Math.max(
    isOver ? cardsEnd : top,
    mounted && isOver ? lane + 4 : top,
    mount === null ? top : mount.y + mount.height,
    pod === null ? top : pod.y + pod.height,
    sides.length > 0 ? bottom : top,
  );
  return { row: { row, pod, mount, claim, volume, sides: raised, lane }, end };
}

function stack(row: Row, heights: readonly number[], from: number, { sides }: StorageMetrics): PlacedRow['sides'] {
  let y = from;
  return row.sides.map((side, index) => {
    const height = heights[index] ?? CHIP;
    const at = { side, box: box(sides, y, height) };
    y += height + STACK_GAP;
    return at;
  });
}

/** Mounts hang below their pod, a little in. */
function mountBox({ pods }: StorageMetrics, y: number, height: number): Box {
  return { x: pods.x + MOUNT_INDENT, y, width: pods.width - MOUNT_INDENT, height };
}

const MOUNT_INDENT = 16;

/** Zones, the cloud and servers side by side, each as wide as its disks, at the right: that is where the lines come down. */
function placeShelves(
  plan: Plan,
  top: number,
  metrics: StorageMetrics,
): { shelves: PlacedShelf[]; disks: Map<string, Box>; end: number } {
  const disks = new Map<string, Box>();
  const left = metrics.bandX;
  // The last disk stands below what is attached, and its line comes straight down beside it.
  const right = metrics.sides.x + metrics.sides.width + DISK_GAP - SHELF_PAD;
  const pitch = metrics.disk + DISK_GAP;
  const perLine = Math.max(1, Math.floor((right - left) / pitch));
  const wide = (shelf: Shelf): number => Math.min(cardsOf(shelf).length, perLine);
  const lines: Shelf[][] = [];
  for (const shelf of plan.shelves) {
    const line = lines.at(-1);
    const used = line?.reduce((sum, one) => sum + wide(one), 0) ?? perLine;
    if (line === undefined || used + wide(shelf) > perLine) lines.push([shelf]);
    else line.push(shelf);
  }
  const shelves: PlacedShelf[] = [];
  let y = top;
  for (const line of lines) {
    let x = right - line.reduce((sum, shelf) => sum + wide(shelf), 0) * pitch;
    let end = y;
    for (const shelf of line) {
      const across = wide(shelf);
      const cards = cardsOf(shelf);
      let height = SHELF_HEAD;
      for (let from = 0; from < cards.length; from += across) {
        const some = cards.slice(from, from + across);
        const tallest = diskHeight(some.flat(), plan);
        some.forEach((ids, index) => {
          const at = { x: x + SHELF_PAD + index * pitch, y: y + height, width: metrics.disk, height: tallest };
          for (const id of ids) disks.set(id, at);
        });
        height += tallest + SHELF_PAD;
      }
      shelves.push({ id: shelf.id, box: { x, y, width: across * pitch - 4, height } });
      end = Math.max(end, y + height);
      x += across * pitch;
    }
    y = end + BAND_GAP;
  }
  return { shelves, disks, end: y - BAND_GAP + 4 };
}

/** The disks of a shelf, card by card. */
function cardsOf({ disks, folded }: Shelf): readonly (readonly string[])[] {
  return [...disks.map((id) => [id]), ...(folded.length > 0 ? [folded] : [])];
}
