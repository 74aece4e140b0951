import {
  objectKey,
  parseKey,
  type Cause,
  type KubeObject,
  type ObjectKey,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
} from '../../core/index.js';
import type { Box, SceneLink } from '../types.js';
import { diskCause, diskCauses, mountCause, volumeCause } from './link-causes.js';
import { namedBy, nearest } from './lives.js';
import type { Moment } from './moment.js';
import { mountId, podIn, podKey, type AttachmentState, type MountState } from './node-cards.js';
import type { PlacedRow, Placement, Route } from './placement.js';
import type { Plan, Row } from './plan.js';
import { claimBehind } from './pod-volumes.js';
import { phaseOf } from './claim-cards.js';
import type { Routes } from './routes.js';

type Link = Pick<SceneLink, 'kind' | 'from' | 'to'> & Partial<SceneLink>;

/** Everything of a picture that the lines need to know. */
export interface Drawn {
  readonly plan: Plan;
  readonly placement: Placement;
  readonly routes: Routes;
  readonly moment: Moment;
  /** Boxes of claims and volumes, by the key of whoever has its place there. */
  readonly boxes: ReadonlyMap<ObjectKey, Box>;
  attachment(node: string, disk: string): { readonly key: ObjectKey | undefined; readonly state: AttachmentState };
}

/** All lines of the picture at a moment. What does not exist has none. */
export function storageLinks(drawn: Drawn): readonly SceneLink[] {
  const links: SceneLink[] = [];
  // Where one card stands for many things, one line does for theirs.
  const seen = new Set<string>();
  const add = (points: Route | null, link: Link): void => {
    if (points === null || points.length < 2) return;
    const stroke = `${link.kind} ${link.state ?? ''} ${points.map(({ x, y }) => `${x},${y}`).join(' ')}`;
    if (seen.has(stroke)) return;
    seen.add(stroke);
    links.push({ id: `${link.kind}:${link.from}:${link.to}`, points, ...link });
  };
  const causes = diskCauses(drawn.moment, rowsIn(drawn.plan));
  for (const placed of drawn.placement.rows) {
    podLinks(drawn, placed, add);
    sideLinks(drawn, placed, causes, add);
  }
  handLinks(drawn, add);
  waitingLinks(drawn, add);
  sourceLinks(drawn, add);
  return links;
}

type Add = (points: Route | null, link: Link) => void;

/** From a pod through its mount: what it asks above, the way of its bytes below. */
function podLinks({ routes, moment, boxes, plan, placement }: Drawn, placed: PlacedRow, add: Add): void {
  const { row, mount } = placed;
  const pod = row.slot === null ? undefined : podIn(row.slot, moment);
  if (row.slot === null || pod === undefined || mount === null || row.folded.length > 0) return;
  const key = podKey(pod);
  const id = mountId(key, row.name);
  const first = placement.rows.find((one) => one.row.slot === row.slot && one.pod !== null);
  if (first?.pod) {
    add(routes.hang(first.pod, mount), { kind: 'mounts', from: key, to: id, cause: mountCause(pod, row.name) });
  }

  const cause = volumeCause(pod, row.name);
  const claimKey = claimBehind(pod, row.name);
  const claim = claimKey === undefined ? undefined : boxes.get(claimKey);
  if (claimKey !== undefined && claim !== undefined) {
    const bound = phaseNow(moment, claimKey, plan) === 'Bound';
    add(routes.claim(placed, claim), {
      kind: 'claims',
      from: id,
      to: claimKey,
      state: bound ? 'there' : 'wanted',
      cause,
    });
  }
  const state = mountState(pod, row, moment);
  const end = farEnd(row, plan, placement);
  if (row.slot.node === '') return;
  if (end.to !== '') add(routes.bytes(placed, end.box), { kind: 'mounts', from: id, to: end.to, state, cause });
  if (end.out !== undefined && state === 'there') {
    const link = { kind: 'mounts', from: id, to: `disk:${end.out}`, state, id: `out:${id}`, cause } as const;
    add(routes.out(placed, end.out), link);
  }
}

function phaseNow(moment: Moment, key: ObjectKey, plan: Plan): string | undefined {
  for (const row of rowsIn(plan)) {
    const life = row.claim?.lives.find((one) => one.key === key && moment.now(one) !== undefined);
    const claim = moment.now(life);
    if (claim !== undefined) return phaseOf(claim);
  }
  return undefined;
}

export function* rowsIn(plan: Plan): Iterable<Row> {
  for (const row of [...plan.loose, ...plan.nodes.flatMap(({ rows }) => rows)]) {
    yield row;
    yield* row.folded.slice(1);
  }
}

