import type {
  NodeSetting,
  ObjectKey,
  Protocol,
  TrafficRequest,
  TrafficSource,
  TrafficTarget,
} from '../../core/index.js';
import type { IngressSummary, ObjectSummary } from '../../engine/protocol.js';
import type { MessageCode } from '../../messages/index.js';

/** A choice of a list; `value` is the source or target as text. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

export interface ChoiceGroup {
  readonly title: MessageCode;
  readonly choices: readonly Choice[];
}

/** What the composer offers: who can send, and to whom. Groups without choices are left out. */
export function choicesOf(
  objects: readonly ObjectSummary[],
  nodes: readonly NodeSetting[],
): { readonly from: readonly ChoiceGroup[]; readonly to: readonly ChoiceGroup[] } {
  const named = (object: ObjectSummary): string =>
    object.namespace === 'default' ? object.name : `${object.name}.${object.namespace}`;
  const pods = objects.filter(({ kind }) => kind === 'Pod');
  const services = objects.filter(({ kind }) => kind === 'Service');
  const documented = objects.filter(({ kind }) => kind === 'Node').map(({ name }) => name);
  const nodeNames = documented.length > 0 ? documented : nodes.map(({ name }) => name);
  const podChoices = (kept: readonly ObjectSummary[]): readonly Choice[] =>
    kept.map((pod) => ({ value: `pod:${pod.key}`, text: named(pod) }));

  const from: readonly ChoiceGroup[] = [
    { title: 'ui.composer.pods', choices: podChoices(pods.filter(({ system }) => !system)) },
    { title: 'ui.composer.nodes', choices: nodeNames.map((name) => ({ value: `node:${name}`, text: name })) },
    {
      title: 'ui.composer.world',
      choices: [
        { value: 'outside', text: '' },
        { value: 'outside:lan', text: '' },
      ],
    },
    { title: 'ui.composer.systemPods', choices: podChoices(pods.filter(({ system }) => system)) },
  ];
  const to: readonly ChoiceGroup[] = [
    {
      title: 'ui.composer.serviceNames',
      choices: services
        .filter(({ system }) => !system)
        .map((one) => ({ value: `name:${named(one)}`, text: named(one) })),
    },
    {
      title: 'ui.composer.serviceAddresses',
      choices: services
        .filter(({ ip }) => ip !== undefined)
        .map((one) => ({ value: `service:${one.key}`, text: `${named(one)}  ${one.ip ?? ''}` })),
    },
    {
      title: 'ui.composer.pods',
      choices: pods
        .filter(({ ip }) => ip !== undefined)
        .map((one) => ({ value: `pod:${one.key}`, text: `${named(one)}  ${one.ip ?? ''}` })),
    },
    {
      title: 'ui.composer.waysIn',
      choices: services.flatMap((one) => waysIn(one, named(one), addressOfNodes(objects))),
    },
    { title: 'ui.composer.hosts', choices: objects.flatMap(hostsOf) },
  ];
  return { from: from.filter(hasChoices), to: to.filter(hasChoices) };
}

/** The addresses and node ports by which a Service is reached from outside. */
function waysIn({ entry, ports }: ObjectSummary, name: string, nodes: readonly string[]): readonly Choice[] {
  if (entry === undefined) return [];
  const at = (ip: string, port: number, protocol: string): Choice => ({
    value: `ip:${ip}|${port}|${protocol}`,
    text: `${name}  ${ip}:${port}`,
  });
  return [
    ...entry.addresses.flatMap((address) => ports.map(({ port, protocol }) => at(address, port, protocol))),
    ...entry.nodePorts.flatMap(({ nodePort, protocol }) => nodes.map((ip) => at(ip, nodePort, protocol))),
  ];
}

function addressOfNodes(objects: readonly ObjectSummary[]): readonly string[] {
  return objects.flatMap(({ kind, ip }) => (kind === 'Node' && ip !== undefined ? [ip] : []));
}

