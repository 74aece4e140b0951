import {
  groupRuns,
  MONO,
  STRONG,
  TEXT,
  textRuns,
  textWidth,
  type Box,
  type Font,
  type Group,
  type Lane,
  type Scene,
  type SceneLink,
  type SceneNode,
  type TextRun,
} from '../scene/index.js';
import type { Say } from './say.js';
import { meets } from './view.js';

/** A piece of text of the picture: where it stands, and how much is lost when something covers it. */
export interface Written extends Box {
  readonly weight: number;
  readonly is: 'name' | 'address' | 'words' | 'card';
  readonly text: string;
}

/** What a thing is called counts most, then where it is; what it says less, and its empty parts hardly. */
const WEIGHTS = { name: 1600, address: 700, words: 110, card: 6 } as const;
/** An address, a range of them, or a bridge, which is known by its name alone where there is no room for its address. */
const ADDRESS = /^(cni\d+|[\d.]+\.\d+)\b/;
/** Of a thing that is not there yet, or no longer. */
const FADED = 0.2;
/** Above and below the baseline. */
const ASCENT = 11;
const DESCENT = 4;

/** Every text of a scene that comes into `near`, and the cards on which texts stand. In px of the scene. */
export function writtenIn(scene: Scene, near: Box, say: Say): readonly Written[] {
  return [
    ...scene.nodes.flatMap((node) => (meets(node.box, near) ? nodeWords(node, say) : [])),
    ...scene.groups.flatMap((group) => (meets(group.box, near) ? groupWords(group, say) : [])),
    ...scene.lanes.flatMap((lane) => laneWords(lane, say)),
    ...scene.links.flatMap((link) => (comesNear(link, near) ? linkWords(link, say) : [])),
  ].filter((one) => meets(one, near));
}

function nodeWords(node: SceneNode, say: Say): readonly Written[] {
  const share = node.absent === true ? FADED : 1;
  const words = textRuns(node).map((run) => ofRun(run, say, share));
  return node.form === 'line' ? words : [{ ...node.box, weight: WEIGHTS.card * share, is: 'card', text: '' }, ...words];
}

function groupWords(group: Group, say: Say): readonly Written[] {
  return groupRuns(group).map((run) => ofRun(run, say, 1));
}

function ofRun({ x, y, text, font, role, anchor }: TextRun, say: Say, share: number): Written {
  const words = typeof text === 'string' ? text : say(text);
  const is = role === 'name' ? 'name' : font === MONO && ADDRESS.test(words) ? 'address' : 'words';
  return at(x, y, words, font, anchor === 'end' ? 1 : 0, is, share);
}

function laneWords({ box, form, title }: Lane, say: Say): readonly Written[] {
  return form === 'heading'
    ? [at(box.x, box.y + 13, say(title), STRONG, 0, 'name', 1)]
    : [at(box.x + box.width / 2, box.y - 8, say(title), STRONG, 0.5, 'name', 1)];
}

/** Whether the words of a line may come into a box: they stand in a few lines from their place on to the right. */
function comesNear({ labelAt }: SceneLink, { x, y, width, height }: Box): boolean {
  return labelAt !== undefined && labelAt.x < x + width && labelAt.y > y - 60 && labelAt.y < y + height + 20;
}

function linkWords({ label, labelAt, words = [] }: SceneLink, say: Say): readonly Written[] {
  if (labelAt === undefined) return [];
  const texts = [...(label === undefined ? [] : [label]), ...words.map(say)];
  return texts.map((text, line) => at(labelAt.x, labelAt.y + line * 17, text, TEXT, 0, 'words', 1));
}

function at(
  x: number,
  baseline: number,
  text: string,
  font: Font,
  anchor: number,
  is: 'name' | 'address' | 'words',
  share: number,
): Written {
  const width = textWidth(text, font);
  return {
    x: x - width * anchor,
    y: baseline - ASCENT,
    width,
    height: ASCENT + DESCENT,
    weight: WEIGHTS[is] * share,
    is: share < 1 ? 'words' : is,
    text,
  };
}
