import type { Cause, Message } from '../../core/index.js';
import { elideEnd, elideName, MONO, STRONG } from '../text/measure.js';
import { partyLabelRoom, partyNameRoom } from '../text/policy-runs.js';
import { GLYPH_ROOM, innerWidth } from '../text/runs.js';
import type { Box, SceneNode } from '../types.js';
import type { Party } from './parties.js';
import type { PolicyCard } from './plan.js';
import { selectorText } from './rule-lines.js';
import { tell } from './words.js';

/** What is known of a party besides itself. */
export interface Boundary {
  /** Directions in which policies select some of its pods, whether anybody enforces it or not. */
  readonly selected: { readonly ingress: boolean; readonly egress: boolean };
  readonly enforced: boolean;
  readonly doors: readonly number[];
}

/** Pods of one workload, the world outside, the nodes: who connections are between. */
export function partyNode(party: Party, box: Box, boundary: Boundary, part: boolean): SceneNode {
  if (party.kind !== 'pods') return outerNode(party, box, part);
  const { pods, labels, members, system } = party;
  const count = pods.length;
  const folded = members.length > 1;
  const words = isolationWords(party, boundary);
  const name = folded ? '' : elideName(party.name, partyNameRoom(box.width, count), STRONG);
  const isolated = isolationOf(party, boundary);
  const guarded = isolated.ingress || isolated.egress;
  const label = elideEnd(labels.join(','), partyLabelRoom(box.width, guarded), MONO);
  return {
    id: party.id,
    kind: party.dns ? 'dns' : count > 1 || folded ? 'pods' : 'pod',
    box,
    short: count > 1 ? 'pods' : 'pod',
    lines: folded ? [] : [name, label],
    full: folded ? '' : [party.name, ...labels].join('\n'),
    state: 'neutral',
    stateWord: '',
    ...(party.object !== undefined && { object: party.object }),
    ...(!folded && { count }),
    notes: [words, ...(folded ? foldedNotes(party) : [])],
    about: tell(guarded ? 'scene.policy.about.isolated' : 'scene.policy.about.party', {}),
    isolated,
    ...(part && { part: true }),
    ...(system && { system: true }),
  };
}

/** What a card of many stands for: workloads or namespaces, and how many pods they have. */
function foldedNotes({ members, name, pods, id }: Party): readonly Message[] {
  const count = Number(name);
  const what = id === 'party:namespaces' ? 'scene.policy.namespaces' : 'scene.policy.workloads';
  return [
    tell(what, { count: Number.isNaN(count) ? members.length : count }),
    tell('scene.policy.pods', { count: pods.length }),
  ];
}

function isolationOf({ isolated }: Party, { selected, enforced, doors }: Boundary): NonNullable<SceneNode['isolated']> {
  if (!enforced) return { ...selected, ...(selected.ingress || selected.egress ? { unenforced: true as const } : {}) };
  const inPart = {
    ...(isolated.ingress === 'some' && { ingress: true as const }),
    ...(isolated.egress === 'some' && { egress: true as const }),
  };
  return {
    ingress: isolated.ingress !== 'none',
    egress: isolated.egress !== 'none',
    ...(Object.keys(inPart).length > 0 && { inPart }),
    ...(doors.length > 0 && { doors }),
  };
}

function isolationWords({ isolated }: Party, { selected, enforced }: Boundary): Message {
  if (!enforced) {
    return tell(selected.ingress || selected.egress ? 'scene.policy.unenforced' : 'scene.policy.open', {});
  }
  const { ingress, egress } = isolated;
  if (ingress === 'some' || egress === 'some') return tell('scene.policy.isolated.part', {});
  if (ingress === 'all')
    return tell(egress === 'all' ? 'scene.policy.isolated.both' : 'scene.policy.isolated.ingress', {});
  return tell(egress === 'all' ? 'scene.policy.isolated.egress' : 'scene.policy.open', {});
}

function outerNode(party: Party, box: Box, part: boolean): SceneNode {
  const outside = party.kind === 'outside';
  return {
    id: party.id,
    kind: outside ? 'outside' : 'network',
    box,
    form: 'chip',
    short: '',
    lines: [],
    full: '',
    state: 'neutral',
    stateWord: '',
    notes: [tell(outside ? 'scene.policy.outside' : 'scene.policy.nodes', {})],
    about: tell(outside ? 'scene.policy.about.outside' : 'scene.policy.about.nodes', {}),
    ...(part && { part: true }),
  };
}

/** The card that stands for every pod of a namespace. */
export function allNode(id: string, box: Box, part: boolean): SceneNode {
  return {
    id,
    kind: 'pods',
    box,
    form: 'chip',
    short: 'pods',
    lines: [],
    full: '',
    state: 'neutral',
    stateWord: '',
    notes: [tell('scene.policy.all', {})],
    about: tell('scene.policy.about.all', {}),
    ...(part && { part: true }),
  };
}

/** A policy: its name, what it selects, its rules. Or how many more there are. */
export function policyNode(card: PolicyCard, box: Box): SceneNode {
  const { id, policies, lines, part } = card;
  const [first] = policies;
  const base = {
    id,
    kind: 'policy' as const,
    box,
    short: 'netpol',
    state: 'neutral' as const,
    stateWord: '',
    about: tell('scene.policy.about.policy', {}),
    ...(part && { part: true }),
  };
  if (first === undefined || policies.length > 1) {
    const count = policies.length;
    return { ...base, form: 'chip', lines: [], full: '', notes: [tell('scene.policy.policies', { count })], count };
  }
  const { policy, key } = first;
  const selector = selectorText(policy.spec.podSelector);
  const cause: Cause = { object: key, field: ['spec', 'podSelector'] };
  const room = innerWidth(box.width);
  return {
    ...base,
    lines: [
      elideName(policy.metadata.name, room - GLYPH_ROOM, STRONG),
      ...(selector === '' ? [] : [elideEnd(selector, room, MONO)]),
    ],
    full: [policy.metadata.name, ...(selector === '' ? [] : [selector])].join('\n'),
    object: key,
    cause,
    ...(selector === '' && { notes: [tell('scene.policy.selects.all', {})] }),
    rules: lines,
  };
}
