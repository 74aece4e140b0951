import type { Context, Deed } from '../../cluster/controller.js';

/**
 * An Event the controller would repeat at every look is written once: client-go's recorder only counts such repetitions up
 * (`tools/record/events_cache.go`). `about` is the uid of the object; another Event in between makes it news again. What comes with a write is
 * always done.
 */
export function sayOnce(context: Context, about: string | undefined, deed: Deed): Deed | undefined {
  const memory = `persistentvolume-controller/said/${about}`;
  const text = deed.event ? `${deed.event.reason}: ${deed.event.message}` : '';
  if (context.recall(memory) === text) return deed.writes === undefined ? undefined : deed;
  context.remember(memory, text);
  return deed;
}

/** The object has come on: whatever is said about it next is news. */
export function forgetSaid(context: Context, about: string | undefined): void {
  const memory = `persistentvolume-controller/said/${about}`;
  if (context.recall(memory) !== undefined) context.remember(memory, undefined);
}
