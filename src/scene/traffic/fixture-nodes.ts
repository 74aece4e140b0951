import { elideEnd, elideName, HEADING, MONO, STRONG, TEXT, textWidth } from '../text/measure.js';
import { GROUP_GLYPH_ROOM, GROUP_PAD, NARROW_BAND, NARROW_GROUP_PAD } from '../text/group-runs.js';
import { innerWidth, MARK_ROOM } from '../text/runs.js';
import type { Box, Group, SceneNode } from '../types.js';
import type { BandPlace, Placed, Placement } from './placement.js';
import type { Band, Topology } from './topology.js';
import { say } from './words.js';

/** A cluster node as the box behind what stands in it. */
export function bandGroup(band: Band, { box, form }: BandPlace, { columns }: Placement): Group {
  const folded = form === 'folded';
  const narrow = box.width < NARROW_BAND;
  if (columns.edge !== undefined && !folded) return enteredGroup(band, box, narrow, columns.gutter);
  const room = folded
    ? box.width - GROUP_PAD - FOLDED_CHIP - 10
    : columns.strip - box.x - (narrow ? NARROW_GROUP_PAD : GROUP_PAD + GROUP_GLYPH_ROOM) - 4;
  return {
    id: `node:${band.node}`,
    kind: 'node',
    box,
    label: band.node,
    heading: elideName(band.node, room, HEADING),
    sublabel: folded ? '' : band.ip,
    state: band.condition.state,
    stateWord: band.condition.word,
    word: wordThatFits(
      band.condition.word,
      columns.strip - box.x - (narrow ? NARROW_GROUP_PAD : GROUP_PAD) - MARK_ROOM - 4,
    ),
    object: band.object,
    cause: { object: band.object, field: ['metadata', 'name'] },
    ...(band.podCIDR !== '' && !folded && { corner: narrow ? band.podCIDR : `podCIDR ${band.podCIDR}` }),
    ...(band.part && { part: true }),
    ...(!narrow && { glyph: true }),
  };
}

/**
 * A node that is entered from the left: its name, state and range in one line. Its address stands on its interface. Words at the right end stand right of
 * `gutter`, where the links of Services run down.
 */
function enteredGroup(band: Band, box: Box, narrow: boolean, gutter: number): Group {
  const { state, word } = band.condition;
  const tight = narrow ? NARROW_GROUP_PAD : GROUP_PAD;
  const free = box.x + box.width - tight - gutter;
  const range = narrow ? band.podCIDR : `podCIDR ${band.podCIDR}`;
  const marked = state !== 'ok' && state !== 'neutral';
  const shown = wordThatFits(word, free - MARK_ROOM);
  const both = textWidth(range, MONO) + 14 + textWidth(shown, TEXT) + MARK_ROOM <= free;
  const left = tight + (narrow ? 0 : GROUP_GLYPH_ROOM);
  return {
    id: `node:${band.node}`,
    kind: 'node',
    box,
    label: band.node,
    heading: elideName(band.node, gutter - box.x - left - 14, HEADING),
    sublabel: '',
    state,
    stateWord: word,
    word: shown,
    object: band.object,
    cause: { object: band.object, field: ['metadata', 'name'] },
    tight,
    ...(band.podCIDR !== '' && (both || !marked) && { corner: range }),
    ...(band.part && { part: true }),
    ...(!narrow && { glyph: true }),
  };
}

/** `NotReady,SchedulingDisabled` where it fits, else the first part that does. */
function wordThatFits(word: string, room: number): string {
  if (textWidth(word, TEXT) <= room) return word;
  const parts = word.split(',').filter((part) => part !== 'Ready');
  return elideEnd(parts[0] ?? word, room, TEXT);
}

/** Width of the chip that counts the pods of a node drawn as one line. */
const FOLDED_CHIP = 104;

