import type { Cause, ClusterEvent, ObjectKey } from '../../core/index.js';

/** A step's Event, with what tells who wrote it, when, and about which container. */
export interface Told {
  readonly t: number;
  readonly by: string;
  readonly cause: Cause;
  readonly event?: ClusterEvent;
}

/** An Event as the API server keeps it: what is told again is counted and not listed again. */
export interface ListedEvent {
  /** What tells it from every other one. */
  readonly id: string;
  readonly type: ClusterEvent['type'];
  readonly reason: string;
  readonly message: string;
  readonly object: ObjectKey;
  readonly count: number;
  /** The first and the last time, in milliseconds of the virtual clock. */
  readonly first: number;
  readonly last: number;
}

/** From so many messages on that differ in nothing else they are told as one; after so long without any the count begins anew, in milliseconds. */
const MOST_ALIKE = 10;
const FORGOTTEN_AFTER = 600_000;

interface Alike {
  readonly messages: Set<string>;
  last: number;
}

/**
 * The Events of some steps in the order they came, the latest first. The same Event again (writer, object, container, type, reason, message) raises its count; the tenth
 * that differs from nine others by its message alone makes one Event `(combined from similar events)` of itself and all that follow. Models `EventCorrelate` of
 * client-go tools/record/events_cache.go, without its last filter: nothing is dropped for being too many.
 */
export function listEvents(steps: readonly Told[]): readonly ListedEvent[] {
  const listed = new Map<string, ListedEvent>();
  const groups = new Map<string, Alike>();
  for (const { t, by, cause, event } of steps) {
    if (event === undefined) continue;
    const { type, reason, object, uid } = event;
    const group = [by, object, uid, type, reason].join('\n');
    const isCombined = isTooMany(groups, group, event.message, t);
    const id = isCombined ? group : [group, containerOf(cause, object), event.message].join('\n');
    const message = isCombined ? `(combined from similar events): ${event.message}` : event.message;
    const known = listed.get(id);
    // Taken out and put back, it is the newest.
    listed.delete(id);
    listed.set(id, {
      id,
      type,
      reason,
      message,
      object,
      count: (known?.count ?? 0) + 1,
      first: known?.first ?? t,
      last: t,
    });
  }
  return [...listed.values()].toReversed();
}

function isTooMany(groups: Map<string, Alike>, group: string, message: string, t: number): boolean {
  const known = groups.get(group);
  const alike = known && t - known.last <= FORGOTTEN_AFTER ? known : { messages: new Set<string>(), last: t };
  groups.set(group, alike);
  alike.last = t;
  alike.messages.add(message);
  if (alike.messages.size < MOST_ALIKE) return false;
  const [oldest] = alike.messages;
  if (oldest !== undefined) alike.messages.delete(oldest);
  return true;
}

/** The kubelet writes about a container (`involvedObject.fieldPath`): two of a pod that were created are two Events. */
function containerOf({ object, field }: Cause, about: ObjectKey): string {
  const [part, list, index] = field;
  const isContainer = object === about && part === 'spec' && (list === 'containers' || list === 'initContainers');
  return isContainer ? `${list} ${String(index)}` : '';
}

/** How often, as `kubectl describe` has it beside an Event that came more than once: `x3 over 20s`. */
export function timesText({ count, first, last }: ListedEvent): string | undefined {
  return count < 2 ? undefined : `x${count} over ${durationText(last - first)}`;
}

/** `HumanDuration` of apimachinery pkg/util/duration, as far as a minute's and an hour's worth need it. */
function durationText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 === 0 ? `${minutes}m` : `${minutes}m${seconds % 60}s`;
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  return hours < 8 && minutes % 60 !== 0 ? `${hours}h${minutes % 60}m` : `${hours}h`;
}
