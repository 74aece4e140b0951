import type { Hop, Location } from '../../core/index.js';
import type { Formatter } from '../../messages/index.js';

/** Hops that follow each other in one place. */
export interface Leg {
  /** Index of its first hop. */
  readonly first: number;
  readonly at: Location;
  readonly direction: Hop['direction'];
  /** Which connection of the request it is: the client's own (0), or the one that a proxy opened for it. */
  readonly connection: number;
  readonly hops: readonly Hop[];
}

/** The trace cut where the packet comes to another place, turns round, or is of another connection. */
export function legsOf(hops: readonly Hop[]): readonly Leg[] {
  const legs: (Omit<Leg, 'hops'> & { hops: Hop[] })[] = [];
  hops.forEach((hop, index) => {
    const leg = legs.at(-1);
    const connection = hop.leg ?? 0;
    const goesOn = leg?.direction === hop.direction && leg.connection === connection && samePlace(leg.at, hop.at);
    if (leg !== undefined && goesOn) leg.hops.push(hop);
    else legs.push({ first: index, at: hop.at, direction: hop.direction, connection, hops: [hop] });
  });
  return legs;
}

function samePlace(a: Location, b: Location): boolean {
  return (
    a.place === b.place && a.node === b.node && a.pod === b.pod && a.outside === b.outside && a.service === b.service
  );
}

/** The heading of a place: `pod client`, `node worker-1`. */
export function placeText(at: Location, words: Formatter): string {
  if (at.place === 'pod') return words.text('ui.place.pod', { name: at.pod?.split('/')[2] ?? '' });
  if (at.place === 'node') return words.text('ui.place.node', { name: at.node ?? '' });
  if (at.place === 'wire') return words.text('ui.place.wire');
  const { outside, service } = at;
  return outside === undefined
    ? words.text('ui.place.outside')
    : words.text(`ui.place.out.${outside}`, { name: service?.split('/')[2] ?? '' });
}
