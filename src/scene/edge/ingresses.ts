import {
  keyOf,
  type ClusterView,
  type FieldPath,
  type Ingress,
  type IngressBackend,
  type IngressController,
  type ObjectKey,
  type RouteDecision,
} from '../../core/index.js';
import { TEXT, textWidth } from '../text/measure.js';
import type { EdgeItem } from './edge.js';
import type { Entered } from './entered.js';
import { VISIBLE_INGRESSES, VISIBLE_ROUTES } from './limits.js';
import { lockOf } from './locks.js';
import type { Readers } from './readers.js';
import { say } from './words.js';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

/** One host and path of an Ingress, before it is known whether there is room for it. */
interface Route {
  readonly id: string;
  readonly ingress: ObjectKey;
  readonly host: string;
  readonly path: string;
  readonly pathType: string;
  readonly backend: IngressBackend | undefined;
  readonly field: readonly (string | number)[];
}

/** The Ingresses, each followed by its routes; of many, those of the present request and the first of the others. */
export function ingressItems(
  view: ClusterView,
  ingresses: readonly Ingress[],
  readers: Readers,
  entered: Entered,
): readonly EdgeItem[] {
  const { decision } = entered;
  const inTrace = (ingress: Ingress): boolean =>
    decision?.tried.some((trial) => trial.ingress === keyOf(ingress) && trial.matched) === true ||
    decision?.backend?.cause.object === keyOf(ingress) ||
    decision?.tls?.cause.object === keyOf(ingress);
  const wasTried = (ingress: Ingress): boolean =>
    decision?.tried.some((trial) => trial.ingress === keyOf(ingress)) === true;
  const cards = firstOf(ingresses, VISIBLE_INGRESSES, inTrace);
  const shown = shownRoutes(
    cards.flatMap((ingress) => routesOf(ingress)),
    decision,
  );
  const items = cards.flatMap((ingress) => {
    const reader = readers.get(keyOf(ingress));
    const routes = routesOf(ingress);
    const rows = routes.filter(({ id }) => shown.has(id));
    const hidden = routes.length - rows.length;
    return [
      ingressCard(view, ingress, reader, inTrace(ingress) || wasTried(ingress)),
      ...rows.map((route, index) => routeRow(route, rows[index - 1]?.host, decision, reader !== undefined)),
      ...(hidden > 0 ? [moreRoutes(keyOf(ingress), hidden)] : []),
    ];
  });
  return cards.length === ingresses.length ? items : [...items, moreIngresses(ingresses.length - cards.length)];
}

/** In the order of the list: what must be there, then as many of the others as there is room for. */
function firstOf<T>(list: readonly T[], limit: number, must: (item: T) => boolean): readonly T[] {
  if (list.length <= limit) return list;
  const kept = new Set(list.filter(must));
  for (const item of list) if (kept.size < limit) kept.add(item);
  return list.filter((item) => kept.has(item));
}

/** The route that matched is always there; of the others that were tried, the first. */
function shownRoutes(routes: readonly Route[], decision: RouteDecision | undefined): ReadonlySet<string> {
  const matched = routes.filter((route) => trialOf(route, decision)?.trial.matched || isDefaultOf(route, decision));
  const kept = new Set(matched.map(({ id }) => id));
  for (const { id } of routes) if (kept.size < VISIBLE_ROUTES) kept.add(id);
  return kept;
}

function ingressCard(
  view: ClusterView,
  ingress: Ingress,
  reader: IngressController | undefined,
  part: boolean,
): EdgeItem {
  const key = keyOf(ingress);
  const { name, namespace = 'default' } = ingress.metadata;
  const { spec } = ingress;
  const lock = lockOf(view, ingress, reader);
  const tls = (spec.tls ?? []).map(({ secretName }) => `TLS ${secretName ?? ''}`.trim()).slice(0, 1);
  const className = spec.ingressClassName ?? ingress.metadata.annotations?.[CLASS_ANNOTATION];
  const address = ingress.status?.loadBalancer?.ingress?.[0];
  const alone = reader === undefined;
  return {
    id: key,
    kind: 'ingress',
    form: 'card',
    lines: [name, ...(className === undefined ? [] : [`class ${className}`]), ...tls],
    reads: { object: key, field: classField(ingress) },
    joins: { kind: 'read', by: reader && `controller:${reader.workload}:watch` },
    node: {
      short: namespace === 'default' ? 'ing' : `ing · ${namespace}`,
      full: [
        `Ingress ${namespace}/${name}`,
        `Class: ${className ?? '<none>'}`,
        `Address: ${address?.ip ?? address?.hostname ?? ''}`,
        ...(spec.tls ?? []).map(
          ({ hosts, secretName }) => `TLS: ${secretName ?? '<none>'} terminates ${(hosts ?? []).join(',')}`,
        ),
      ].join('\n'),
      state: alone ? 'not-ready' : 'ok',
      stateWord: '',
      object: key,
      cause: { object: key, field: ['metadata', 'name'] },
      about: say(alone ? 'scene.edge.about.ingress.unread' : 'scene.edge.about.ingress', {}),
      ...(alone
        ? { notes: [say('scene.edge.unread', {})] }
        : lock === 'self-signed' && { notes: [say('scene.edge.selfSigned', {})] }),
      ...(lock !== undefined && { lock }),
      ...(part && { part: true }),
    },
  };
}

