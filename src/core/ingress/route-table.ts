import type { Cause } from '../api/cause.js';
import { keyOf, type ObjectKey } from '../api/key.js';
import type { Ingress, IngressBackend, PathType } from '../api/networking.js';
import type { ClusterView } from '../cluster/types.js';
import { claimOf, nginxField, nginxFlag, type Claim } from './classes.js';
import type { ControllerSpec } from './controllers.js';
import { why } from './why.js';

/** One path of one rule of an Ingress, with where it stands. */
export interface Rule {
  readonly ingress: Ingress;
  readonly key: ObjectKey;
  /** `` for every host. */
  readonly host: string;
  /** As it is written; `/` when nothing is. */
  readonly path: string;
  readonly pathType: PathType;
  readonly backend: IngressBackend;
  /** `spec.rules[i].http.paths[j]`. */
  readonly at: readonly (string | number)[];
}

/** Everything that is known of one host: what a balancer reads once it has looked the host up. */
export interface HostRules {
  readonly host: string;
  /** In the order of the Ingresses that brought them, and of each Ingress. */
  readonly rules: readonly Rule[];
  /** The Ingresses with a rule of this host, in that order. */
  readonly ingresses: readonly Ingress[];
}

/** An Ingress of somebody else, or a canary, found under a host that it names. */
export interface Unclaimed {
  readonly rule: Rule;
  readonly claim: Extract<Claim, { mine: false }>;
}

/** What a controller serves, by host. Nothing in it depends on a request, a Service or a pod. */
export interface RouteTable {
  readonly spec: ControllerSpec;
  readonly ingresses: readonly Ingress[];
  readonly hosts: ReadonlyMap<string, HostRules>;
  readonly unclaimed: ReadonlyMap<string, readonly Unclaimed[]>;
  /** The section of `tls` that lists a host first. */
  readonly tls: ReadonlyMap<string, { readonly ingress: Ingress; readonly index: number }>;
  /** Every rule, in the order of the Ingresses. */
  readonly rules: readonly Rule[];
}

const tables = new WeakMap<
  readonly object[],
  { classes: readonly object[]; bySpec: Map<ControllerSpec, RouteTable> }
>();

/** How many tables were built since the start: work done, for tests. */
export const tablesBuilt = { count: 0 };

/** The table of a controller: built once for each state of the Ingresses, their classes and the controller's workload. */
export function routeTable(view: ClusterView, spec: ControllerSpec): RouteTable {
  const ingresses = view.list<Ingress>('Ingress');
  const classes = view.list('IngressClass');
  let known = tables.get(ingresses);
  if (!known || known.classes !== classes) tables.set(ingresses, (known = { classes, bySpec: new Map() }));
  let table = known.bySpec.get(spec);
  if (!table) known.bySpec.set(spec, (table = build(view, spec, ingresses)));
  return table;
}

function build(view: ClusterView, spec: ControllerSpec, all: readonly Ingress[]): RouteTable {
  tablesBuilt.count++;
  const ordered = all.toSorted(spec.program.routing === 'nginx' ? nginxOrder : apiOrder);
  const hosts = new Map<string, { host: string; rules: Rule[]; ingresses: Ingress[] }>();
  const unclaimed = new Map<string, Unclaimed[]>();
  const tls = new Map<string, { ingress: Ingress; index: number }>();
  const mine: Ingress[] = [];
  const rules: Rule[] = [];
  for (const ingress of ordered) {
    const claim = claimOf(view, spec, ingress);
    if (claim.mine) mine.push(ingress);
    const left = claim.mine ? canaryOf(spec, ingress) : claim;
    if (left) {
      for (const rule of rulesOf(ingress)) {
        const list = unclaimed.get(rule.host) ?? [];
        unclaimed.set(rule.host, list);
        list.push({ rule, claim: left });
      }
      continue;
    }
    // A rule without paths still makes its host known: requests for it go to the default backend.
    for (const { host = '' } of ingress.spec.rules ?? []) {
      const name = host.toLowerCase();
      const entry = hosts.get(name) ?? { host: name, rules: [], ingresses: [] };
      hosts.set(name, entry);
      if (!entry.ingresses.includes(ingress)) entry.ingresses.push(ingress);
    }
    for (const [index, section] of (ingress.spec.tls ?? []).entries()) {
      for (const host of section.hosts ?? []) {
        if (!tls.has(host.toLowerCase())) tls.set(host.toLowerCase(), { ingress, index });
      }
    }
    for (const rule of rulesOf(ingress)) {
      hosts.get(rule.host)?.rules.push(rule);
      rules.push(rule);
    }
  }
  return { spec, ingresses: mine, hosts, unclaimed, tls, rules };
}

