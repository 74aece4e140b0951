import type { DiskSpec, VolumeStep } from '../../core/index.js';
import type { Shelf } from './plan.js';

/** Disks of a zone that are drawn one by one. */
const SHELF_DISKS = 8;
/** What comes from the API has files as soon as it is mounted. */
const API_LINES = 2;
/** Lines of files in a disk. */
const FILE_LINES = 3;

/** How many lines of files each disk needs at its fullest. `present`: the disks of now, where there is no story. */
export function fileLines(
  disks: ReadonlyMap<string, DiskSpec>,
  present: readonly { readonly id: string; readonly files: readonly unknown[] }[],
  steps: readonly VolumeStep[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const atLeast = (id: string, count: number): void => {
    counts.set(id, Math.max(counts.get(id) ?? 0, Math.min(FILE_LINES, count)));
  };
  const written = new Map<string, number>();
  for (const { mark } of steps) {
    if (mark.disk === undefined) continue;
    if (mark.kind === 'write') written.set(mark.disk, (written.get(mark.disk) ?? 0) + 1);
    if (mark.lost !== undefined) atLeast(mark.disk, mark.lost.length);
  }
  for (const [id, count] of written) atLeast(id, count);
  for (const { id, files } of present) atLeast(id, files.length);
  for (const { id, kind } of disks.values()) if (kind === 'api') atLeast(id, API_LINES);
  return counts;
}

/** The zones and servers with their disks. `known`: disks that exist at some time, and not only in what a volume says. */
export function shelvesOf(
  disks: ReadonlyMap<string, DiskSpec>,
  known: ReadonlySet<string | undefined>,
): readonly Shelf[] {
  const shelves = new Map<string, { shelf: Omit<Shelf, 'disks' | 'folded'>; disks: string[] }>();
  for (const { id, place } of disks.values()) {
    if ('node' in place) continue;
    const shelf: Omit<Shelf, 'disks' | 'folded'> =
      'zone' in place
        ? { id: `zone:${place.zone}`, kind: 'zone', name: place.zone }
        : 'server' in place
          ? { id: `server:${place.server}`, kind: 'server', name: place.server }
          : { id: 'cloud', kind: 'cloud', name: '' };
    const there = shelves.get(shelf.id);
    if (there === undefined) shelves.set(shelf.id, { shelf, disks: [id] });
    else there.disks.push(id);
  }
  const rank: readonly Shelf['kind'][] = ['zone', 'cloud', 'server'];
  return [...shelves.values()]
    .map(({ shelf, disks: own }) => ({ ...shelf, ...foldDisks(own, known) }))
    .sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
}

/** Of many disks on a shelf, those that are used; the others are one card. */
function foldDisks(ids: readonly string[], known: ReadonlySet<string | undefined>): Pick<Shelf, 'disks' | 'folded'> {
  if (ids.length <= SHELF_DISKS) return { disks: ids, folded: [] };
  const shown = new Set([...ids.filter((id) => known.has(id)), ...ids].slice(0, SHELF_DISKS - 1));
  return { disks: ids.filter((id) => shown.has(id)), folded: ids.filter((id) => !shown.has(id)) };
}
