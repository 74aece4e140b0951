import { elideEnd, elideName, MONO, STRONG, TEXT } from '../text/measure.js';
import { isHostLine, routeRoom } from '../text/route-runs.js';
import { GLYPH_ROOM, innerWidth, MARK_ROOM } from '../text/runs.js';
import type { Placed } from '../traffic/placement.js';
import type { Box, SceneNode } from '../types.js';
import type { Edge, EdgeItem, PortItem } from './edge.js';

/** Everything of the ways in as nodes of the scene. */
export function edgeNodes({ internet, sections }: Edge, things: ReadonlyMap<string, Placed>): SceneNode[] {
  const items = [internet, ...sections.flatMap((section) => section.items)];
  return items.flatMap((item) => {
    const placed = things.get(item.id);
    return placed === undefined ? [] : [edgeNode(item, placed)];
  });
}

function edgeNode(item: EdgeItem, { box, form }: Placed): SceneNode {
  const { node } = item;
  const short = elideEnd(
    node.short,
    innerWidth(box.width) - GLYPH_ROOM - (node.lock === undefined ? 0 : MARK_ROOM),
    TEXT,
  );
  return { ...node, short, id: item.id, kind: item.kind, box, form, lines: fitting(item, box) };
}

function fitting({ kind, form, lines, node }: EdgeItem, { width }: Box): string[] {
  const room = innerWidth(width);
  if (form === 'row') {
    return lines.map((line) => elideEnd(line, routeRoom(width), isHostLine(line) ? STRONG : TEXT));
  }
  const marked = node.state === 'ok' || node.state === 'neutral' ? 0 : MARK_ROOM;
  return lines.map((line, index) => {
    if (kind === 'client') return elideEnd(line, room, MONO);
    if (index > 0) return elideEnd(line, room, MONO);
    return elideName(line, form === 'dense' ? room - GLYPH_ROOM - marked : room, STRONG);
  });
}

/** The open ports of a node, over its interface. */
export function portNodes(ports: readonly PortItem[], things: ReadonlyMap<string, Placed>): SceneNode[] {
  return ports.flatMap(({ id, text, node }): SceneNode[] => {
    const placed = things.get(id);
    if (placed === undefined) return [];
    const lines = text === '' ? [] : [text];
    return [{ ...node, id, kind: 'node-port', box: placed.box, form: placed.form, lines }];
  });
}
