import { elideEnd, elideName, MONO, STRONG, TEXT, textWidth } from '../text/measure.js';
import { GLYPH_ROOM, headingRoom, innerWidth, MARK_ROOM, OVERHANG } from '../text/runs.js';
import type { NodeForm, SceneNode } from '../types.js';
import type { Placed } from './placement.js';
import { shownPorts } from './service-stack.js';
import { shortName } from './tenant-node.js';
import type { ServiceItem } from './topology.js';
import { say } from './words.js';

export function serviceNode(item: ServiceItem, { box, form }: Placed): SceneNode {
  const { condition } = item;
  const notes =
    item.count !== undefined
      ? [say('scene.services.more', { count: item.count })]
      : condition.state === 'not-ready' && form === 'card' && headingRoom(box.width) >= NOTE_ROOM
        ? [say('scene.service.noEndpoints', {})]
        : [];
  return {
    id: item.id,
    kind: 'service',
    box,
    form,
    short: elideEnd(shortName({ ...item, kind: 'service' }), innerWidth(box.width) - GLYPH_ROOM, TEXT),
    lines: item.count === undefined ? linesOf(item, form, box.width) : [],
    full: item.full,
    state: condition.state,
    stateWord: condition.word,
    about: say('scene.about.service', {}),
    ...(item.object !== undefined && { object: item.object }),
    ...(item.cause !== undefined && { cause: item.cause }),
    ...(item.count !== undefined && { count: item.count }),
    ...(notes.length > 0 && { notes }),
    ...(item.part && { part: true }),
    ...(item.system && { system: true }),
  };
}

/** What the longest wording of a Service's state takes. Where there is less, kubectl's `<none>` says it. */
const NOTE_ROOM = 110;

function linesOf(item: ServiceItem, form: NodeForm, width: number): string[] {
  const room = innerWidth(width);
  const marked = item.condition.state === 'ok' ? 0 : MARK_ROOM;
  if (form === 'chip') return [elideName(item.name, room - GLYPH_ROOM - marked, item.system ? TEXT : STRONG)];
  if (form === 'dense') {
    const [port = ''] = item.ports;
    const whole = `${item.address}${port.split(' ')[0] ?? ''}`;
    return [elideName(item.name, room - GLYPH_ROOM - marked, STRONG), fit(whole, item.address, room)];
  }
  return [
    elideName(item.name, room, STRONG),
    elideEnd(item.address, room + OVERHANG, MONO),
    ...shownPorts(item).map((port) => elideEnd(port, room, MONO)),
  ];
}

function fit(whole: string, part: string, room: number): string {
  return textWidth(whole, MONO) <= room ? whole : elideEnd(part, room, MONO);
}
