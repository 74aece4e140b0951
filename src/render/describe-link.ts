import {
  causeless,
  causesOf,
  isTrunk,
  linkReason,
  linkTitle,
  namesOf,
  type NameOf,
  type Scene,
  type SceneLink,
} from '../scene/index.js';
import type { LineTold } from './layers/specs.js';
import { idsOf } from './shared-line.js';
import type { Say } from './say.js';

/** A line in the reader's words. */
export interface DescribedLink {
  /** What it is, and between which things. */
  readonly title: string;
  /** The fields that it is there for, the deciding one first. */
  readonly causes: ReturnType<typeof causesOf>;
  /** Why there is none. */
  readonly without: string | null;
}

export function describeLink(link: SceneLink, scene: Scene, say: Say): DescribedLink {
  const none = causeless(link);
  const names = namesOf(scene, say);
  const ends = endsOf(link, scene);
  return {
    title: say(linkTitle(link, (id) => (id === link.to ? ends.map(names).join(', ') : names(id)))),
    causes: causesOf(link),
    without: none === null ? null : say(none),
  };
}

/** Where a line leads; of several that run as one, each of their ends. */
function endsOf({ id, to }: SceneLink, { links }: Scene): readonly string[] {
  const ids = idsOf(id);
  return ids.length === 1 ? [to] : links.filter((link) => ids.includes(link.id)).map((link) => link.to);
}

/** A line as assistive technology is told of it; null for a piece of the nodes' network, which is told as a whole. */
export function tellLine(link: SceneLink, scene: Scene, say: Say): LineTold | null {
  if (isTrunk(link)) return null;
  return { title: say(linkTitle(link, namesIn(scene, say))), reason: linkReason(link, say) };
}

/** Made once for the lines of one picture in one language. */
let names: { readonly scene: Scene; readonly say: Say; readonly of: NameOf } | null = null;

function namesIn(scene: Scene, say: Say): NameOf {
  if (names?.scene !== scene || names.say !== say) names = { scene, say, of: namesOf(scene, say) };
  return names.of;
}
