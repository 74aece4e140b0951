import type { Placed, Placement } from '../traffic/placement.js';
import type { Point, SceneLink } from '../types.js';
import type { Edge, EdgeItem, EdgeJoint } from './edge.js';

/** From a card to the line beside it that joins several of them. */
const BUS = 8;
/** From the foot of the Internet’s card to where its line turns. */
const STEP = 6;
/** A line that leads to nobody is this long. */
const STUB = 15;

/** The lines of the ways in: from the Internet to balancers, from whatever is on the network to its trunk, from a controller to what it reads. */
export function edgeLinks(edge: Edge, placement: Placement): SceneLink[] {
  return edge.sections.flatMap(({ items }) =>
    items.flatMap((item) => {
      const at = placement.things.get(item.id);
      return item.joins === undefined || at === undefined ? [] : linksOf(item, item.joins, at, placement);
    }),
  );
}

function linksOf(item: EdgeItem, joins: EdgeJoint, at: Placed, placement: Placement): SceneLink[] {
  const cause = item.node.cause === undefined ? {} : { cause: item.node.cause };
  const part = item.node.part === true ? { part: true } : {};
  switch (joins.kind) {
    case 'network':
      return [
        { id: `wire:${item.id}`, from: item.id, to: 'network', kind: 'wire', points: toTrunk(at, placement), ...part },
      ];
    case 'address':
      return [
        {
          id: `enters:${item.id}`,
          from: item.id,
          to: 'network',
          kind: 'enters',
          points: toTrunk(at, placement),
          ...cause,
          ...part,
        },
      ];
    case 'balancer': {
      const enters: SceneLink = {
        id: `enters:${item.id}`,
        from: 'outside',
        to: item.id,
        kind: 'enters',
        points: fromInternet(at, placement),
        state: joins.address ? 'there' : 'wanted',
        ...cause,
        ...part,
      };
      if (!joins.address) return [enters];
      const wire: SceneLink = {
        id: `wire:${item.id}`,
        from: item.id,
        to: 'network',
        kind: 'wire',
        points: toTrunk(at, placement),
        ...cause,
        ...part,
      };
      // A packet rests at the line that is told first: at the right, where no words begin.
      return at.box.x > placement.trunk.x ? [enters, wire] : [wire, enters];
    }
    case 'read':
      return [readLink(item, joins.by, at, placement, part)];
  }
}

/** Straight over to the network of the nodes. */
function toTrunk({ box }: Placed, { trunk }: Placement): Point[] {
  const y = box.y + box.height / 2;
  return [
    { x: box.x > trunk.x ? box.x : box.x + box.width, y },
    { x: trunk.x, y },
  ];
}

/** Down beside the cards, on the side that the network is not on. */
function fromInternet({ box }: Placed, { trunk, things }: Placement): Point[] {
  const outside = (things.get('outside') as Placed).box;
  const leftward = box.x > trunk.x;
  const [edge, x] = leftward ? [box.x + box.width, box.x + box.width + BUS] : [box.x, box.x - BUS];
  const y = box.y + box.height / 2;
  const foot = outside.y + outside.height;
  const start = leftward
    ? [{ x, y: foot }]
    : [
        { x: outside.x + 24, y: foot },
        { x: outside.x + 24, y: foot + STEP },
        { x, y: foot + STEP },
      ];
  return [...start, { x, y }, { x: edge, y }];
}

function readLink(
  item: EdgeItem,
  by: string | undefined,
  { box }: Placed,
  { things }: Placement,
  part: { readonly part?: boolean },
): SceneLink {
  const x = box.x - BUS + 2;
  const y = box.y + 15;
  const reader = by === undefined ? undefined : things.get(by)?.box;
  const base = {
    id: `reads:${item.id}`,
    from: by ?? item.id,
    to: item.id,
    kind: 'routes' as const,
    ...(item.reads && { cause: item.reads }),
  };
  if (reader === undefined) {
    // Nobody is at the other end.
    const above = box.x + box.width - 30;
    const points = [
      { x: above, y: box.y - STUB },
      { x: above, y: box.y },
    ];
    return { ...base, state: 'failed', points };
  }
  const from = { x: reader.x, y: reader.y + reader.height / 2 };
  return { ...base, state: 'there', points: [from, { x, y: from.y }, { x, y }, { x: box.x, y }], ...part };
}
