import type { DiskSpec, Message } from '../../core/index.js';
import { elideName, STRONG } from '../text/measure.js';
import { innerWidth } from '../text/runs.js';
import type { Box, SceneFile, SceneNode } from '../types.js';
import { absent } from './claim-cards.js';
import type { Moment } from './moment.js';
import { tell, type StorageWords } from './words.js';

/** A disk with its files. Of several that follow each other in one place, the one that is there, or was there last. */
export function diskNode(
  ids: readonly string[],
  specs: ReadonlyMap<string, DiskSpec>,
  box: Box,
  lines: number,
  moment: Moment,
): SceneNode | null {
  const id =
    ids.find((one) => moment.disk(one) !== undefined) ?? ids.find((one) => moment.files(one).length > 0) ?? ids[0];
  const spec = id === undefined ? undefined : specs.get(id);
  if (id === undefined || spec === undefined) return null;
  const disk = moment.disk(id);
  const files = moment.files(id);
  const name = nameOf(spec);
  const room = innerWidth(box.width);
  const about = tell(ABOUT[spec.kind], {});
  const base = {
    id: `disk:${id}`,
    box,
    form: 'card' as const,
    about,
    ...('node' in spec.place && { node: spec.place.node }),
  };
  if (disk === undefined && files.length === 0) {
    return { ...base, ...absent('disk', shortOf(spec), name, box), full: `${shortOf(spec)} ${id}` };
  }
  return {
    ...base,
    kind: 'disk',
    short: [shortOf(spec), sizeText(disk?.bytes)].filter((part) => part !== '').join(' · '),
    lines: [elideName(name, room, STRONG)],
    full: [id, ...files.map((file) => file.name)].join('\n'),
    state: disk === undefined ? 'terminating' : 'ok',
    stateWord: '',
    // What went is shown once more, struck through.
    ...(files.some(({ state }) => state === 'lost') && { notes: [tell('scene.storage.file.lost', {})] }),
    ...filesPart(files, lines),
  };
}

/** Disks that one card stands for. */
export function foldedDisks(id: string, ids: readonly string[], box: Box): SceneNode {
  return {
    id,
    kind: 'disk',
    box,
    form: 'card',
    short: 'disks',
    lines: [`×${ids.length}`],
    full: ids.slice(0, 12).join('\n'),
    state: 'neutral',
    stateWord: '',
    count: ids.length,
    about: tell('scene.storage.about.disk', {}),
  };
}

/** The files there is room for; the last line says how many there are besides. */
export function filesPart(
  files: readonly SceneFile[],
  lines: number,
): { files?: NonNullable<SceneNode['files']>; notes?: readonly Message[] } {
  if (files.length === 0) return {};
  const shown = files.length <= lines ? files : files.slice(0, Math.max(1, lines - 1));
  const more = files.length - shown.length;
  return { files: { shown, more } };
}

const ABOUT: Readonly<Record<DiskSpec['kind'], keyof StorageWords>> = {
  'empty-dir': 'scene.storage.about.emptyDir',
  tmpfs: 'scene.storage.about.tmpfs',
  'host-path': 'scene.storage.about.hostPath',
  local: 'scene.storage.about.local',
  'network-disk': 'scene.storage.about.disk',
  'network-share': 'scene.storage.about.share',
  api: 'scene.storage.about.api',
};

const SHORT: Readonly<Record<DiskSpec['kind'], string>> = {
  'empty-dir': 'emptyDir',
  tmpfs: 'tmpfs',
  'host-path': 'hostPath',
  local: 'local',
  'network-disk': 'disk',
  'network-share': 'share',
  api: 'api',
};

const PLUGINS: Readonly<Record<string, string>> = {
  'kubernetes.io/configmap': 'configMap',
  'kubernetes.io/secret': 'secret',
  'kubernetes.io/projected': 'projected',
  'kubernetes.io/downward-api': 'downwardAPI',
  'kubernetes.io/image': 'image',
  'kubernetes.io/nfs': 'nfs',
  'kubernetes.io/iscsi': 'iscsi',
  'kubernetes.io/fc': 'fc',
  'kubernetes.io/cephfs': 'cephfs',
  'kubernetes.io/glusterfs': 'glusterfs',
  'kubernetes.io/rbd': 'rbd',
};

/** The word for what it is: the plugin's, where that says more. */
function shortOf({ kind, driver = '', id }: DiskSpec): string {
  const known = PLUGINS[driver];
  if (known !== undefined) return known;
  const family = kind === 'network-disk' && id.includes('/') ? id.slice(0, id.indexOf('/')) : '';
  return family !== '' && family !== driver ? family : SHORT[kind];
}

/** The end of its id, which is what a manifest calls it. */
function nameOf({ id, kind, place }: DiskSpec): string {
  if (kind === 'empty-dir' || kind === 'tmpfs' || kind === 'api') return id.slice(id.lastIndexOf('/') + 1);
  // The node or server before the colon is where it stands.
  if ('node' in place || ('server' in place && id.includes(':'))) return id.slice(id.indexOf(':') + 1);
  return id.slice(id.indexOf('/') + 1);
}

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'] as const;

/** Bytes as a quantity with a binary suffix, where that says them exactly. */
function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && value % 1024 === 0 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return value < 10_000 ? `${value}${UNITS[unit] ?? ''}` : '';
}