const ON_NODE: ReadonlySet<string> = new Set(['attach', 'stage', 'publish', 'unpublish']);

/** How far a mount has come about. */
export function mountState(pod: Pod, row: Row, moment: Moment): MountState {
  if (moment.mounted(pod, row.name)) return 'there';
  const key = podKey(pod);
  const last = moment.last(
    (mark) =>
      mark.pod === key &&
      ON_NODE.has(mark.kind) &&
      (mark.disk === undefined || row.disks.length === 0 || row.disks.includes(mark.disk)),
  );
  return last?.mark.failed === true ? 'failed' : 'wanted';
}

/** Where the bytes of a row go on its node: to what stages or is its disk; else straight out to a disk elsewhere. */
export function farEnd(
  row: Row,
  plan: Plan,
  placement: Placement,
): { readonly box: Box | null; readonly to: string; readonly out?: string } {
  const disk = row.disks[0];
  for (const kind of ['staging', 'disk', 'attachment'] as const) {
    for (const placed of placement.rows) {
      if (placed.row.node !== row.node) continue;
      const found = placed.sides.find(
        ({ side }) => side.kind === kind && side.disks.some((id) => row.disks.includes(id)),
      );
      if (found === undefined) continue;
      const id = found.side.disks.find((one) => row.disks.includes(one)) ?? '';
      return { box: found.box, to: sideId(kind, row.node, id) };
    }
  }
  if (disk === undefined || !plan.disks.has(disk)) return { box: null, to: '' };
  return { box: null, to: `disk:${disk}`, out: disk };
}

export function sideId(kind: 'staging' | 'disk' | 'attachment', node: string, disk: string): string {
  return kind === 'disk' ? `disk:${disk}` : kind === 'staging' ? `stage:${node}:${disk}` : `attachment:${node}:${disk}`;
}

/** From the global mount to the attached disk, and from there to where the disk stands. */
function sideLinks(drawn: Drawn, placed: PlacedRow, causes: ReadonlyMap<string, Cause>, add: Add): void {
  const { routes, moment } = drawn;
  const { node } = placed.row;
  const attached = placed.sides.find(({ side }) => side.kind === 'attachment');
  const staged = placed.sides.find(({ side }) => side.kind === 'staging');
  for (const disk of staged?.side.disks ?? []) {
    if (staged === undefined || !moment.staged(node, disk)) continue;
    const from = sideId('staging', node, disk);
    const because = causeOf(causes.get(disk));
    const beyond = attached !== undefined && attached.side.disks.includes(disk);
    if (beyond)
      add(routes.up(staged.box, attached.box), {
        kind: 'mounts',
        from,
        to: sideId('attachment', node, disk),
        state: 'there',
        ...because,
      });
    else
      add(routes.down(staged.box, disk, node), {
        kind: 'mounts',
        from,
        to: `disk:${disk}`,
        state: 'there',
        ...because,
      });
  }
  for (const disk of attached?.side.disks ?? []) {
    const { key, state } = drawn.attachment(node, disk);
    if (attached === undefined || state === 'none') continue;
    add(routes.down(attached.box, disk, node), {
      kind: 'attaches',
      from: sideId('attachment', node, disk),
      to: `disk:${disk}`,
      state: state === 'attached' ? 'there' : state === 'failed' ? 'failed' : 'wanted',
      ...causeOf(key === undefined ? causes.get(disk) : { object: key, field: ['spec', 'source'] }),
    });
  }
}

function causeOf(cause: Cause | undefined): Pick<SceneLink, 'cause'> {
  return cause === undefined ? {} : { cause };
}

