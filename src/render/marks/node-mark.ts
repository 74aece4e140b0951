import { CARD_PAD, CARD_TOP, GLYPH, hasGlyph, hasMark, textRuns, type SceneNode } from '../../scene/index.js';
import { mark, type Mark } from '../mark.js';
import type { Say } from '../say.js';
import { GLYPHS, STATE_MARKS } from './glyphs.js';
import { lockMark, routeMark } from './edge-mark.js';
import { partyMark, policyMark } from './policy-mark.js';
import { filesMark, phasesMark } from './storage-mark.js';
import { ruleMark } from './rule-mark.js';
import { runMark } from './run-mark.js';

/**
 * What a node looks like, in coordinates of its own box.
 *
 *   rect.kw-card            the card (a chip is a low card)
 *   path.kw-glyph           the kind
 *   path.kw-state           the mark of a state that is not well
 *   text.kw-text …          one for each line
 */
export function nodeMark(node: SceneNode, say: Say): Mark {
  if (node.form === 'line') return railMark(node, say);
  if (node.form === 'row') return node.kind === 'rule' ? ruleMark(node, say) : routeMark(node, say);
  if (node.form !== 'chip' && node.isolated !== undefined) return partyMark(node, say);
  if (node.rules !== undefined) return policyMark(node, say);
  const { width, height } = node.box;
  const glyphY = node.form === 'chip' ? (height - GLYPH) / 2 : CARD_TOP;
  const markY = node.form === 'chip' ? (height - 12) / 2 : CARD_TOP + 2;
  return mark('g', { class: 'kw-body' }, [
    node.kind === 'pods' && node.form !== 'chip'
      ? mark('rect', { class: 'kw-card kw-card-behind', x: 4, y: -4, width, height, rx: 8 })
      : null,
    mark('rect', { class: 'kw-card', width, height, rx: 8 }),
    hasGlyph(node)
      ? mark('path', { class: 'kw-glyph', d: GLYPHS[node.kind], transform: `translate(${CARD_PAD} ${glyphY})` })
      : null,
    stateMark(node, width - CARD_PAD - 12, markY),
    lockMark(node, width - CARD_PAD - (hasMark(node) ? 28 : 12), markY),
    ...phasesMark(node),
    ...filesMark(node),
    ...textRuns(node).map((run) => runMark(run, node.box, say)),
  ]);
}

function stateMark(node: SceneNode, x: number, y: number): Mark | null {
  if (!hasMark(node) || node.state === 'ok' || node.state === 'neutral') return null;
  return mark('path', { class: 'kw-state', d: STATE_MARKS[node.state], transform: `translate(${x} ${y})` });
}

/** A bridge: the rail, and its name below. */
function railMark(node: SceneNode, say: Say): Mark {
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-rail-hit', y: -8, width: node.box.width, height: node.box.height + 8 }),
    mark('rect', { class: 'kw-rail', width: node.box.width, y: 1, height: 4, rx: 2 }),
    ...textRuns(node).map((run) => runMark(run, node.box, say)),
  ]);
}
