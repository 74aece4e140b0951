import type { Cause } from '../api/cause.js';
import type { RuleOrigin } from '../kubeproxy/types.js';
import { isBuiltin } from '../netfilter/hooks.js';
import type { Packet, RuleVisit } from '../netfilter/types.js';
import { nobodyBehind } from './no-endpoints.js';
import { sameHeader } from './parcel.js';
import type { Recorder } from './recorder.js';
import type { Location } from './types.js';
import { rewritten, whyRule, type RuleScene } from './visit-why.js';
import { why } from './why.js';

/** What telling visits needs. */
export interface Telling extends RuleScene {
  readonly recorder: Recorder;
  readonly at: Location;
  origin(visit: RuleVisit): RuleOrigin | undefined;
  /** For rules that are not kube-proxy's: the field this flow is about. */
  readonly fallback: Cause;
}

/** Chains whose rules set or clear the mark that asks for masquerade. */
const MARKING = new Set(['KUBE-MARK-MASQ', 'KUBE-POSTROUTING', 'CNI-HOSTPORT-SETMARK']);

/**
 * The visits that a lesson would name. Left out are the jumps from built-in chains (the hop before says which table is walked), early
 * returns, and the one rule inside a chain that marks and the one that clears the mark, whose effect the rule beside them shows.
 */
export function notable(visits: readonly RuleVisit[]): readonly RuleVisit[] {
  return visits.filter((visit) => {
    const kind = visit.rule.target?.kind;
    if (kind === 'jump' || kind === 'goto') return !isBuiltin(visit.table, visit.chain);
    if (kind === 'MARK') return !MARKING.has(visit.chain);
    return kind !== 'RETURN' && kind !== undefined;
  });
}

/**
 * Writes a hop for each notable visit, and one more where an address is rewritten. Each begins with the packet the one before ended with, so a
 * mark that was set or cleared in between belongs to the rule that asked for it.
 */
export function tellVisits(visits: readonly RuleVisit[], start: Packet, telling: Telling): void {
  if (telling.recorder.silent) return;
  const told = notable(visits);
  let cursor = start;
  for (const [i, visit] of told.entries()) {
    const origin = telling.origin(visit);
    const refuses = visit.rule.target?.kind === 'REJECT';
    const isNat = visit.rule.target?.kind === 'DNAT' || isSourceNat(visit);
    const next = told[i + 1];
    const after = isNat ? visit.before : (next?.before ?? visits.at(-1)?.after ?? visit.after);
    telling.recorder.add(
      {
        kind: 'rule',
        table: visit.table,
        chain: visit.chain,
        index: visit.index,
        text: visit.rule.text,
        matched: visit.matched,
        ...(visit.dice ? { dice: visit.dice } : {}),
        ...(origin?.service ? { service: origin.service } : {}),
      },
      telling.at,
      [cursor, after],
      () => whyRule(visit, origin, telling),
      (refuses && origin ? nobodyBehind(telling.view, origin)?.cause : undefined) ?? origin?.cause ?? telling.fallback,
    );
    cursor = after;
    if (isNat && !sameHeader(visit.before, visit.after)) {
      tellRewrite(visit, origin, telling);
      cursor = visit.after;
    }
  }
}

function isSourceNat(visit: RuleVisit): boolean {
  return visit.rule.target?.kind === 'MASQUERADE' || visit.rule.target?.kind === 'SNAT';
}

function tellRewrite(visit: RuleVisit, origin: RuleOrigin | undefined, telling: Telling): void {
  const nat = isSourceNat(visit) ? 'SNAT' : 'DNAT';
  telling.recorder.add(
    { kind: 'nat', nat, by: 'rule', ...(origin?.service ? { service: origin.service } : {}) },
    telling.at,
    [visit.before, visit.after],
    () =>
      nat === 'DNAT'
        ? why('trace.nat.dnat', rewritten(visit))
        : why('trace.nat.snat', { ...rewritten(visit), node: telling.node }),
    origin?.cause ?? telling.fallback,
  );
}