/** The two hands of every binding, and what each volume stands for. */
function handLinks({ plan, moment, boxes, routes }: Drawn, add: Add): void {
  const claims: PersistentVolumeClaim[] = [];
  const volumes: PersistentVolume[] = [];
  const diskOf = new Map<ObjectKey, string>();
  for (const row of rowsIn(plan)) {
    const claim = moment.now(nearest(row.claim?.lives ?? [], moment.at));
    const volume = moment.now(nearest(row.volume?.lives ?? [], moment.at));
    if (claim !== undefined) claims.push(claim);
    if (volume === undefined) continue;
    volumes.push(volume);
    const disk = row.disks.find((id) => moment.disk(id) !== undefined) ?? row.disks[0];
    if (disk !== undefined) diskOf.set(keyOf(volume), disk);
  }
  const there = new Map([...claims, ...volumes].map((object) => [keyOf(object), object]));
  const reservedFor = namers(volumes);
  const namerOf = namers(claims);
  const box = (key: ObjectKey | undefined): Box | null => (key === undefined ? null : (boxes.get(key) ?? null));

  for (const claim of claims) {
    const key = keyOf(claim);
    const named = namedBy(claim);
    // Who is reserved for it reaches out to it before it reaches back.
    const other = named ?? reservedFor.get(key);
    const hands = routes.hands(box(key), box(other));
    const missing = named !== undefined && !there.has(named);
    add(hands.claim, {
      kind: 'volume-name',
      id: `volume-name:${key}`,
      from: key,
      to: other ?? '',
      state: missing || phaseOf(claim) === 'Lost' ? 'failed' : named === undefined ? 'wanted' : 'there',
      cause: { object: key, field: named === undefined ? ['spec'] : ['spec', 'volumeName'] },
    });
  }
  for (const volume of volumes) {
    const key = keyOf(volume);
    const named = namedBy(volume);
    const other = named ?? namerOf.get(key);
    if (other !== undefined) {
      const partner = there.has(other) ? box(other) : null;
      const hands = routes.hands(partner, box(key));
      const reservedOnly = volume.spec.claimRef?.uid === undefined;
      add(hands.volume, {
        kind: 'claim-ref',
        id: `claim-ref:${key}`,
        from: key,
        to: other,
        state: named === undefined ? 'wanted' : partner === null ? 'failed' : reservedOnly ? 'wanted' : 'there',
        cause: { object: key, field: named === undefined ? ['spec'] : ['spec', 'claimRef'] },
      });
    }
    const disk = diskOf.get(key);
    const from = box(key);
    if (disk !== undefined && from !== null) {
      add(routes.stands(from, disk), {
        kind: 'stands-for',
        from: key,
        to: `disk:${disk}`,
        state: moment.disk(disk) === undefined ? 'wanted' : 'there',
        cause: diskCause(volume, key),
      });
    }
  }
}

/** Who is the first to name each of them. */
function namers(objects: readonly KubeObject[]): ReadonlyMap<ObjectKey, ObjectKey> {
  const first = new Map<ObjectKey, ObjectKey>();
  for (const object of objects) {
    const named = namedBy(object);
    if (named !== undefined && !first.has(named)) first.set(named, keyOf(object));
  }
  return first;
}

function keyOf({ kind, metadata }: KubeObject): ObjectKey {
  return objectKey(kind, metadata.namespace, metadata.name);
}

/** Pods without a node want their claims too. */
function waitingLinks({ plan, placement, moment, boxes, routes }: Drawn, add: Add): void {
  plan.waiting.forEach(({ lives }, index) => {
    const pod = lives
      .map((life) => moment.now(life))
      .find((one) => one !== undefined && one.spec.nodeName === undefined);
    const at = placement.waiting[index];
    if (pod === undefined || at === undefined) return;
    for (const { name } of pod.spec.volumes ?? []) {
      const claimKey = claimBehind(pod, name);
      const claim = claimKey === undefined ? undefined : boxes.get(claimKey);
      if (claimKey === undefined || claim === undefined) continue;
      const cause = volumeCause(pod, name);
      add(routes.waiting(at, claim), { kind: 'claims', from: podKey(pod), to: claimKey, state: 'wanted', cause });
    }
  });
}

const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';

/** From a class to its driver, and from a driver to the volumes it made. */
function sourceLinks({ plan, placement, moment, boxes, routes }: Drawn, add: Add): void {
  const drivers = new Map<string, { readonly key: ObjectKey; readonly box: Box }>();
  plan.sources.forEach(({ driver }, index) => {
    const box = placement.sources[index]?.driver;
    if (driver !== null && box) drivers.set(parseKey(driver.key).name, { key: driver.key, box });
  });
  plan.sources.forEach((source, index) => {
    const from = placement.sources[index]?.class;
    const driver = drivers.get(source.provisioner);
    if (source.class === null || !from || driver === undefined || moment.now(source.class) === undefined) return;
    add(routes.source(from, driver.box), {
      kind: 'provisions',
      from: source.class.key,
      to: driver.key,
      cause: { object: source.class.key, field: ['provisioner'] },
    });
  });
  for (const row of rowsIn(plan)) {
    const volume = moment.now(nearest(row.volume?.lives ?? [], moment.at));
    const by = volume?.metadata.annotations?.[PROVISIONED_BY];
    const driver = by === undefined ? undefined : drivers.get(by);
    const box = volume === undefined ? undefined : boxes.get(keyOf(volume));
    if (volume === undefined || driver === undefined || box === undefined) continue;
    const key = keyOf(volume);
    const cause = { object: key, field: ['metadata', 'annotations', PROVISIONED_BY] };
    add(routes.provision(driver.box, box), { kind: 'provisions', from: driver.key, to: key, cause });
  }
}
