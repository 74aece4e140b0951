import type { Ingress, PathType } from '../api/networking.js';
import { nginxAnnotation, nginxFlag } from './classes.js';
import { expressionOf, rewritten } from './expression.js';
import { matchesPath } from './matching.js';
import { hit, hitAsExpression, later, missed, shadowed, trial, words, type Pick } from './pick.js';
import { isCanary, type HostRules, type RouteTable, type Rule } from './route-table.js';
import type { RouteTrial } from './types.js';
import { why } from './why.js';

/** One `location` of an nginx server. */
export interface Location {
  readonly modifier: '=' | '' | '~*';
  readonly path: string;
  /** Absent for `/` where no rule has it: what no other location takes. */
  readonly rule?: Rule;
  readonly expression?: RegExp;
}

/** One `server` of nginx.conf: the locations in the order in which they are written. */
export interface NginxServer {
  /** `` for the server of every other host, `_`. */
  readonly host: string;
  readonly locations: readonly Location[];
  /** The Ingress whose default backend `/` leads to, where no rule has it. */
  readonly fallback?: Ingress;
  readonly shadowed: readonly { readonly rule: Rule; readonly by: Ingress }[];
  /** Rules that name an object that is no Service. */
  readonly unserved: readonly Rule[];
  readonly usesRegex: boolean;
}

const EMPTY: HostRules = { host: '', rules: [], ingresses: [] };

const servers = new WeakMap<RouteTable, Map<string, NginxServer>>();

/** The server of a host that the table knows; of any other, and of none, the server `_`. */
export function nginxServer(table: RouteTable, host: HostRules | undefined): NginxServer {
  let known = servers.get(table);
  if (!known) servers.set(table, (known = new Map()));
  const rules = host ?? table.hosts.get('') ?? EMPTY;
  let server = known.get(rules.host);
  if (!server) known.set(rules.host, (server = build(table, rules)));
  return server;
}

/**
 * Models `createServers` and `getBackendServers` of ingress-nginx `internal/ingress/controller/controller.go`: every server has `/`; of two rules of one
 * path and type the first stays; locations are sorted by length.
 */
function build(table: RouteTable, { host, rules, ingresses }: HostRules): NginxServer {
  const takers = new Map<string, Rule>();
  const hidden: { rule: Rule; by: Ingress }[] = [];
  const unserved: Rule[] = [];
  const { fallback, closed } = rootOf(table, host, ingresses);
  for (const rule of rules) {
    if (!rule.backend.service) {
      unserved.push(rule);
      continue;
    }
    const id = `${typeOf(rule)} ${rule.path}`;
    const first = takers.get(id)?.ingress ?? (id === 'Prefix /' ? closed : undefined);
    if (first) hidden.push({ rule, by: first });
    else takers.set(id, rule);
  }
  const kept = [...takers.values()];
  const plain: { path: string; rule?: Rule }[] = kept.map((rule) => ({ path: rule.path, rule }));
  if (!takers.has('Prefix /')) plain.push({ path: '/' });
  const sorted = plain
    .toSorted((a, b) => (a.path > b.path ? -1 : a.path < b.path ? 1 : 0))
    .toSorted((a, b) => b.path.length - a.path.length);
  const usesRegex = kept.some(isRegex);
  const expanded = expand(sorted, new Set(kept.filter((one) => one.pathType === 'Exact').map(({ path }) => path)));
  return {
    host,
    locations: usesRegex ? expanded.map(asExpression) : expanded,
    ...(fallback ? { fallback } : {}),
    shadowed: hidden,
    unserved,
    usesRegex,
  };
}

/**
 * Where `/` leads when no rule says: in a host's server to the default backend of the Ingress that made the host known first; in `_` to the last default
 * backend there is. An Ingress with nothing but a default backend closes `/` of `_` to rules.
 */
function rootOf(
  table: RouteTable,
  host: string,
  ingresses: readonly Ingress[],
): { fallback?: Ingress; closed?: Ingress } {
  if (host !== '') {
    const [first] = ingresses;
    return first?.spec.defaultBackend?.service ? { fallback: first } : {};
  }
  const having = table.ingresses.filter((one) => one.spec.defaultBackend?.service !== undefined && !isCanary(one));
  const closed = having.find(({ spec }) => (spec.rules ?? []).length === 0);
  const fallback = having.at(-1);
  return { ...(fallback ? { fallback } : {}), ...(closed ? { closed } : {}) };
}

/** ingress-nginx takes ImplementationSpecific for Prefix (`SetDefaultNGINXPathType`, `internal/k8s/main.go`). */
function typeOf({ pathType }: Rule): PathType {
  return pathType === 'Exact' ? 'Exact' : 'Prefix';
}

/** Whether a rule's Ingress asks for regular expressions: then every location of the server is one (`enforceRegexModifier`, template.go). */
function isRegex(rule: Rule): boolean {
  return needsRewrite(rule) || nginxFlag(rule.ingress, 'use-regex') === true;
}

export function rewriteTarget({ ingress }: { readonly ingress: Ingress }): string | undefined {
  const target = nginxAnnotation(ingress, 'rewrite-target');
  return target === undefined || target === '' ? undefined : target;
}

function needsRewrite(rule: Rule): boolean {
  const target = rewriteTarget(rule);
  return target !== undefined && target !== rule.path;
}

