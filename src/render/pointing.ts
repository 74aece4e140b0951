import { isTrunk, type Box, type Point, type Scene, type SceneLink, type Timeline } from '../scene/index.js';
import { inOrder, neighbour, pathOf, readingOrder, type Arrow } from './keyboard.js';
import { linkAt, middleOf, REACH } from './link-path.js';
import { idsOf } from './shared-line.js';
import { isLink, type Pointed } from './types.js';

/** The whole of what can be done with a pointer and the keyboard: nobody needs it before there is a picture. */
export { tellLine } from './describe-link.js';

/** What pointing needs to know of the picture. */
export interface PointingParts {
  readonly svg: SVGSVGElement;
  scene(): Scene | null;
  /** How the scene is moved and scaled. */
  view(): { readonly x: number; readonly y: number; readonly k: number };
  timeline(): Timeline | null;
  thing(id: string): Pointed | undefined;
  element(id: string): SVGGElement | undefined;
  /** The keyboard's focus came to a thing, or left the picture. The point is the middle of it. */
  onFocus(thing: Pointed | null, at: Point | null): void;
  readonly onActivate: ((thing: Pointed, point: Point) => void) | undefined;
  readonly onHover: ((thing: Pointed | null, box: DOMRect | null) => void) | undefined;
  readonly onContext: ((thing: Pointed, point: Point) => void) | undefined;
}

/** Pointer and keyboard over the picture. The picture is one tab stop; inside it the focus roves. */
export interface Pointing {
  focus(id: string): void;
  /** After a new scene: the tab stop is on something that exists. */
  ensureTabStop(): void;
  destroy(): void;
}

