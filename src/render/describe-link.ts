import { causeless, causesOf, linkTitle, namesOf, type Scene, type SceneLink } from '../scene/index.js';
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
  return {
    title: say(linkTitle(link, namesOf(scene, say))),
    causes: causesOf(link),
    without: none === null ? null : say(none),
  };
}
