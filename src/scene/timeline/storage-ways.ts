import type { ObjectKey, VolumeMark } from '../../core/index.js';
import { sameValue } from '../identity.js';
import type { StorageOrigin } from '../storage/build.js';
import { farEnd, sideId } from '../storage/links.js';
import { mountId } from '../storage/node-cards.js';
import { PORT } from '../storage/metrics.js';
import type { PlacedRow } from '../storage/placement.js';
import { claimBehind } from '../storage/pod-volumes.js';
import type { Box, Point } from '../types.js';
import { around } from './around.js';

/** Where a stage goes, and what is in full ink meanwhile. */
export interface Way {
  readonly points: readonly Point[];
  readonly lit: readonly string[];
  readonly next: string | null;
}

export const NOWHERE: Way = { points: [], lit: [], next: null };

/** The way of one stage: along lines of the picture, between the places of the things that it names. */
export function wayOf(mark: VolumeMark, step: number, origin: StorageOrigin): Way {
  switch (mark.kind) {
    case 'provision':
      return provision(mark, step, origin);
    case 'bind':
      return bind(mark, step, origin);
    case 'attach':
      return attach(mark, step, origin);
    case 'detach':
      return reversed(attach(mark, step, origin));
    case 'stage':
      return stage(mark, origin);
    case 'unstage':
      return reversed(stage(mark, origin));
    case 'publish':
      return outOfReach(mark, step, origin) ?? reversed(bytes(mark, step, origin));
    case 'unpublish':
      return bytes(mark, step, origin);
    case 'write':
      return write(mark, step, origin);
    case 'lose':
      return lose(mark, step, origin);
    case 'reclaim':
      return behind(mark, origin);
    case 'expand':
      return reversedIfClaim(mark, origin);
  }
}

/**
 * A volume is asked for from the class to its driver, and made from the driver to its place. Before that, the pod that brings its claim to a node says
 * so, and a claim that waits stands where it is.
 */
function provision(mark: VolumeMark, step: number, origin: StorageOrigin): Way {
  const { claim, volume, class: own, disk, pod, failed } = mark;
  const { plan, placement, routes, boxes } = origin;
  const source = plan.sources.find((one) => one.class?.key === own);
  const from = placement.sources[source === undefined ? -1 : plan.sources.indexOf(source)]?.class;
  const at = plan.sources.findIndex((one) => one.driver !== null && one.provisioner === source?.provisioner);
  const driver = placement.sources[at]?.driver;
  const key = plan.sources[at]?.driver?.key;
  const lit = [own, key, claim, volume, pod, disk === undefined ? undefined : `disk:${disk}`].filter(isThere);
  const start = claim === undefined ? undefined : boxes.get(claim);
  if (volume !== undefined && driver) {
    const target = boxes.get(volume);
    return { points: target === undefined ? [edgeOf(driver)] : routes.provision(driver, target), lit, next: volume };
  }
  const brought = broughtBy(pod, claim, step, origin);
  if (brought !== null) return { points: brought, lit, next: claim ?? null };
  const asks = from && driver && failed !== true && mark.node !== undefined;
  if (asks) return { points: routes.source(from, driver), lit, next: key ?? null };
  const stay = start ?? from ?? driver;
  return stay ? { points: [edgeOf(stay)], lit, next: claim ?? own ?? null } : NOWHERE;
}

/** From a pod that waits for a node to its claim. */
function broughtBy(
  pod: ObjectKey | undefined,
  claim: ObjectKey | undefined,
  step: number,
  { plan, placement, routes, boxes }: StorageOrigin,
): readonly Point[] | null {
  const to = box(claim, boxes);
  const index = plan.waiting.findIndex(({ lives }) =>
    lives.some((life) => life.key === pod && life.from <= step && step <= life.to),
  );
  const from = placement.waiting[index];
  return from === undefined || to === null ? null : routes.waiting(from, to);
}

/** Where a claim's volume stands or will stand. */
function volumeOf(
  volume: ObjectKey | undefined,
  claim: ObjectKey | undefined,
  { boxes, lives }: StorageOrigin,
): Box | null {
  const own = volume === undefined ? undefined : boxes.get(volume);
  if (own !== undefined || volume !== undefined || claim === undefined) return own ?? null;
  const partner = lives.partners(claim).find((key) => boxes.has(key));
  return partner === undefined ? null : (boxes.get(partner) ?? null);
}