/** The hosts of an Ingress, each with the first path that it routes. */
export function hostsOf({ ingress }: ObjectSummary): readonly Choice[] {
  const { routes, tls } = ingress ?? NO_ROUTES;
  return routes.flatMap(({ host, path }, index) => {
    if (host === '' || host.startsWith('*') || routes.findIndex((one) => one.host === host) !== index) return [];
    const url = `${tls.includes(host) ? 'https' : 'http'}://${host}${path}`;
    return [{ value: `url:${url}`, text: url }];
  });
}

const NO_ROUTES: IngressSummary = { routes: [], tls: [], addresses: [] };

/** The request over HTTP that asks for a host of an Ingress. */
export function readHost(value: string): Pick<TrafficRequest, 'to' | 'port' | 'protocol' | 'http'> {
  const [, scheme, host = '', path = '/'] = /^url:(https?):\/\/([^/]*)(.*)$/.exec(value) ?? [];
  const https = scheme === 'https';
  return {
    to: { kind: 'name', name: host },
    port: https ? 443 : 80,
    protocol: 'TCP',
    http: { scheme: https ? 'https' : 'http', method: 'GET', host, path },
  };
}

/** The ports that a target is known to have, the likeliest first. */
export function portsOf(
  target: TrafficTarget,
  objects: readonly ObjectSummary[],
): readonly { readonly port: number; readonly protocol: Protocol }[] {
  const object = objects.find(({ key, kind, name, namespace }) => {
    if (target.kind === 'service') return key === target.service;
    if (target.kind === 'pod') return key === target.pod;
    return target.kind === 'name' && kind === 'Service' && isNamed(target.name, name, namespace);
  });
  return (object?.ports ?? []).map(({ port, protocol }) => ({ port, protocol: protocol === 'UDP' ? 'UDP' : 'TCP' }));
}

export function sourceValue(source: TrafficSource): string {
  if (source.kind === 'pod') return `pod:${source.pod}`;
  if (source.kind === 'node') return `node:${source.node}`;
  return source.place === 'lan' ? 'outside:lan' : 'outside';
}

export function readSource(value: string): TrafficSource {
  if (value.startsWith('pod:')) return { kind: 'pod', pod: value.slice(4) as ObjectKey };
  if (value.startsWith('node:')) return { kind: 'node', node: value.slice(5) };
  return value === 'outside:lan' ? { kind: 'outside', place: 'lan' } : { kind: 'outside' };
}

/** The choice that a request's target is. An address alone is none: its port belongs to it. */
export function targetValue({ to, port, protocol }: Pick<TrafficRequest, 'to' | 'port' | 'protocol'>): string {
  if (to.kind === 'service') return `service:${to.service}`;
  if (to.kind === 'pod') return `pod:${to.pod}`;
  return to.kind === 'ip' ? `ip:${to.ip}|${port}|${protocol}` : `name:${to.name}`;
}

/** The target that a choice stands for, with its port where the choice says one. */
export function readTarget(
  value: string,
): Pick<TrafficRequest, 'to'> & Partial<Pick<TrafficRequest, 'port' | 'protocol'>> {
  const rest = value.slice(value.indexOf(':') + 1);
  if (value.startsWith('service:')) return { to: { kind: 'service', service: rest as ObjectKey } };
  if (value.startsWith('pod:')) return { to: { kind: 'pod', pod: rest as ObjectKey } };
  if (!value.startsWith('ip:')) return { to: { kind: 'name', name: rest } };
  const [ip = '', port, protocol] = rest.split('|');
  return {
    to: { kind: 'ip', ip },
    port: Number(port),
    protocol: protocol === 'UDP' || protocol === 'SCTP' ? protocol : 'TCP',
  };
}

function isNamed(written: string, name: string, namespace: string): boolean {
  return written === name ? namespace === 'default' : written.startsWith(`${name}.${namespace}`);
}

function hasChoices({ choices }: ChoiceGroup): boolean {
  return choices.length > 0;
}
