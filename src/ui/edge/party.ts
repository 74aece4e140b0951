import type { ReachParty } from '../../core/index.js';
import type { Formatter } from '../../messages/index.js';

/** A side of the matrix by its name, with its namespace where that is not `default`. */
export function partyText({ kind, name, namespace }: ReachParty, words: Formatter): string {
  if (kind !== 'pods') return words.text(`ui.reach.party.${kind}`);
  return namespace === undefined || namespace === '' || namespace === 'default' || namespace === name
    ? name
    : `${name}.${namespace}`;
}