/** One hand, or the turn of a phase: who is written says whose. */
function bind({ claim, volume, failed, pod }: VolumeMark, step: number, origin: StorageOrigin): Way {
  const { routes, boxes, journal } = origin;
  const brought = volume === undefined ? broughtBy(pod, claim, step, origin) : null;
  if (brought !== null) return { points: brought, lit: [pod, claim].filter(isThere), next: claim ?? null };
  const [claimBox, volumeBox] = [box(claim, boxes), box(volume, boxes)];
  const hands = routes.hands(claimBox, volumeBox);
  const change = journal[step - 1]?.changes.find(({ key }) => key === claim || key === volume);
  const byVolume = change !== undefined && change.key === volume;
  const own = byVolume ? hands.volume : hands.claim;
  const lit = [claim, volume].filter(isThere);
  const hand = byVolume ? `claim-ref:${volume ?? ''}` : `volume-name:${claim ?? ''}`;
  if (own.length === 0) {
    const only = claimBox ?? volumeBox;
    return only === null ? NOWHERE : { points: [edgeOf(only)], lit, next: lit[0] ?? null };
  }
  const field = byVolume ? 'claimRef' : 'volumeName';
  const reaches = change === undefined || !sameValue(specOf(change.before)?.[field], specOf(change.after)?.[field]);
  const points = failed === true || reaches ? own : [...own].reverse();
  return { points, lit: [...lit, hand], next: (byVolume ? claim : volume) ?? null };
}

function specOf(object: unknown): Record<string, unknown> | undefined {
  return (object as { spec?: Record<string, unknown> } | undefined)?.spec;
}

function box(key: ObjectKey | undefined, boxes: StorageOrigin['boxes']): Box | null {
  return key === undefined ? null : (boxes.get(key) ?? null);
}

/** From the disk to the node that it is attached to, at the step at which that happens; at the others, to the wish for it. */
function attach(mark: VolumeMark, step: number, { placement, routes, journal }: StorageOrigin): Way {
  const { node = '', disk = '', volume, pod, attachment } = mark;
  const id = sideId('attachment', node, disk);
  const lit = [`disk:${disk}`, id, volume, pod, `attaches:${id}:disk:${disk}`].filter(isThere);
  const placed = sideOf('attachment', node, disk, placement.rows);
  const at = placed ?? placement.disks.get(disk);
  if (at === undefined) return NOWHERE;
  const change = journal[step - 1]?.changes.find(({ key }) => key === attachment);
  const turned = isAttached(change?.before) !== isAttached(change?.after);
  const moves = mark.failed === true || attachment === undefined || turned;
  const way = placed !== null && moves ? routes.down(placed, disk, node) : null;
  return { points: way === null ? [edgeOf(at)] : [...way].reverse(), lit, next: id };
}

function isAttached(object: unknown): boolean {
  return (object as { status?: { attached?: boolean } } | undefined)?.status?.attached === true;
}

function sideOf(kind: 'attachment' | 'staging', node: string, disk: string, rows: readonly PlacedRow[]): Box | null {
  for (const { sides } of rows) {
    const found = sides.find(({ side }) => side.kind === kind && side.node === node && side.disks.includes(disk));
    if (found !== undefined) return found.box;
  }
  return null;
}

/** From the attached disk (or the disk itself) to its global mount. */
function stage({ node = '', disk = '', volume }: VolumeMark, { placement, routes }: StorageOrigin): Way {
  const to = sideOf('staging', node, disk, placement.rows);
  const id = sideId('staging', node, disk);
  if (to === null) return NOWHERE;
  const from = sideOf('attachment', node, disk, placement.rows);
  const lit = [id, volume].filter(isThere);
  if (from !== null) {
    return { points: [...routes.up(to, from)].reverse(), lit: [...lit, sideId('attachment', node, disk)], next: id };
  }
  const way = routes.down(to, disk, node);
  return { points: way === null ? [edgeOf(to)] : [...way].reverse(), lit: [...lit, `disk:${disk}`], next: id };
}

/** The row of a pod's volume, on the node where the pod is at that step. */
function rowOf(mark: VolumeMark, step: number, { placement }: StorageOrigin): PlacedRow | null {
  const { pod, claim, disk, node } = mark;
  let found: PlacedRow | null = null;
  for (const placed of placement.rows) {
    const { slot, name, disks } = placed.row;
    const life = slot?.lives.find((one) => one.key === pod && one.from <= step && step <= one.to);
    if (slot === null || life === undefined || (node !== undefined && slot.node !== node)) continue;
    const own = claim !== undefined && claimBehind(life.object, name) === claim;
    if (own || (disk !== undefined && disks.includes(disk))) return placed;
    found ??= placed;
  }
  return claim === undefined && disk === undefined ? found : null;
}

/** From a pod's mount to where its bytes leave the pod: the global mount or local disk of its node, or the disk elsewhere. */
function bytes(mark: VolumeMark, step: number, origin: StorageOrigin): Way {
  const { plan, placement, routes } = origin;
  const placed = rowOf(mark, step, origin);
  if (placed === null) return NOWHERE;
  const { pod, claim, volume } = mark;
  const end = farEnd(placed.row, plan, placement);
  const mount = pod === undefined ? '' : mountId(pod, placed.row.name);
  const out = end.out === undefined ? null : routes.out(placed, end.out);
  const lit = [pod, mount, end.to, claim, volume, `mounts:${mount}:${end.to}`].filter(isThere);
  return { points: [...routes.bytes(placed, end.box), ...(out ?? [])], lit, next: end.to === '' ? null : end.to };
}

