import type { Group } from '../../scene/index.js';
import { mark, textMark, type Mark } from '../mark.js';
import { GLYPHS, STATE_MARKS } from './glyphs.js';

/**
 * What a cluster node looks like: a quiet box with its name, its address and its state at the left, and the range of its pods at the
 * right.
 *
 *   rect.kw-band
 *   path.kw-glyph, text.kw-heading, text.kw-sublabel, text.kw-corner, path.kw-state
 */
export function groupMark(group: Group): Mark {
  const { width, height } = group.box;
  const low = height < 40;
  const baseline = low ? height / 2 + 5 : 23;
  const well = group.state === 'ok' || group.state === 'neutral';
  const state = well ? undefined : group.state;
  return mark('g', { class: 'kw-body' }, [
    mark('rect', { class: 'kw-band', width, height, rx: 14 }),
    mark('path', { class: 'kw-glyph', d: GLYPHS.node, transform: `translate(12 ${baseline - 13})` }),
    textMark({ class: 'kw-text kw-heading', x: 34, y: baseline }, group.heading ?? group.label),
    low ? null : textMark({ class: 'kw-text kw-mono kw-role-data', x: 12, y: baseline + 18 }, group.sublabel),
    group.corner === undefined
      ? null
      : textMark(
          { class: 'kw-text kw-mono kw-role-data', x: width - 12, y: baseline, 'text-anchor': 'end' },
          group.corner,
        ),
    state === undefined || group.stateWord === undefined
      ? null
      : textMark({ class: 'kw-text kw-role-word', x: 28, y: baseline + 36 }, group.stateWord),
    state === undefined
      ? null
      : mark('path', { class: 'kw-state', d: STATE_MARKS[state], transform: `translate(12 ${baseline + 26})` }),
  ]);
}