/**
 * To ingress-nginx a canary is served, but makes neither a server nor a location: its backends only take a share of another Ingress's requests
 * (`createServers`, `NoServer` and `mergeAlternativeBackends` of `internal/ingress/controller/controller.go`).
 */
function canaryOf({ program }: ControllerSpec, ingress: Ingress): Unclaimed['claim'] | undefined {
  if (program.routing !== 'nginx' || !isCanary(ingress)) return undefined;
  const cause: Cause = { object: keyOf(ingress), field: nginxField('canary') };
  return { mine: false, why: why('ingress.trial.canary', { ingress: ingress.metadata.name }), cause };
}

export function isCanary(ingress: Ingress): boolean {
  return nginxFlag(ingress, 'canary') === true;
}

function rulesOf(ingress: Ingress): readonly Rule[] {
  const key = keyOf(ingress);
  return (ingress.spec.rules ?? []).flatMap(({ host = '', http }, i) =>
    (http?.paths ?? []).map(({ path, pathType, backend }, j) => ({
      ingress,
      key,
      host: host.toLowerCase(),
      path: path === undefined || path === '' ? '/' : path,
      pathType,
      backend,
      at: ['spec', 'rules', i, 'http', 'paths', j],
    })),
  );
}

/** The older first; of equally old ones the last by name (`sortIngressSlice`, ingress-nginx `internal/ingress/controller/store/store.go`). */
function nginxOrder(a: Ingress, b: Ingress): number {
  return byAge(a, b) || (nameOf(a) > nameOf(b) ? -1 : 1);
}

/** The older first, then by name: what most programs do, and Gateway API says. The Ingress API itself is silent about it. */
function apiOrder(a: Ingress, b: Ingress): number {
  return byAge(a, b) || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function byAge({ metadata: a }: Ingress, { metadata: b }: Ingress): number {
  const [born, other] = [a.creationTimestamp ?? '', b.creationTimestamp ?? ''];
  return born < other ? -1 : born > other ? 1 : 0;
}

function nameOf({ metadata }: Ingress): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** The names under which a host is looked up, in order: itself, a wildcard for its first label, and every host. */
export function hostNames(host: string): readonly string[] {
  const name = normalHost(host);
  const dot = name.indexOf('.');
  if (name === '') return [''];
  return dot > 0 && dot < name.length - 1 ? [name, `*${name.slice(dot)}`, ''] : [name, ''];
}

/** Without the dot that may end a full name, and in lower case: hosts are compared so. */
export function normalHost(host: string): string {
  const lower = host.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

export function causeOfPath(rule: Rule): Cause {
  const written = rule.ingress.spec.rules?.[Number(rule.at[2])]?.http?.paths[Number(rule.at[5])]?.path;
  return { object: rule.key, field: written === undefined ? rule.at : [...rule.at, 'path'] };
}

export function causeOfHost(rule: Rule): Cause {
  const [, , i = 0] = rule.at;
  const field = ['spec', 'rules', i];
  return { object: rule.key, field: rule.host === '' ? field : [...field, 'host'] };
}