/** A pod that no node can take because of its volume: the story stays at the mount, and nothing is drawn to the disk. */
function outOfReach(mark: VolumeMark, step: number, origin: StorageOrigin): Way | null {
  const { pod, claim, volume, node, failed } = mark;
  if (failed !== true || node !== undefined || pod === undefined) return null;
  const placed = rowOf(mark, step, origin);
  if (placed?.mount == null) return null;
  const mount = mountId(pod, placed.row.name);
  return { points: [edgeOf(placed.mount)], lit: [pod, mount, claim, volume].filter(isThere), next: claim ?? null };
}

/** From the pod to the disk, all the way. */
function write(mark: VolumeMark, step: number, origin: StorageOrigin): Way {
  const { disk, pod } = mark;
  const placed = rowOf(mark, step, origin);
  if (placed === null || disk === undefined) return atPod(mark, step, origin);
  const { placement, routes } = origin;
  const near = bytes(mark, step, origin);
  const { node } = placed.row;
  const staged = sideOf('staging', node, disk, placement.rows);
  const attached = sideOf('attachment', node, disk, placement.rows);
  const lit = [...near.lit, `disk:${disk}`];
  const last = attached ?? staged;
  const first = placement.rows.find((one) => one.row.slot === placed.row.slot && one.pod !== null)?.pod;
  const points = joined([
    first && placed.mount !== null ? routes.hang(first, placed.mount) : [],
    placed.mount,
    near.points,
    staged,
    staged !== null && attached !== null ? routes.up(staged, attached) : [],
    attached,
    (last === null ? null : routes.down(last, disk, node)) ?? [],
  ]);
  return { points, lit, next: pod === undefined ? null : `disk:${disk}` };
}

/** Lines one after the other; at a card between two of them it goes along the card's edge. */
function joined(parts: readonly (readonly Point[] | Box | null)[]): readonly Point[] {
  const points: Point[] = [];
  let card: Box | null = null;
  for (const part of parts) {
    if (part === null || 'width' in part) {
      card = part ?? card;
      continue;
    }
    const [here, next] = [points.at(-1), part[0]];
    if (card !== null && here !== undefined && next !== undefined) points.push(...around(card, here, next));
    points.push(...part);
    if (part.length > 0) card = null;
  }
  return points;
}

function atPod({ pod }: VolumeMark, step: number, { placement }: StorageOrigin): Way {
  for (const placed of placement.rows) {
    const life = placed.row.slot?.lives.find(({ key, from, to }) => key === pod && from <= step && step <= to);
    if (life === undefined || placed.pod === null) continue;
    return { points: [edgeOf(placed.pod)], lit: [life.key], next: life.key };
  }
  return NOWHERE;
}

/** What is lost is lost where it was. */
function lose(mark: VolumeMark, step: number, origin: StorageOrigin): Way {
  const at = mark.disk === undefined ? undefined : origin.placement.disks.get(mark.disk);
  if (at === undefined) return atPod(mark, step, origin);
  const id = `disk:${mark.disk ?? ''}`;
  return { points: [edgeOf(at)], lit: [id, mark.volume, mark.pod].filter(isThere), next: id };
}

/** From a volume to the disk behind it. */
function behind({ volume, claim, disk }: VolumeMark, { boxes, routes, placement, lives }: StorageOrigin): Way {
  const from = volumeOf(volume, claim, { boxes, lives } as StorageOrigin) ?? box(claim, boxes);
  const id = disk === undefined ? undefined : `disk:${disk}`;
  const lit = [volume, claim, id].filter(isThere);
  if (from === null) {
    const at = disk === undefined ? undefined : placement.disks.get(disk);
    return at === undefined ? NOWHERE : { points: [edgeOf(at)], lit, next: id ?? null };
  }
  const way = disk === undefined ? null : routes.stands(from, disk);
  return { points: way ?? [edgeOf(from)], lit, next: id ?? volume ?? null };
}

/** A claim asks for more, and its volume gets it. */
function reversedIfClaim(mark: VolumeMark, origin: StorageOrigin): Way {
  const { claim, volume } = mark;
  if (mark.disk !== undefined || claim === undefined || volume === undefined) return behind(mark, origin);
  const hands = origin.routes.hands(box(claim, origin.boxes), box(volume, origin.boxes));
  return { points: [...hands.claim, ...[...hands.volume].reverse()], lit: [claim, volume], next: volume };
}

function reversed({ points, lit, next }: Way): Way {
  return { points: [...points].reverse(), lit, next: lit.find((id) => id.startsWith('mount:')) ?? next };
}

export function centre({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Where the token stands at a thing without covering its words. */
function edgeOf({ x, y, width, height }: Box): Point {
  return { x: x + width, y: y + Math.min(height / 2, PORT.hand) };
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined && value !== '';
}
