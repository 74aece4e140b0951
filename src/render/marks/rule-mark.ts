import { diceBar, textRuns, type SceneNode } from '../../scene/index.js';
import { mark, type Mark } from '../mark.js';
import type { Say } from '../say.js';
import { runMark } from './run-mark.js';

/** A tick for a rule that matched, a cross for dice that missed, on a 12 px grid. */
export const SIGNS = { matched: 'M2 6.3l2.8 2.9L10 3.2', missed: 'M2.8 2.8l6.4 6.4M9.2 2.8L2.8 9.2' } as const;

/**
 * A rule as a row of its chain, in coordinates of its own box.
 *
 *   rect.kw-row
 *   path.kw-sign                   what became of it, in place of its number
 *   rect.kw-dice, rect.kw-share    the share of the dice
 *   text.kw-text …
 */
export function ruleMark(node: SceneNode, say: Say): Mark {
  const { width, height } = node.box;
  const bar = diceBar(node);
  const runs = textRuns(node).filter(({ role }) => role !== 'short' || node.walked === undefined);
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-row', x: 3, y: 1, width: width - 6, height: height - 2, rx: 5 }),
    node.walked === undefined
      ? null
      : mark('path', { class: 'kw-sign', d: SIGNS[node.walked], transform: 'translate(9 7)' }),
    bar === null || node.dice === undefined
      ? null
      : mark('g', { transform: `translate(${bar.x - node.box.x} ${bar.y - node.box.y})` }, [
          mark('rect', { class: 'kw-dice', width: bar.width, height: 8, rx: 2 }),
          mark('rect', {
            class: 'kw-share',
            x: node.dice.from * bar.width,
            width: Math.max(1, node.dice.share * bar.width),
            height: 8,
            rx: 2,
          }),
        ]),
    ...runs.map((run) => runMark(run, node.box, say)),
  ]);
}
