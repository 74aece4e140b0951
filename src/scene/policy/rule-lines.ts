import {
  formatRequirements,
  selectorRequirements,
  type LabelSelector,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
} from '../../core/index.js';
import { elideEnd, MONO, textWidth } from '../text/measure.js';
import type { SceneRule } from '../types.js';
import { tell } from './words.js';

/** What became of the rules of a policy, in each direction by their place. */
export type Tried = Readonly<Record<'ingress' | 'egress', ReadonlyMap<number, 'matched' | 'missed'>>>;

export const UNTRIED: Tried = { ingress: new Map(), egress: new Map() };

/** A selector in short, as `kubectl get -l` takes it; empty for one that selects everything. */
export function selectorText(selector: LabelSelector | undefined): string {
  return formatRequirements(selectorRequirements(selector ?? {}) ?? []);
}

/**
 * What a policy says, line by line, each as it fits the room: for either direction that it isolates, the peers of each rule and its ports, or
 * that there is no rule. A rule without peers is for everyone, one without ports for every port.
 */
export function ruleLines({ spec }: NetworkPolicy, tried: Tried, room: number): readonly SceneRule[] {
  const types = spec.policyTypes ?? ['Ingress', ...(spec.egress === undefined ? [] : ['Egress' as const])];
  const lines: SceneRule[] = [];
  if (types.includes('Ingress')) {
    const rules = items(spec.ingress);
    if (rules.length === 0) lines.push({ text: tell('scene.policy.in.nothing', {}) });
    rules.forEach((rule, index) =>
      lines.push(...linesOf('ingress', rule?.from, rule?.ports, tried.ingress.get(index), room)),
    );
  }
  if (types.includes('Egress')) {
    const rules = items(spec.egress);
    if (rules.length === 0) lines.push({ text: tell('scene.policy.out.nothing', {}) });
    rules.forEach((rule, index) =>
      lines.push(...linesOf('egress', rule?.to, rule?.ports, tried.egress.get(index), room)),
    );
  }
  return lines;
}

/** A list as it was written: it may be missing, and what is in it too. */
function items<T>(list: readonly T[] | null | undefined): readonly (T | null | undefined)[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}

type Direction = 'ingress' | 'egress';

function linesOf(
  direction: Direction,
  from: readonly NetworkPolicyPeer[] | undefined,
  ports: readonly NetworkPolicyPort[] | undefined,
  tried: 'matched' | 'missed' | undefined,
  room: number,
): readonly SceneRule[] {
  const mark = tried === undefined ? {} : { tried };
  const words = portWords(ports);
  const peers = items(from);
  const texts = peers.length === 0 ? [anyone(direction)] : peers.map((peer) => peerText(direction, peer ?? {}));
  const [last] = texts.slice(-1);
  // The ports stand behind the last peer where there is room, else below it.
  const beside = typeof last === 'string' && words !== '' ? `${last} · ${words}` : null;
  const fits = beside !== null && textWidth(beside, MONO) <= room;
  const whole = fits ? [...texts.slice(0, -1), beside] : texts;
  const below = fits || words === '' ? [] : [`\u00a0\u00a0${words}`];
  return [...whole, ...below].map((text, index) => ({
    text: typeof text === 'string' ? elideEnd(text, room, MONO) : text,
    ...(index === 0 ? mark : {}),
  }));
}

const ARROW = { ingress: '←', egress: '→' } as const;

function anyone(direction: Direction): SceneRule['text'] {
  return tell(direction === 'ingress' ? 'scene.policy.in.any' : 'scene.policy.out.any', {});
}

function peerText(
  direction: Direction,
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
): SceneRule['text'] {
  const arrow = ARROW[direction];
  if (ipBlock !== undefined) {
    const except = ipBlock.except ?? [];
    return `${arrow} ${ipBlock.cidr}${except.length === 0 ? '' : ` − ${except.join(',')}`}`;
  }
  const pods = selectorText(podSelector);
  if (namespaceSelector === undefined) {
    if (pods !== '') return `${arrow} ${pods}`;
    return tell(direction === 'ingress' ? 'scene.policy.in.here' : 'scene.policy.out.here', {});
  }
  const namespaces = selectorText(namespaceSelector).replaceAll('kubernetes.io/metadata.name=', '');
  if (namespaces === '' && pods === '') {
    return tell(direction === 'ingress' ? 'scene.policy.in.everywhere' : 'scene.policy.out.everywhere', {});
  }
  return `${arrow} ns ${namespaces === '' ? '*' : namespaces}${pods === '' ? '' : ` & ${pods}`}`;
}

/** `TCP 80,443 UDP 53`; empty for every port. */
function portWords(ports: readonly NetworkPolicyPort[] | undefined): string {
  const byProtocol = new Map<string, string[]>();
  for (const { protocol = 'TCP', port, endPort } of items(ports).map((one) => one ?? {})) {
    const list = byProtocol.get(protocol) ?? [];
    if (port !== undefined) list.push(endPort === undefined ? String(port) : `${port}-${endPort}`);
    byProtocol.set(protocol, list);
  }
  return [...byProtocol]
    .map(([protocol, list]) => (list.length === 0 ? protocol : `${protocol} ${list.join(',')}`))
    .join(' ');
}
