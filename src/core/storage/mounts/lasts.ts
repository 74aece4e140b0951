import type { Context } from '../../cluster/controller.js';
import { seededBelow } from '../../cluster/seeded.js';

/** Milliseconds, in tenths of a second between two bounds, by what is done to what: not everything takes the same time. */
export function lasts(context: Pick<Context, 'settings'>, what: string, [from, to]: readonly [number, number]): number {
  return from + 100 * seededBelow(context.settings.seed, what, Math.floor((to - from) / 100) + 1);
}

/**
 * Something that takes its time: gives when it will be done, or undefined when it is done now. `key` is where its end is remembered; it is
 * forgotten with the end.
 */
export function underWay(context: Context, key: string, bounds: readonly [number, number]): number | undefined {
  const known = context.recall<number>(key);
  if (known !== undefined && context.now >= known) {
    context.remember(key, undefined);
    return undefined;
  }
  const due = known ?? context.now + lasts(context, key, bounds);
  if (known === undefined) context.remember(key, due);
  return due;
}
