import {
  keyOf,
  type Cause,
  type ClusterView,
  type ObjectKey,
  type Service,
  type ServicePort,
} from '../../core/index.js';
import { byAge, isSystem } from './describe-pods.js';
import { VISIBLE_SERVICES } from './limits.js';
import type { Participants } from './participants.js';
import type { Condition } from './pod-state.js';
import type { Selection } from './selection.js';
import type { ServiceItem } from './topology.js';

/** The Services as cards: the learner's in the order they were made, then the cluster's own, and one card for what is too many. */
export function servicesOf(view: ClusterView, selection: Selection, part: Participants): readonly ServiceItem[] {
  const all = [...view.list<Service>('Service')].sort(byAge).map((service) => itemOf(service, selection, part));
  const items = [...all.filter(({ system }) => !system), ...all.filter(({ system }) => system)];
  if (items.length <= VISIBLE_SERVICES) return items;
  const kept = new Set(items.slice(0, VISIBLE_SERVICES - 1));
  for (const item of items) if (item.part) kept.add(item);
  const shown = items.filter((item) => kept.has(item));
  return [...shown, restOf(items.length - shown.length)];
}

function itemOf(service: Service, selection: Selection, part: Participants): ServiceItem {
  const key = keyOf(service);
  const { name, namespace = '' } = service.metadata;
  const { spec } = service;
  const endpoints = selection.ready.get(key) ?? [];
  const address = spec.type === 'ExternalName' ? (spec.externalName ?? '') : (spec.clusterIP ?? '');
  const ports = (spec.ports ?? []).map(portText);
  const selector = Object.entries(spec.selector ?? {}).map(([label, value]) => `${label}=${value}`);
  return {
    id: key,
    object: key,
    name,
    namespace,
    address,
    ports,
    condition: conditionOf(service, endpoints),
    system: isSystem(namespace, name, 'Service'),
    part: part.objects.has(key),
    endpoints,
    written: writtenOf(service, selection),
    cause: { object: key, field: ['metadata', 'name'] },
    full: [
      `Service ${namespace}/${name}`,
      `Type: ${spec.type}`,
      `IP: ${address === '' ? '<none>' : address}`,
      ...(spec.ports ?? []).map((port) => `Port: ${portName(port)}${port.port}/${port.protocol} → ${port.targetPort}`),
      ...(spec.ports ?? []).flatMap((port) =>
        port.nodePort === undefined ? [] : [`NodePort: ${portName(port)}${port.nodePort}/${port.protocol}`],
      ),
      ...(spec.externalIPs === undefined ? [] : [`External IPs: ${spec.externalIPs.join(',')}`]),
      `Selector: ${selector.length === 0 ? '<none>' : selector.join(',')}`,
      `Endpoints: ${endpoints.length === 0 ? '<none>' : endpoints.length}`,
    ].join('\n'),
  };
}

/** Keyed by pods, whose names are the learner's: no prototype. Whoever has a selector has endpoints because of it. */
function writtenOf(service: Service, selection: Selection): ServiceItem['written'] {
  const written = Object.create(null) as Record<ObjectKey, Cause>;
  if (Object.keys(service.spec.selector ?? {}).length > 0) return written;
  for (const [pod, cause] of selection.written.get(keyOf(service)) ?? []) written[pod] = cause;
  return written;
}

/** A Service whose selector finds no ready pod answers nobody; `<none>` is what kubectl says of its endpoints. */
function conditionOf(service: Service, endpoints: readonly ObjectKey[]): Condition {
  if (service.metadata.deletionTimestamp !== undefined) return { state: 'terminating', word: 'Terminating' };
  const selects = service.spec.selector !== undefined && Object.keys(service.spec.selector).length > 0;
  if (selects && endpoints.length === 0) return { state: 'not-ready', word: '<none>' };
  return { state: 'ok', word: service.spec.type };
}

function portText(port: ServicePort): string {
  return `:${port.port} → ${port.targetPort}`;
}

function portName(port: ServicePort): string {
  return port.name === undefined ? '' : `${port.name} `;
}

function restOf(count: number): ServiceItem {
  return {
    id: 'services:rest',
    object: undefined,
    name: '',
    namespace: '',
    address: '',
    ports: [],
    condition: { state: 'neutral', word: '' },
    system: true,
    part: false,
    endpoints: [],
    written: {},
    cause: undefined,
    count,
    full: '',
  };
}