/** A Prefix becomes two locations, the path itself and everything below it (`updateServerLocations`, location.go). */
function expand(sorted: readonly { path: string; rule?: Rule }[], exact: ReadonlySet<string>): readonly Location[] {
  return sorted.flatMap(({ path, rule }): Location[] => {
    if (!rule) return [{ modifier: '', path }];
    if (typeOf(rule) === 'Exact') return [{ modifier: '=', path, rule }];
    if (path === '/' || isRegex(rule)) return [{ modifier: '', path, rule }];
    const below: Location = { modifier: '', path: path.endsWith('/') ? path : `${path}/`, rule };
    return exact.has(path) ? [below] : [below, { modifier: '=', path, rule }];
  });
}

/** The type of the path no longer counts: the first expression that matches wins. */
function asExpression({ path, rule }: Location): Location {
  const expression = expressionOf(path);
  return { modifier: '~*', path, ...(rule ? { rule } : {}), ...(expression ? { expression } : {}) };
}

/** Finds the location of a path as nginx does (`ngx_http_core_find_location`, src/http/ngx_http_core_module.c). */
export function pickByNginx(table: RouteTable, host: HostRules | undefined, asked: string): Pick {
  const server = nginxServer(table, host);
  const found = server.usesRegex ? firstExpression(server, asked) : longest(server, asked);
  const rule = found?.location.rule;
  const tried = trialsOf(server, asked, found?.location);
  if (found?.slash !== undefined) return { tried, slash: found.slash, ...(rule ? { rule } : {}) };
  if (!rule) {
    const { fallback } = server;
    const path =
      fallback && server.host !== '' && found ? rewriteOf({ ingress: fallback }, found.location, asked) : undefined;
    return { tried, ...(fallback ? { fallback } : {}), ...(path === undefined ? {} : { rewritten: path }) };
  }
  const path = rewriteOf(rule, found.location, asked);
  return { tried, rule, ...(path === undefined ? {} : { rewritten: path }) };
}

interface Found {
  readonly location: Location;
  readonly slash?: string;
}

function firstExpression({ locations }: NginxServer, asked: string): Found | undefined {
  const location = locations.find(({ expression }) => expression?.test(asked));
  return location && { location };
}

/** The location that is the path itself; else the longest that the path begins with. */
function longest({ locations }: NginxServer, asked: string): Found | undefined {
  const exact = locations.find(({ modifier, path }) => modifier === '=' && path === asked);
  if (exact) return { location: exact };
  // A location that ends in a slash and hands requests on answers its own path without the slash with a redirect (`location` in nginx' reference).
  const open = locations.find(({ modifier, path }) => modifier === '' && path === `${asked}/`);
  if (open) return { location: open, slash: open.path };
  let best: Location | undefined;
  for (const location of locations) {
    if (location.modifier !== '' || !asked.startsWith(location.path)) continue;
    if (!best || location.path.length > best.path.length) best = location;
  }
  return best && { location: best };
}

/** `rewrite "(?i)<path>" <target> break;` (`buildProxyPass`, template.go): the target takes the place of the whole path. */
function rewriteOf(of: { readonly ingress: Ingress }, { path }: Location, asked: string): string | undefined {
  const target = rewriteTarget(of);
  if (target === undefined || target === path) return undefined;
  const match = expressionOf(path)?.exec(asked);
  return match ? rewritten(target, match) : undefined;
}

/** One trial a rule, in the order of the locations; with a rule those that it shadows. */
function trialsOf(server: NginxServer, asked: string, chosen: Location | undefined): readonly RouteTrial[] {
  const tried: RouteTrial[] = [];
  const told = new Set<Rule>();
  for (const { rule } of server.locations) {
    if (!rule || told.has(rule)) continue;
    told.add(rule);
    const own = server.locations.filter((one) => one.rule === rule);
    tried.push(chosen?.rule === rule ? taken(server, rule, asked) : notChosen(server, rule, own, asked, chosen));
    for (const one of server.shadowed) if (isSame(one.rule, rule)) tried.push(shadowed(one.rule, one.by));
  }
  for (const one of server.shadowed) {
    if (!tried.some((known) => known.cause.object === one.rule.key && known.path === one.rule.path)) {
      tried.push(shadowed(one.rule, one.by));
    }
  }
  for (const rule of server.unserved) {
    const kind = rule.backend.resource?.kind ?? '';
    tried.push(trial(rule, false, why('ingress.trial.resource', { ...words(rule), kind }), backendCause(rule)));
  }
  return tried;
}

function isSame(a: Rule, b: Rule): boolean {
  return a.path === b.path && typeOf(a) === typeOf(b);
}

function backendCause(rule: Rule): RouteTrial['cause'] {
  return { object: rule.key, field: [...rule.at, 'backend'] };
}

function taken({ usesRegex }: NginxServer, rule: Rule, asked: string): RouteTrial {
  const asExpression = usesRegex && !matchesPath(typeOf(rule), rule.path, asked);
  return asExpression ? hitAsExpression(rule, asked) : hit(rule, asked);
}

function notChosen(
  { usesRegex }: NginxServer,
  rule: Rule,
  own: readonly Location[],
  asked: string,
  chosen: Location | undefined,
): RouteTrial {
  if (!usesRegex) {
    const wouldMatch = matchesPath(typeOf(rule), rule.path, asked);
    return wouldMatch && chosen ? later(rule, chosen.path) : missed(rule, asked);
  }
  const expression = `^${own[0]?.path ?? rule.path}`;
  if (own.every((one) => !one.expression)) {
    return trial(rule, false, why('ingress.trial.badRegex', { ...words(rule), expression }));
  }
  if (chosen && own.some((one) => one.expression?.test(asked))) return later(rule, chosen.path);
  return trial(rule, false, why('ingress.trial.regex', { ...words(rule), asked, expression }));
}
