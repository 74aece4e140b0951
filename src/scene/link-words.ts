import { formatFieldPath, messageMaker, type Message } from '../core/index.js';
import { causesOf } from './ids.js';
import type { Scene, SceneLink, SceneNode } from './types.js';

type Ends = { readonly from: string; readonly to: string };
type Nothing = Record<never, never>;

/** The sentences that say what a line is, and why one has no field behind it. */
export interface LinkWords {
  'scene.link.veth': Ends;
  'scene.link.bridge': Ends;
  'scene.link.wire': Ends;
  'scene.link.trunk': Ends;
  'scene.link.endpoint': Ends;
  'scene.link.selects': Ends;
  'scene.link.enters': Ends;
  'scene.link.reads': Ends;
  'scene.link.unread': Ends;
  'scene.link.jump': Ends;
  'scene.link.mounts': Ends;
  'scene.link.claims': Ends;
  'scene.link.volumeName': Ends;
  'scene.link.claimRef': Ends;
  'scene.link.noPartner': Ends;
  'scene.link.class': Ends;
  'scene.link.provisions': Ends;
  'scene.link.attaches': Ends;
  'scene.link.standsFor': Ends;
  'scene.link.allows': Ends;
  'scene.link.denies': Ends;
  'scene.link.none.network': Nothing;
  'scene.link.none.rules': Nothing;
  'scene.link.none.policy': Nothing;
  'scene.link.none.volume': Nothing;
}

const tell = messageMaker<LinkWords>();

/** The name of each thing of a picture by its id, as a line is said to lead to it; empty where there is none. */
export function namesOf({ nodes, groups }: Pick<Scene, 'nodes' | 'groups'>, say: (message: Message) => string): NameOf {
  let names: Map<string, string> | null = null;
  return (id) => {
    names ??= new Map([
      ...groups.map((group): [string, string] => [group.id, group.heading ?? group.label]),
      ...nodes.map((node): [string, string] => [node.id, nameOf(node, say)]),
    ]);
    return names.get(id) ?? '';
  };
}

export type NameOf = (id: string) => string;

/** Things of a node are many by one name: theirs is the whole. Rules have none but their place in a chain. */
function nameOf({ id, kind, object, full, short, notes = [] }: SceneNode, say: (message: Message) => string): string {
  if (kind === 'rule') return `${id.split('/').at(-2)} #${short}`;
  const [first = '', ...others] = full.split('\n');
  const whole = kind === 'bridge' || kind === 'interface' || kind === 'kube-proxy' || kind === 'mount';
  const name = whole ? [first, ...others].join(' ') : first;
  if (name !== '') return name;
  if (kind === 'controller' && object !== undefined) return object;
  return notes.length > 0 ? notes.map(say).join(' ') : short;
}

/** What a line is, between which things. */
export function linkTitle(link: SceneLink, names: NameOf): Message {
  return tell(codeOf(link), { from: names(link.from), to: names(link.to) });
}

function codeOf(link: SceneLink): Exclude<keyof LinkWords, `scene.link.none.${string}`> {
  const { kind, from, to, state } = link;
  switch (kind) {
    case 'veth':
    case 'bridge':
    case 'enters':
    case 'jump':
    case 'mounts':
    case 'claims':
    case 'attaches':
    case 'allows':
    case 'denies':
      return `scene.link.${kind}`;
    case 'wire':
    case 'uplink':
      return isTrunk(link) ? 'scene.link.trunk' : 'scene.link.wire';
    case 'selects':
      return from.startsWith('NetworkPolicy/') ? 'scene.link.selects' : 'scene.link.endpoint';
    case 'routes':
      return state === 'failed' ? 'scene.link.unread' : 'scene.link.reads';
    case 'volume-name':
      return to === '' ? 'scene.link.noPartner' : 'scene.link.volumeName';
    case 'claim-ref':
      return to === '' ? 'scene.link.noPartner' : 'scene.link.claimRef';
    case 'of-class':
      return 'scene.link.class';
    case 'provisions':
      return from.startsWith('StorageClass/') ? 'scene.link.class' : 'scene.link.provisions';
    case 'stands-for':
      return 'scene.link.standsFor';
  }
}

/**
 * Why no manifest has a field for a line; null for one that has. The network of the nodes is a setting; a rule that
 * every node has is nobody's wish;
 * a connection that no policy speaks of is open by itself; a disk may outlive the volume that stood for it.
 */
export function causeless({ kind, cause }: Pick<SceneLink, 'kind' | 'cause'>): Message | null {
  return cause === undefined ? tell(`scene.link.none.${WITHOUT[kind] ?? 'volume'}`, {}) : null;
}

const WITHOUT: Partial<Record<SceneLink['kind'], 'network' | 'rules' | 'policy'>> = {
  wire: 'network',
  uplink: 'network',
  jump: 'rules',
  allows: 'policy',
  denies: 'policy',
};

/** The field behind a line, as Kubernetes writes it, or why there is none. */
export function linkReason(link: SceneLink, say: (message: Message) => string): string {
  const none = causeless(link);
  if (none !== null) return say(none);
  return causesOf(link)
    .map(({ object, field }) => `${object} ${formatFieldPath(field)}`)
    .join(', ');
}

/** The pieces of the nodes' network are the network itself, which has a card of its own. */
export function isTrunk({ kind, from, to }: SceneLink): boolean {
  return kind === 'wire' && from === to;
}
