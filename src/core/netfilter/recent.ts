import type { HostContext, Match } from './types.js';

/**
 * `-m recent` on the packet's source address. `--set` always matches and writes the time down; `--rcheck` matches an address
 * seen in the last `--seconds`; `--update` does the same and writes the time down when it matched. `--reap` throws out the address that was
 * seen longest ago, if it is older than `--seconds`, one at each check. Models `recent_mt` of net/netfilter/xt_recent.c.
 */
export function matchRecent(match: Extract<Match, { kind: 'recent' }>, src: string, host: HostContext): boolean {
  const seen = host.recent.get(match.name);
  if (match.op === 'set') {
    note(seen ?? newList(match.name, host), src, host.now);
    return true;
  }
  const last = seen?.get(src);
  if (seen === undefined || last === undefined) return false;
  const oldest = match.seconds === undefined ? Number.NEGATIVE_INFINITY : host.now - match.seconds * 1000;
  const matched = last >= oldest;
  if (match.reap) reap(seen, oldest);
  if (matched && match.op === 'update') note(seen, src, host.now);
  return matched;
}

function newList(name: string, host: HostContext): Map<string, number> {
  const list = new Map<string, number>();
  host.recent.set(name, list);
  return list;
}

/** The map is kept in order of last use, as the kernel's LRU list is. */
function note(list: Map<string, number>, src: string, now: number): void {
  list.delete(src);
  list.set(src, now);
}

function reap(list: Map<string, number>, oldest: number): void {
  const head = list.entries().next().value;
  if (head !== undefined && head[1] < oldest) list.delete(head[0]);
}
