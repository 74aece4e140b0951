import type { Frame, Group, Lane, Point, Scene, SceneLink, SceneNode, Timeline } from '../scene/index.js';
import type { Say } from './say.js';

/** What a reader can point at. */
export type Pointed = SceneNode | Group | Lane | SceneLink;

export function isLink(thing: Pointed): thing is SceneLink {
  return 'points' in thing;
}

/** `auto` asks the system. */
export type Motion = 'auto' | 'full' | 'reduced';

export interface RendererOptions {
  /** Words the scene's messages in the reader's language. */
  readonly say: Say;
  /** The accessible name of the picture. */
  readonly label: string;
  readonly motion?: Motion;
  /** Click or Enter. The point is where more of it may be said, in px of the page. */
  readonly onActivate?: (thing: Pointed, point: Point) => void;
  /** The pointer or the focus came to a thing; null when it left. `box` is where the thing is, in px of the page. */
  readonly onHover?: (thing: Pointed | null, box: DOMRect | null) => void;
  /** Right click, or the menu key. The point is in px of the page. */
  readonly onContext?: (thing: Pointed, point: Point) => void;
  /** Calls back once what was just drawn is on screen: parts that the first picture can do without are loaded then. */
  readonly afterPaint: (callback: () => void) => void;
  /** A part that is loaded late could not be: nothing can be pointed at. */
  readonly onUnloaded?: () => void;
  /** Counts what is written into the page. */
  readonly work?: { domWrites: number };
}

export interface SceneRenderer {
  /** Draws a scene; what is the same object as before is not touched. The timeline gives arrow keys and reduced motion the path. */
  update(scene: Scene, timeline?: Timeline | null): void;
  /** Shows one instant, or none. */
  seek(frame: Frame | null): void;
  /** Marks things as selected: by the cursor in the editor, by a click in the journal. */
  select(ids: readonly string[]): void;
  /** Another language or name. */
  speak(words: { readonly say?: Say; readonly label?: string; readonly role?: string }): void;
  setMotion(motion: Motion): void;
  /** The theme has changed: colours of the canvas are read again. */
  recolour(): void;
  resize(): void;
  fit(animate: boolean): void;
  zoomBy(factor: number): void;
  focusNode(id: string): void;
  destroy(): void;
}
