import type { NodeSetting, ObjectKey, Protocol, TrafficSource, TrafficTarget } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
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
    { title: 'ui.composer.world', choices: [{ value: 'outside', text: '' }] },
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
  ];
  return { from: from.filter(hasChoices), to: to.filter(hasChoices) };
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
  return source.kind === 'node' ? `node:${source.node}` : 'outside';
}

export function readSource(value: string): TrafficSource {
  if (value.startsWith('pod:')) return { kind: 'pod', pod: value.slice(4) as ObjectKey };
  return value.startsWith('node:') ? { kind: 'node', node: value.slice(5) } : { kind: 'outside' };
}

export function targetValue(target: TrafficTarget): string {
  if (target.kind === 'service') return `service:${target.service}`;
  if (target.kind === 'pod') return `pod:${target.pod}`;
  return target.kind === 'ip' ? `ip:${target.ip}` : `name:${target.name}`;
}

export function readTarget(value: string): TrafficTarget {
  const rest = value.slice(value.indexOf(':') + 1);
  if (value.startsWith('service:')) return { kind: 'service', service: rest as ObjectKey };
  if (value.startsWith('pod:')) return { kind: 'pod', pod: rest as ObjectKey };
  return value.startsWith('ip:') ? { kind: 'ip', ip: rest } : { kind: 'name', name: rest };
}

function isNamed(written: string, name: string, namespace: string): boolean {
  return written === name ? namespace === 'default' : written.startsWith(`${name}.${namespace}`);
}

function hasChoices({ choices }: ChoiceGroup): boolean {
  return choices.length > 0;
}
