import { groupBaseline, groupPad, groupRuns, hasGroupMark, isLow, tightMarkX, type Group } from '../../scene/index.js';
import { mark, type Mark } from '../mark.js';
import type { Say } from '../say.js';
import { GLYPHS, STATE_MARKS } from './glyphs.js';
import { runMark } from './run-mark.js';

/**
 * What a cluster node looks like, in coordinates of its own box: a quiet box with words at its top.
 *
 *   rect.kw-band
 *   path.kw-glyph, path.kw-state
 *   text.kw-text …
 */
export function groupMark(group: Group, say: Say): Mark {
  const { width, height } = group.box;
  const pad = groupPad(group);
  const baseline = groupBaseline(group) - group.box.y;
  const { state } = group;
  const marked = hasGroupMark(group) && state !== 'ok' && state !== 'neutral';
  const markAt =
    group.tight !== undefined
      ? `translate(${tightMarkX(group) - group.box.x} ${baseline - 11})`
      : isLow(group)
        ? `translate(${width - 16} 3)`
        : `translate(${pad} ${baseline + 26})`;
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-band', width, height, rx: group.kind === 'chain' ? 8 : 14 }),
    group.glyph === true
      ? mark('path', { class: 'kw-glyph', d: GLYPHS.node, transform: `translate(${pad} ${baseline - 13})` })
      : null,
    marked ? mark('path', { class: 'kw-state', d: STATE_MARKS[state], transform: markAt }) : null,
    ...groupRuns(group).map((run) => runMark(run, group.box, say)),
  ]);
}
