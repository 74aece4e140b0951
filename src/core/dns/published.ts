import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Ingress } from '../api/networking.js';
import type { Service } from '../api/service.js';
import type { ClusterView } from '../cluster/types.js';
import { OUTSIDE_NAMES } from './outside.js';

/** A name that the world's DNS has because of the cluster, and the field that names it. */
export interface PublishedName {
  readonly addresses: readonly string[];
  readonly cause: Cause;
}

const HOSTNAME = 'external-dns.alpha.kubernetes.io/hostname';

const known = new WeakMap<
  readonly object[],
  { services: readonly object[]; names: ReadonlyMap<string, PublishedName> }
>();

/**
 * The names that external-dns would write (kubernetes-sigs/external-dns, `source/ingress.go` and `source/service.go`): the hosts of an Ingress that has addresses in
 * its status, and those that the annotation of a Service with a balancer or externalIPs names. The model takes it that somebody runs it. Names end in a dot, in lower
 * case; `*.foo.com.` stands for one label. Of several objects with one name the first by key has it.
 */
export function publishedNames(view: ClusterView): ReadonlyMap<string, PublishedName> {
  const ingresses = view.list<Ingress>('Ingress');
  const services = view.list<Service>('Service');
  const last = known.get(ingresses);
  if (last?.services === services) return last.names;
  const names = new Map<string, PublishedName>();
  for (const ingress of ingresses) ofIngress(ingress, names);
  for (const service of services) ofService(service, names);
  known.set(ingresses, { services, names });
  return names;
}

/** The cause is where the host is written: the address came later, by the controller. */
function ofIngress(ingress: Ingress, names: Map<string, PublishedName>): void {
  const addresses = (ingress.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
  if (addresses.length === 0) return;
  const object = keyOf(ingress);
  const { rules = [], tls = [] } = ingress.spec;
  for (const [i, { host }] of rules.entries()) {
    add(names, host, { addresses, cause: { object, field: ['spec', 'rules', i, 'host'] } });
  }
  for (const [i, { hosts = [] }] of tls.entries()) {
    for (const [j, host] of hosts.entries()) {
      add(names, host, { addresses, cause: { object, field: ['spec', 'tls', i, 'hosts', j] } });
    }
  }
}

/** An Ingress, and where it names a host. */
export interface HostedName {
  readonly name: string;
  readonly cause: Cause;
}

/** The Ingress that names a host, written just so, and has no address that could be published for it. */
export function ingressOfHost(view: ClusterView, name: string): HostedName | undefined {
  const host = name.replace(/\.$/, '').toLowerCase();
  for (const ingress of view.list<Ingress>('Ingress')) {
    const index = (ingress.spec.rules ?? []).findIndex((rule) => rule.host?.toLowerCase() === host);
    if (index < 0 || (ingress.status?.loadBalancer?.ingress ?? []).length > 0) continue;
    return { name: ingress.metadata.name, cause: { object: keyOf(ingress), field: ['spec', 'rules', index, 'host'] } };
  }
  return undefined;
}

function ofService(service: Service, names: Map<string, PublishedName>): void {
  const hosts = annotationOf(service, HOSTNAME);
  if (hosts === undefined) return;
  const balancer = (service.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => ip ?? []);
  const addresses = (service.spec.externalIPs ?? []).length > 0 ? (service.spec.externalIPs ?? []) : balancer;
  if (addresses.length === 0) return;
  const cause: Cause = { object: keyOf(service), field: ['metadata', 'annotations', HOSTNAME] };
  for (const host of hosts.split(',')) add(names, host.trim(), { addresses, cause });
}

function annotationOf({ metadata: { annotations } }: KubeObject, name: string): string | undefined {
  return annotations !== undefined && Object.hasOwn(annotations, name) ? annotations[name] : undefined;
}

function add(names: Map<string, PublishedName>, host: string | undefined, published: PublishedName): void {
  if (host === undefined || host === '') return;
  const name = `${host.toLowerCase()}.`;
  if (names.has(name) || OUTSIDE_NAMES.has(name)) return;
  names.set(name, published);
}

/** What is published for a full name: itself, else a wildcard for its first label. */
export function publishedAt(view: ClusterView, name: string): PublishedName | undefined {
  const names = publishedNames(view);
  if (names.size === 0) return undefined;
  const full = (name.endsWith('.') ? name : `${name}.`).toLowerCase();
  return names.get(full) ?? names.get(`*${full.slice(full.indexOf('.'))}`);
}

/** The world outside for one question: the names of the documentation, and what is published under that name and as targets of aliases. */
export function worldFor(view: ClusterView, name: string): ReadonlyMap<string, readonly string[]> {
  const published = publishedNames(view);
  if (published.size === 0) return OUTSIDE_NAMES;
  const full = (name.endsWith('.') ? name : `${name}.`).toLowerCase();
  const own = OUTSIDE_NAMES.has(full) ? undefined : publishedAt(view, full);
  return new Map([
    ...OUTSIDE_NAMES,
    ...[...published].map(([one, { addresses }]) => [one, addresses] as const),
    ...(own ? [[full, own.addresses] as const] : []),
  ]);
}
