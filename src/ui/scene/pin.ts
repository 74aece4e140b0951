import type { Pointed } from '../../render/index.js';
import type { Point } from '../../scene/index.js';
import { getState, openMenu, revealCause, select } from '../../store/index.js';
import { isNarrow } from '../layout/use-narrow.js';
import { thingOf } from './things.js';

const fingers = matchMedia('(hover: none)');

/**
 * A click or Enter on a thing: it is pinned, and its line comes into sight in the editor. On a narrow screen, and where a finger has
 * no other button, it opens what can be done to it, under its whole name.
 */
export function pin(pointed: Pointed, at: Point): void {
  const { snapshot, lens } = getState();
  const thing = snapshot === null ? null : thingOf(snapshot.scenes[lens], pointed.id);
  if (thing === null) return;
  select(pointed.id, thing.object);
  if (isNarrow() || fingers.matches) {
    openMenu(pointed.id, at.x, at.y);
  } else if (thing.cause !== undefined && getState().selection.scene === pointed.id) {
    void revealCause(thing.cause, false, pointed.id);
  }
}
