import type { Hop, Location } from '../../core/index.js';
import type { Formatter } from '../../messages/index.js';

/** Hops that follow each other in one place. */
export interface Leg {
  /** Index of its first hop. */
  readonly first: number;
  readonly at: Location;
  readonly direction: Hop['direction'];
  readonly hops: readonly Hop[];
}

/** The trace cut where the packet comes to another place or turns round. */
export function legsOf(hops: readonly Hop[]): readonly Leg[] {
  const legs: { first: number; at: Location; direction: Hop['direction']; hops: Hop[] }[] = [];
  hops.forEach((hop, index) => {
    const leg = legs.at(-1);
    if (leg !== undefined && leg.direction === hop.direction && samePlace(leg.at, hop.at)) leg.hops.push(hop);
    else legs.push({ first: index, at: hop.at, direction: hop.direction, hops: [hop] });
  });
  return legs;
}

function samePlace(a: Location, b: Location): boolean {
  return a.place === b.place && a.node === b.node && a.pod === b.pod;
}

/** The heading of a place: `pod client`, `node worker-1`. */
export function placeText(at: Location, words: Formatter): string {
  if (at.place === 'pod') return words.text('ui.place.pod', { name: at.pod?.split('/')[2] ?? '' });
  if (at.place === 'node') return words.text('ui.place.node', { name: at.node ?? '' });
  return words.text(at.place === 'wire' ? 'ui.place.wire' : 'ui.place.outside');
}