const ARROWS: ReadonlySet<string> = new Set<Arrow>(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']);

export function createPointing(parts: PointingParts): Pointing {
  const { svg } = parts;
  let focused: string | null = null;
  /** Where on the path the focus is: the packet comes to some things twice. */
  let step: number | null = null;
  let hovered: Pointed | null = null;
  /** What the pointer is on. */
  let under: string | null = null;

  const rove = (id: string | null): void => {
    if (focused !== null) parts.element(focused)?.setAttribute('tabindex', '-1');
    focused = id;
    if (id !== null) parts.element(id)?.setAttribute('tabindex', '0');
  };
  const focusOn = (id: string, at: number | null): void => {
    step = at;
    rove(id);
    parts.element(id)?.focus({ preventScroll: true });
  };
  /** What the pointer is on: a card, else a line within reach, else what lies behind the lines. */
  const thingUnder = (event: MouseEvent): Pointed | undefined => {
    const thing = thingOf(event.target);
    if (thing !== undefined && isCard(thing)) return thing;
    return linkUnder(event) ?? thing;
  };
  const thingOf = (target: EventTarget | null): Pointed | undefined => {
    const id = target instanceof Element ? target.closest('[data-id]')?.getAttribute('data-id') : null;
    const thing = id === null || id === undefined ? undefined : parts.thing(id);
    return thing !== undefined && isLink(thing) ? itself(thing) : thing;
  };
  const linkUnder = (event: MouseEvent): Pointed | undefined => {
    const scene = parts.scene();
    // What lies over the picture (a button of the camera) is no place of it.
    if (scene === null || !(event.target instanceof Node) || !svg.contains(event.target)) return undefined;
    const { left, top } = svg.getBoundingClientRect();
    const { x, y, k } = parts.view();
    const reach = 'pointerType' in event && event.pointerType === 'touch' ? REACH.coarse : REACH.fine;
    const at = { x: (event.clientX - left - x) / k, y: (event.clientY - top - y) / k };
    const link = linkAt(scene.links, at, reach / k);
    return link === undefined ? undefined : itself(link);
  };
  /** The pieces of the nodes' network stand for it. */
  const itself = (link: SceneLink): Pointed | undefined => (isTrunk(link) ? parts.thing(link.from) : link);
  const boxOf = (thing: Pointed): DOMRect | null => {
    if (!isLink(thing)) return parts.element(thing.id)?.getBoundingClientRect() ?? null;
    const { left, top } = svg.getBoundingClientRect();
    const { x, y, k } = parts.view();
    const middle = middleOf(thing);
    return around({ x: middle.x * k + x + left, y: middle.y * k + y + top });
  };
  /** Where the pointer is on a thing: at its lower edge; of a line, which leads all over the picture, at the pointer itself. */
  const footOf = (thing: Pointed, event?: MouseEvent): Point => {
    if (isLink(thing) && event !== undefined) return { x: event.clientX, y: event.clientY };
    const box = boxOf(thing);
    return { x: box?.left ?? 0, y: box?.bottom ?? 0 };
  };

  const onClick = (event: MouseEvent): void => {
    const thing = thingUnder(event);
    if (thing === undefined || !canActivate(thing)) return;
    focusOn(idsOf(thing.id)[0] ?? thing.id, null);
    parts.onActivate?.(thing, footOf(thing, event));
  };
  const onContextMenu = (event: MouseEvent): void => {
    // The menu key gives no point of its own.
    const byKey = event.clientX === 0 && event.clientY === 0;
    const thing = byKey ? thingOf(event.target) : thingUnder(event);
    if (thing === undefined || !canActivate(thing) || parts.onContext === undefined) return;
    event.preventDefault();
    const box = boxOf(thing);
    parts.onContext(
      thing,
      byKey && box !== null
        ? { x: box.x + box.width / 2, y: box.y + box.height / 2 }
        : { x: event.clientX, y: event.clientY },
    );
  };
  const light = (link: SceneLink, pointed: boolean): void => {
    for (const id of idsOf(link.id)) parts.element(id)?.classList.toggle('is-pointed', pointed);
  };
  const hover = (thing: Pointed | undefined, box: DOMRect | null): void => {
    const id = thing?.id ?? null;
    if (id === hovered?.id) return;
    if (hovered !== null && isLink(hovered)) light(hovered, false);
    hovered = thing ?? null;
    if (thing !== undefined && isLink(thing)) light(thing, true);
    parts.onHover?.(hovered, hovered === null ? null : box);
  };
  const onPointerMove = (event: PointerEvent): void => {
    // The picture is being moved.
    if (event.buttons !== 0) return;
    const thing = thingUnder(event);
    const id = thing?.id ?? null;
    // A pointer that rests on nothing does not take away what the keyboard came to.
    if (id === under) return;
    under = id;
    svg.classList.toggle('is-over-line', thing !== undefined && isLink(thing));
    hover(
      thing,
      thing === undefined ? null : isLink(thing) ? around({ x: event.clientX, y: event.clientY }) : boxOf(thing),
    );
  };
  const onPointerLeave = (): void => {
    under = null;
    hover(undefined, null);
  };
  const onFocusIn = (event: FocusEvent): void => {
    const thing = thingOf(event.target);
    if (thing === undefined) return;
    rove(thing.id);
    // A click shows what it did by itself; the ring is for the keyboard.
    if (!(event.target instanceof Element && event.target.matches(':focus-visible'))) return;
    parts.onFocus(thing, isLink(thing) ? middleOf(thing) : middleOfBox(thing.box));
    hover(thing, boxOf(thing));
  };
  const onFocusOut = (event: FocusEvent): void => {
    parts.onFocus(null, null);
    // What the focus goes to next says itself what it is; by a click, it is what the pointer is on already.
    if (!(event.relatedTarget instanceof Node && svg.contains(event.relatedTarget))) hover(undefined, null);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || !press(event.key)) return;
    // The same keys belong to the player elsewhere on the page.
    event.preventDefault();
    event.stopPropagation();
  };

  /** True for a key that means something here. */
  const press = (key: string): boolean => {
    const scene = parts.scene();
    if (scene === null || focused === null) return false;
    const path = pathOf(scene, parts.timeline());
    if (key === 'Enter') {
      const thing = parts.thing(focused);
      if (thing !== undefined) parts.onActivate?.(thing, footOf(thing));
      return true;
    }
    if (key === 'Home' || key === 'End') {
      const order = path.length > 0 ? path : readingOrder(scene);
      const index = key === 'Home' ? 0 : order.length - 1;
      const id = order[index];
      if (id !== undefined) focusOn(id, path.length > 0 ? index : null);
      return true;
    }
    if (key === 'PageDown' || key === 'PageUp') {
      const id = inOrder(scene, focused, key === 'PageDown' ? 1 : -1);
      if (id !== null) focusOn(id, null);
      return true;
    }
    if (!ARROWS.has(key)) return false;
    const to = neighbour(scene, path, focused, key as Arrow, step);
    if (to !== null) focusOn(to.id, to.step);
    return true;
  };

  svg.addEventListener('click', onClick);
  svg.addEventListener('contextmenu', onContextMenu);
  svg.addEventListener('pointermove', onPointerMove);
  svg.addEventListener('pointerleave', onPointerLeave);
  svg.addEventListener('focusin', onFocusIn);
  svg.addEventListener('focusout', onFocusOut);
  svg.addEventListener('keydown', onKey);

  return {
    focus: (id) => focusOn(id, null),
    ensureTabStop: () => {
      const scene = parts.scene();
      if (scene === null) return;
      const stays = focused !== null && parts.thing(focused) !== undefined;
      const hadFocus = focused !== null && svg.contains(svg.ownerDocument.activeElement);
      rove(stays ? focused : (pathOf(scene, parts.timeline())[0] ?? readingOrder(scene)[0] ?? null));
      if (!stays && hadFocus && focused !== null) parts.element(focused)?.focus({ preventScroll: true });
    },
    destroy: () => {
      svg.removeEventListener('click', onClick);
      svg.removeEventListener('contextmenu', onContextMenu);
      svg.removeEventListener('pointermove', onPointerMove);
      svg.removeEventListener('pointerleave', onPointerLeave);
      svg.removeEventListener('focusin', onFocusIn);
      svg.removeEventListener('focusout', onFocusOut);
      svg.removeEventListener('keydown', onKey);
    },
  };
}

/** Lanes only explain themselves; things and lines can be gone to. */
function canActivate(thing: Pointed): boolean {
  return 'state' in thing || isLink(thing);
}

/** A card stands over the lines; lanes and the boxes of nodes lie behind them. */
function isCard(thing: Pointed): boolean {
  return 'short' in thing;
}

function middleOfBox({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** A point as a box: as large as the tip of a pointer. */
function around({ x, y }: Point): DOMRect {
  return new DOMRect(x - 8, y - 8, 16, 16);
}
