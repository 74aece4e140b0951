import type { Cause } from '../api/cause.js';
import type { Ingress, IngressBackend } from '../api/networking.js';
import { elementsOf, matchesPath } from './matching.js';
import { hit, later, missed, missing, shadowed, type Pick } from './pick.js';
import type { HostRules, RouteTable, Rule } from './route-table.js';
import type { RouteTrial } from './types.js';

/** The order in which the API has rules of one host tried: the longer path first, and of equally long ones Exact before Prefix. */
export function apiRuleOrder(a: Rule, b: Rule): number {
  const longer = elementsOf(b.path).length - elementsOf(a.path).length;
  const exact = Number(b.pathType === 'Exact') - Number(a.pathType === 'Exact');
  return longer || exact || b.path.length - a.path.length;
}

/** Why the program makes no route of a backend, and the field to look at; undefined where it makes one. */
export type LeftOut = (
  ingress: Ingress,
  backend: IngressBackend,
) => { readonly because: 'refused' | 'no-port'; readonly cause: Cause } | undefined;

const sorted = new WeakMap<HostRules, readonly Rule[]>();

/** Routes a path by the rules of the Ingress API alone (facts of `networking.k8s.io/v1`, and the documentation's table of examples). */
export function pickByApi(table: RouteTable, host: HostRules | undefined, asked: string, leftOut: LeftOut): Pick {
  let rules = host && sorted.get(host);
  if (host && !rules) sorted.set(host, (rules = host.rules.toSorted(apiRuleOrder)));
  const tried: RouteTrial[] = [];
  const seen = new Map<string, Rule>();
  let chosen: Rule | undefined;
  for (const rule of rules ?? []) {
    const id = `${rule.pathType === 'Exact' ? '=' : '^'} ${rule.path}`;
    const first = seen.get(id);
    const out = leftOut(rule.ingress, rule.backend);
    if (out) {
      tried.push(missing(rule, table.spec.program.name, out.because, out.cause));
      continue;
    }
    if (first) tried.push(shadowed(rule, first.ingress));
    else if (!matchesPath(rule.pathType, rule.path, asked)) tried.push(missed(rule, asked));
    else if (chosen) tried.push(later(rule, chosen.path));
    else {
      chosen = rule;
      tried.push(hit(rule, asked));
    }
    if (!first) seen.set(id, rule);
  }
  if (chosen) return { tried, rule: chosen };
  const hasDefault = (ingress: Ingress) => {
    const { defaultBackend } = ingress.spec;
    return defaultBackend !== undefined && leftOut(ingress, defaultBackend) === undefined;
  };
  const fallback = host?.ingresses.find(hasDefault) ?? table.ingresses.find(hasDefault);
  return { tried, ...(fallback ? { fallback } : {}) };
}
