import { objectKey, type ClusterView, type Node } from '../../core/index.js';
import { GROUP_GLYPH_ROOM, GROUP_PAD } from '../text/group-runs.js';
import { elideEnd, elideName, HEADING, MONO, STRONG, TEXT, textWidth } from '../text/measure.js';
import { MARK_ROOM } from '../text/runs.js';
import { nodeCondition } from '../traffic/pod-state.js';
import { say } from '../traffic/words.js';
import type { Box, Group, Lane } from '../types.js';
import type { Placement } from './placement.js';
import type { Plan, Shelf } from './plan.js';
import { tell } from './words.js';

/** A cluster node as the box behind what is on it; its zone at the right. */
export function nodeGroup(name: string, zone: string, box: Box, { metrics }: Placement, view: ClusterView): Group {
  const key = objectKey('Node', undefined, name);
  const node = view.get<Node>(key);
  const condition = node === undefined ? { state: 'neutral' as const, word: '' } : nodeCondition(node);
  const down = view.isNodeDown?.(name) === true;
  const room = metrics.claims.x - (metrics.stacked ? 8 : GROUP_GLYPH_ROOM + 24) - box.x;
  // The state and the zone stand at the right, where nothing is in front of them.
  const tight = metrics.stacked ? metrics.bandRight - metrics.claims.x - metrics.claims.width : GROUP_PAD;
  const free = box.x + box.width - (metrics.stacked ? metrics.claims.x : metrics.diskLane.x + 20) - tight;
  const word = elideEnd(condition.word, free - MARK_ROOM, TEXT);
  const said = condition.state === 'ok' ? 0 : textWidth(word, TEXT) + MARK_ROOM + 14;
  const fits = zone !== '' && textWidth(zone, MONO) + said <= free;
  return {
    id: `node:${name}`,
    kind: 'node',
    box,
    label: name,
    heading: elideName(name, room, HEADING),
    sublabel: '',
    state: down && condition.state === 'ok' ? 'not-ready' : condition.state,
    stateWord: condition.word,
    word,
    tight,
    object: key,
    cause: { object: key, field: ['metadata', 'name'] },
    ...(fits && { corner: zone }),
    ...(!metrics.stacked && { glyph: true }),
  };
}

/** The disks that are in no node, where they are: in a zone, on a server, somewhere in the cloud. */
export function shelfGroup({ id, kind, name, disks }: Shelf, placement: Placement, index: number): Group {
  const box = placement.shelves.find((shelf) => shelf.id === id)?.box ?? { x: 0, y: index, width: 1, height: 1 };
  const width = disks.length === 0 ? box.width : placement.metrics.disk;
  return {
    id,
    kind: kind === 'server' ? 'server' : 'zone',
    box,
    label: name,
    heading: elideEnd(name, width, STRONG),
    sublabel: '',
    state: 'neutral',
    ...(kind === 'cloud' && { note: tell('scene.storage.cloud', {}) }),
  };
}

const TITLES = [
  ['claims', 'scene.storage.claims', 'scene.storage.claims.about'],
  ['volumes', 'scene.storage.volumes', 'scene.storage.volumes.about'],
] as const;

/** The headings of the columns. `homeless`: some pod has no node now. */
export function lanesOf(plan: Plan, placement: Placement, homeless: boolean): Lane[] {
  const { metrics } = placement;
  const heading = (id: string, title: Lane['title'], x: number, y: number): Lane => ({
    id,
    title,
    form: 'heading',
    box: { x, y, width: Math.max(120, textWidth('m', STRONG) * 10), height: 17 },
  });
  if (placement.rows.length === 0 && plan.sources.length === 0 && plan.shelves.length === 0) {
    return [
      heading('empty', tell('scene.storage.empty', {}), metrics.bandX + 10, 14),
      heading('empty-how', tell('scene.storage.empty.how', {}), metrics.bandX + 10, 36),
    ];
  }
  const lanes: Lane[] = [];
  placement.strips.forEach((box, index) => {
    const [id, title, about] = TITLES[index] ?? TITLES[0];
    lanes.push({ id, title: tell(title, {}), about: tell(about, {}), form: 'strip', box });
  });
  if (metrics.stacked && plan.loose.length > 0) {
    lanes.push(heading('both', tell('scene.storage.both', {}), metrics.claims.x, placement.stripY));
  }
  if (plan.sources.length > 0) {
    const x = metrics.stacked ? metrics.bandX + 6 : metrics.claims.x;
    lanes.push(heading('sources', tell('scene.storage.sources', {}), x, placement.sourcesY));
  }
  if (homeless) lanes.push(heading('pending', say('scene.lane.pending', {}), metrics.pods.x - 8, placement.waitingY));
  return lanes;
}
