import type { Group, Lane, SceneLink, SceneNode } from '../../scene/index.js';
import { groupClass, laneClass, linkClass, nodeClass } from '../classes.js';
import { groupMark } from '../marks/group-mark.js';
import { laneMark } from '../marks/lane-mark.js';
import { linkMark } from '../marks/link-mark.js';
import { nodeMark } from '../marks/node-mark.js';
import type { Say } from '../say.js';
import type { ItemSpec } from './items.js';

export function laneSpec(say: () => Say): ItemSpec<Lane> {
  return {
    classOf: laneClass,
    at: ({ box }) => box,
    mark: (lane) => laneMark(lane, say()),
    label: () => null,
    focusable: () => false,
  };
}

export function groupSpec(say: () => Say): ItemSpec<Group> {
  return {
    classOf: groupClass,
    at: ({ box }) => box,
    mark: (group) => groupMark(group, say()),
    label: (group) => groupLabel(group),
    focusable: ({ object }) => object !== undefined,
  };
}

/** What a line is and between which things, and the field behind it. */
export interface LineTold {
  readonly title: string;
  readonly reason: string;
}

/** A line is named by what it is, then by the words on it. `told` gives null for what is no thing of its own, or not yet. */
export function linkSpec(say: () => Say, told: (link: SceneLink) => LineTold | null): ItemSpec<SceneLink> {
  return {
    classOf: linkClass,
    at: () => ORIGIN,
    mark: (link) => linkMark(link, say()),
    label: (link) => told(link)?.reason ?? null,
    name: (link, seen) => [told(link)?.title ?? '', ...seen].join(', '),
    focusable: (link) => told(link) !== null,
  };
}

export function nodeSpec(say: () => Say): ItemSpec<SceneNode> {
  return {
    classOf: nodeClass,
    at: ({ box }) => box,
    mark: (node) => nodeMark(node, say()),
    label: (node) => nodeLabel(node, say()),
    name: (node, seen) => nodeName(node, seen, say()),
    focusable: () => true,
  };
}

/**
 * What is seen on a node, in one line, all of it: who speaks to the page may say any word of it. Behind it what the look says and no word
 * does: which of the phases it is in, and its state where that is not written whole.
 */
export function nodeName({ phases, spoken }: SceneNode, seen: readonly string[], say: Say): string {
  const words = spoken === undefined || seen.includes(spoken) ? seen : [...seen, spoken];
  const phase = phases?.all[phases.at];
  const now = phase === undefined ? [] : [say({ code: 'scene.storage.phaseNow', params: { phase } })];
  return [words.join(' '), ...now].join(', ');
}

const ORIGIN = { x: 0, y: 0 };

/** The whole of a node in words: what it is, what is written in full, and what is worded in the reader's language. */
export function nodeLabel(node: SceneNode, say: Say): string {
  const full = node.full === '' ? [] : node.full.split('\n');
  const words = [
    ...(node.notes ?? []).map(say),
    ...(node.absent === true ? [say({ code: 'scene.storage.absent', params: {} })] : []),
    ...(node.files?.shown ?? []).flatMap(({ name, state }) =>
      state === 'there' ? [] : [`${name}: ${say({ code: `scene.storage.file.${state}`, params: {} })}`],
    ),
  ];
  const lead = full.length === 0 || node.kind === 'bridge' || node.kind === 'interface' ? [node.short] : [];
  return [...lead, ...full, ...words].join(', ');
}

function groupLabel(group: Group): string {
  return [`${group.kind} ${group.label}`, group.sublabel, group.corner, group.stateWord]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
}
