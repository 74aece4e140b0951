import {
  keyOf,
  parseKey,
  type AccessMode,
  type KubeObject,
  type PersistentVolume,
  type PersistentVolumeClaim,
} from '../../core/index.js';
import { elideName, MONO, STRONG } from '../text/measure.js';
import { GLYPH_ROOM, innerWidth, MARK_ROOM } from '../text/runs.js';
import type { Box, SceneNode, SceneState } from '../types.js';
import { nearest, type Life } from './lives.js';
import type { Moment } from './moment.js';
import type { Cell, ClaimCell } from './plan.js';
import { tell } from './words.js';

const CLAIM_PHASES = ['Pending', 'Bound', 'Lost'] as const;
const VOLUME_PHASES = ['Pending', 'Available', 'Bound', 'Released', 'Failed'] as const;

/** Access modes as `kubectl get pv` prints them. */
const MODES: Readonly<Record<AccessMode, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

function modesText(modes: readonly AccessMode[] | undefined): string {
  return (modes ?? []).map((mode) => MODES[mode] ?? mode).join(',');
}

/** What is drawn of a claim or volume besides its place. */
interface Card {
  readonly kind: 'claim' | 'volume';
  readonly short: string;
  readonly lines: readonly string[];
  readonly full: string;
  readonly state: SceneState;
  readonly stateWord: string;
  readonly phases: readonly string[];
}

export function claimNode(cell: ClaimCell, box: Box, form: 'card' | 'chip', moment: Moment): SceneNode {
  const life = nearest(cell.lives, moment.at);
  const key = life?.key ?? cell.key;
  return thing(key, life, box, form, moment, claimCard);
}

export function volumeNode(
  cell: Cell<Life<PersistentVolume>>,
  box: Box,
  form: 'card' | 'chip',
  moment: Moment,
): SceneNode {
  const life = nearest(cell.lives, moment.at);
  return thing(life?.key ?? ('' as Life['key']), life, box, form, moment, volumeCard);
}

function thing<T extends KubeObject>(
  key: Life['key'],
  life: Life<T> | undefined,
  box: Box,
  form: 'card' | 'chip',
  moment: Moment,
  cardOf: (object: T, room: number) => Card,
): SceneNode {
  const { kind, name } = parseKey(key);
  const isClaim = kind === 'PersistentVolumeClaim';
  const base = { id: key, object: key, cause: { object: key, field: ['metadata', 'name'] }, box, form };
  const about = tell(isClaim ? 'scene.storage.about.claim' : 'scene.storage.about.volume', {});
  const object = moment.now(life);
  if (object === undefined) {
    return {
      ...base,
      ...absent(isClaim ? 'claim' : 'volume', isClaim ? 'pvc' : 'pv', name, box, form),
      full: `${kind} ${name}`,
      about,
    };
  }
  const card = cardOf(object, innerWidth(box.width));
  const before = moment.before(key) as { status?: { phase?: string } } | undefined;
  const now = phaseOf(object);
  const at = card.phases.indexOf(now);
  const was = before === undefined ? -1 : card.phases.indexOf(before.status?.phase ?? '');
  const marked = card.state !== 'ok' && card.state !== 'neutral';
  return {
    ...base,
    ...card,
    about,
    lines:
      form === 'chip'
        ? [elideName(name, innerWidth(box.width) - GLYPH_ROOM - (marked ? MARK_ROOM : 0), STRONG)]
        : card.lines,
    phases:
      form === 'chip' ? undefined : { all: card.phases, at: Math.max(0, at), ...(was >= 0 && was !== at && { was }) },
  } as SceneNode;
}

/** A place that is kept for something that is not there at the moment. */
export function absent(
  kind: SceneNode['kind'],
  short: string,
  name: string,
  box: Box,
  form: SceneNode['form'] = 'card',
): Pick<SceneNode, 'kind' | 'short' | 'lines' | 'full' | 'state' | 'stateWord' | 'absent'> {
  const room = innerWidth(box.width) - (form === 'chip' ? GLYPH_ROOM : 0);
  return {
    kind,
    short,
    lines: [elideName(name, room, STRONG)],
    full: name,
    state: 'neutral',
    stateWord: '',
    absent: true,
  };
}

export function phaseOf(object: KubeObject): string {
  return (object as { status?: { phase?: string } }).status?.phase ?? 'Pending';
}