/** What names its class: the field, the annotation of before, or nothing, where the default class has it by being there. */
function classField({ spec, metadata }: Ingress): FieldPath {
  if (spec.ingressClassName !== undefined) return ['spec', 'ingressClassName'];
  const old = metadata.annotations?.[CLASS_ANNOTATION] !== undefined;
  return old ? ['metadata', 'annotations', CLASS_ANNOTATION] : ['metadata', 'name'];
}

/** Every rule's paths in the order of the manifest, and the default backend last. */
function routesOf(ingress: Ingress): readonly Route[] {
  const key = keyOf(ingress);
  const routes = (ingress.spec.rules ?? []).flatMap(({ host = '', http }, rule) =>
    (http?.paths ?? []).map(({ path = '', pathType, backend }, index): Route => ({
      id: `route:${key}/${rule}/${index}`,
      ingress: key,
      host,
      path,
      pathType,
      backend,
      field: ['spec', 'rules', rule, 'http', 'paths', index],
    })),
  );
  const { defaultBackend } = ingress.spec;
  if (defaultBackend === undefined) return routes;
  const last = { id: `route:${key}/default`, ingress: key, host: '', path: '', pathType: '', backend: defaultBackend };
  return [...routes, { ...last, field: ['spec', 'defaultBackend'] }];
}

function trialOf(route: Route, decision: RouteDecision | undefined) {
  const index = (decision?.tried ?? []).findIndex(
    ({ ingress, host, path, pathType }) =>
      ingress === route.ingress && host === route.host && pathType === route.pathType && samePath(path, route.path),
  );
  const trial = decision?.tried[index];
  return trial && { trial, index };
}

/** A path that is left out is the root. */
function samePath(a: string, b: string): boolean {
  return (a === '' ? '/' : a) === (b === '' ? '/' : b);
}

function isDefaultOf(route: Route, decision: RouteDecision | undefined): boolean {
  const cause = decision?.backend?.cause;
  return route.pathType === '' && cause?.object === route.ingress && cause.field[1] === 'defaultBackend';
}

function routeRow(
  route: Route,
  above: string | undefined,
  decision: RouteDecision | undefined,
  read: boolean,
): EdgeItem {
  const { host, path, backend } = route;
  const target = targetText(backend);
  const isDefault = route.pathType === '';
  const found = trialOf(route, decision);
  const matched = found?.trial.matched === true || isDefaultOf(route, decision);
  const missed = found !== undefined && !matched ? missedBy(found.trial.cause.field) : undefined;
  const shown = isDefault ? [`* → ${target}`] : leading(path === '' ? '/' : path, target);
  return {
    id: route.id,
    kind: 'route',
    form: 'row',
    lines: isDefault || host === above ? shown : [host === '' ? '*' : host, ...shown],
    node: {
      short: found === undefined ? '' : String(found.index + 1),
      full: isDefault
        ? `defaultBackend → ${target}`
        : [`${host === '' ? '*' : host}${path === '' ? '/' : path} (${route.pathType})`, `→ ${target}`].join('\n'),
      state: read ? 'ok' : 'neutral',
      stateWord: '',
      object: route.ingress,
      cause: { object: route.ingress, field: route.field },
      about: say('scene.edge.about.rule', {}),
      ...(matched && { tried: 'matched', part: true }),
      ...(found !== undefined && !matched && { tried: 'missed', part: true }),
      ...(missed && {
        missed,
        notes: [say(missed === 'host' ? 'scene.edge.otherHost' : 'scene.edge.otherPath', {})],
      }),
    },
  };
}

/** The room that a row has for words where it has the least. */
const LEAST_ROOM = 149;

/** In one line where it fits, else in two. */
function leading(path: string, target: string): readonly string[] {
  const line = `${path} → ${target}`;
  return textWidth(line, TEXT) <= LEAST_ROOM ? [line] : [path, `→ ${target}`];
}

/** What a rule failed by; one that is not the controller’s at all failed by neither. */
function missedBy(field: readonly (string | number)[]): 'host' | 'path' | undefined {
  if (field.includes('host')) return 'host';
  return field.includes('paths') ? 'path' : undefined;
}

function targetText(backend: IngressBackend | undefined): string {
  const { service, resource } = backend ?? {};
  if (service !== undefined) {
    const port = service.port?.name ?? service.port?.number;
    return port === undefined ? service.name : `${service.name}:${port}`;
  }
  return resource === undefined ? '<none>' : `${resource.kind}/${resource.name}`;
}

function moreRoutes(ingress: ObjectKey, count: number): EdgeItem {
  return {
    id: `routes:${ingress}`,
    kind: 'route',
    form: 'row',
    lines: [],
    node: {
      short: '',
      full: '',
      state: 'neutral',
      stateWord: '',
      object: ingress,
      count,
      notes: [say('scene.edge.routes.more', { count })],
    },
  };
}

function moreIngresses(count: number): EdgeItem {
  return {
    id: 'more:ingress',
    kind: 'ingress',
    form: 'chip',
    lines: [],
    node: {
      short: 'ing',
      full: '',
      state: 'neutral',
      stateWord: '',
      count,
      system: true,
      notes: [say('scene.edge.more', { count })],
      about: say('scene.edge.about.ingress', {}),
    },
  };
}