/** What every open band has of its own: the bridge, the interface to the others, and the rules of kube-proxy. `trunk`: the trace leaves its node. */
export function fixtureNodes(band: Band, trunk: boolean, placement: Placement): SceneNode[] {
  const { things, columns } = placement;
  const nodes: SceneNode[] = [];
  const part = band.part ? { part: true } : {};
  const bridge = things.get(`bridge:${band.node}`);
  if (bridge !== undefined && band.bridge !== undefined) {
    const text = `${band.bridge.name} ${band.bridge.address}`.trim();
    const room = columns.strip - bridge.box.x - 4;
    nodes.push({
      ...fixture(`bridge:${band.node}`, 'bridge', bridge, band),
      short: 'bridge',
      device: band.bridge.name,
      lines: [textWidth(text, MONO) <= room ? text : elideEnd(band.bridge.name, room, MONO)],
      full: `${band.node}\n${text}`,
      about: say('scene.about.bridge', {}),
      ...part,
    });
  }
  const plate = things.get(`kube-proxy:${band.node}`);
  if (plate !== undefined) {
    const notes = band.rules && [
      say('scene.proxy.services', { count: band.rules.services }),
      ...(band.rules.rules === undefined ? [] : [say('scene.proxy.rules', { count: band.rules.rules })]),
    ];
    nodes.push({
      ...fixture(`kube-proxy:${band.node}`, 'kube-proxy', plate, band),
      short: 'proxy',
      lines: ['kube-proxy'],
      full: `kube-proxy\n${band.node}`,
      about: say('scene.about.proxy', {}),
      ...(notes && { notes }),
      ...part,
    });
  }
  const uplink = things.get(`interface:${band.node}`);
  if (uplink !== undefined && band.uplink !== undefined) {
    nodes.push({
      ...fixture(`interface:${band.node}`, 'interface', uplink, band),
      short: 'if',
      device: band.uplink,
      lines:
        uplink.form === 'chip'
          ? [elideEnd(band.uplink, innerWidth(uplink.box.width) + 4, MONO)]
          : [elideEnd(band.uplink, innerWidth(uplink.box.width), STRONG), band.ip],
      full: `${band.uplink} ${band.ip}\n${band.node}`,
      about: say('scene.about.interface', {}),
      ...(trunk && part),
    });
  }
  return nodes;
}

/** A node drawn as one line: how many pods it has. */
export function foldedNode(band: Band, { box }: BandPlace): SceneNode {
  const chip = { x: box.x + box.width - FOLDED_CHIP - 4, y: box.y + 3, width: FOLDED_CHIP, height: box.height - 6 };
  return {
    ...fixture(`pods:${band.node}`, 'pods', { box: chip, form: 'chip' }, band),
    short: 'pods',
    lines: [],
    notes: [say('scene.pods.onNode', { count: band.pods })],
    full: band.node,
    count: band.pods,
    system: true,
  };
}

/** The network between the nodes and the world outside it. */
export function headNodes(topology: Topology, { things }: Placement): SceneNode[] {
  const { cidr, router } = topology.network;
  const network = things.get('network') as Placed;
  const outside = things.get('outside') as Placed;
  const nodes: SceneNode[] = [
    {
      id: 'network',
      kind: 'network',
      box: network.box,
      form: 'chip',
      short: 'net',
      lines: [cidr],
      full: router === undefined ? cidr : `${cidr}\ndefault via ${router}`,
      state: 'neutral',
      stateWord: '',
      about: say('scene.about.network', {}),
      ...(topology.trunk && { part: true }),
    },
  ];
  if (topology.edge !== undefined) return nodes;
  return [
    ...nodes,
    {
      id: 'outside',
      kind: 'outside',
      box: outside.box,
      form: 'chip',
      short: 'out',
      lines: [],
      notes: [say('scene.outside', {})],
      full: '',
      state: 'neutral',
      stateWord: '',
      about: say('scene.about.outside', {}),
      ...(topology.outside && { part: true }),
    },
  ];
}

function fixture(id: string, kind: SceneNode['kind'], { box, form }: Placed, band: Band) {
  return { id, kind, box, form, state: 'neutral' as const, stateWord: '', object: band.object, node: band.node };
}