function claimCard(claim: PersistentVolumeClaim, room: number): Card {
  const { metadata, spec, status } = claim;
  const phase = phaseOf(claim);
  const asks = [spec.resources?.requests?.['storage'] ?? '', modesText(spec.accessModes)].join(' ').trim();
  const storageClass = spec.storageClassName;
  const classText = storageClass === undefined ? '' : storageClass === '' ? 'class ""' : storageClass;
  const deleting = metadata.deletionTimestamp !== undefined;
  const namespace = metadata.namespace ?? 'default';
  return {
    kind: 'claim',
    short: namespace === 'default' ? 'pvc' : elideName(`pvc · ${namespace}`, room - GLYPH_ROOM - MARK_ROOM, MONO),
    lines: [elideName(metadata.name, room, STRONG), elideName(asks, room, MONO), elideName(classText, room, MONO)],
    full: [
      `PersistentVolumeClaim ${namespace}/${metadata.name}`,
      `Status: ${deleting ? 'Terminating' : phase}`,
      `Requests: ${asks}`,
      `StorageClass: ${storageClass === undefined ? '<unset>' : storageClass === '' ? '""' : storageClass}`,
      `Volume: ${spec.volumeName ?? ''}`,
      ...(status?.capacity?.['storage'] === undefined ? [] : [`Capacity: ${status.capacity['storage']}`]),
    ].join('\n'),
    state: deleting ? 'terminating' : phase === 'Bound' ? 'ok' : phase === 'Lost' ? 'failed' : 'starting',
    stateWord: deleting ? 'Terminating' : phase,
    phases: CLAIM_PHASES,
  };
}

function volumeCard(volume: PersistentVolume, room: number): Card {
  const { metadata, spec } = volume;
  const phase = phaseOf(volume);
  const offers = [spec.capacity?.['storage'] ?? '', modesText(spec.accessModes), spec.persistentVolumeReclaimPolicy];
  const deleting = metadata.deletionTimestamp !== undefined;
  const { claimRef } = spec;
  return {
    kind: 'volume',
    short: 'pv',
    lines: [elideName(metadata.name, room, STRONG), elideName(offers.join(' ').trim(), room, MONO)],
    full: [
      `PersistentVolume ${metadata.name}`,
      `Status: ${deleting ? 'Terminating' : phase}`,
      `Capacity: ${offers[0] ?? ''}, ${offers[1] ?? ''}`,
      `Reclaim policy: ${spec.persistentVolumeReclaimPolicy}`,
      `StorageClass: ${spec.storageClassName ?? ''}`,
      `Claim: ${claimRef?.name === undefined ? '' : `${claimRef.namespace ?? ''}/${claimRef.name}`}`,
    ].join('\n'),
    state: deleting ? 'terminating' : (VOLUME_STATES[phase] ?? 'starting'),
    stateWord: deleting ? 'Terminating' : phase,
    phases: VOLUME_PHASES,
  };
}

const VOLUME_STATES: Readonly<Record<string, SceneState>> = {
  Pending: 'starting',
  Available: 'neutral',
  Bound: 'ok',
  Released: 'not-ready',
  Failed: 'failed',
};

/** Claims or volumes that are drawn as one card: how many, and how many in each phase. */
export function foldedNode(
  id: string,
  cells: readonly Cell[],
  kind: 'claim' | 'volume',
  box: Box,
  moment: Moment,
): SceneNode {
  const there = cells.flatMap(({ lives }) => moment.now(nearest(lives, moment.at)) ?? []);
  const room = innerWidth(box.width);
  const counts = new Map<string, number>();
  for (const object of there) counts.set(phaseOf(object), (counts.get(phaseOf(object)) ?? 0) + 1);
  const phases = [...counts].map(([phase, count]) => `${phase} ${count}`).join(' ');
  const first = there[0];
  const name = first === undefined ? '' : first.metadata.name;
  const number = `×${there.length}`;
  return {
    id,
    kind,
    box,
    form: 'card',
    short: kind === 'claim' ? 'pvc' : 'pv',
    lines: [`${number} ${elideName(name, room - 46, STRONG)}`, elideName(phases, room, MONO)],
    full: [
      `${kind === 'claim' ? 'PersistentVolumeClaim' : 'PersistentVolume'} ${number}`,
      phases,
      ...there.map((one) => keyOf(one)),
    ]
      .slice(0, 12)
      .join('\n'),
    state: 'neutral',
    stateWord: '',
    count: there.length,
    about: tell(kind === 'claim' ? 'scene.storage.about.claim' : 'scene.storage.about.volume', {}),
    ...(there.length === 0 && { absent: true }),
  };
}
