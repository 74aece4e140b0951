import type { Point, Scene } from '../scene/index.js';
import { neighbour, readingOrder, type Arrow } from './keyboard.js';
import type { Pointed } from './types.js';

/** What pointing needs to know of the picture. */
export interface PointingParts {
  readonly svg: SVGSVGElement;
  scene(): Scene | null;
  /** The things that the packet comes to, in order. */
  path(): readonly string[];
  thing(id: string): Pointed | undefined;
  element(id: string): SVGGElement | undefined;
  /** The keyboard's focus came to a thing, or left the picture. */
  onFocus(thing: Pointed | null): void;
  readonly onActivate: ((thing: Pointed) => void) | undefined;
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
  let hovered: string | null = null;

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
  const thingAt = (target: EventTarget | null): Pointed | undefined => {
    const id = target instanceof Element ? target.closest('[data-id]')?.getAttribute('data-id') : null;
    return id === null || id === undefined ? undefined : parts.thing(id);
  };
  const boxOf = (id: string): DOMRect | null => parts.element(id)?.getBoundingClientRect() ?? null;

  const onClick = (event: MouseEvent): void => {
    const thing = thingAt(event.target);
    if (thing === undefined || !canActivate(thing)) return;
    focusOn(thing.id, null);
    parts.onActivate?.(thing);
  };
  const onContextMenu = (event: MouseEvent): void => {
    const thing = thingAt(event.target);
    if (thing === undefined || !canActivate(thing) || parts.onContext === undefined) return;
    event.preventDefault();
    const box = boxOf(thing.id);
    // The menu key gives no point of its own.
    const byKey = event.clientX === 0 && event.clientY === 0 && box !== null;
    parts.onContext(
      thing,
      byKey ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: event.clientX, y: event.clientY },
    );
  };
  const hover = (thing: Pointed | undefined): void => {
    const id = thing?.id ?? null;
    if (id === hovered) return;
    hovered = id;
    parts.onHover?.(thing ?? null, id === null ? null : boxOf(id));
  };
  const onPointerOver = (event: PointerEvent): void => hover(thingAt(event.target));
  const onPointerLeave = (): void => hover(undefined);
  const onFocusIn = (event: FocusEvent): void => {
    const thing = thingAt(event.target);
    if (thing === undefined) return;
    rove(thing.id);
    // A click shows what it did by itself; the ring is for the keyboard.
    if (!(event.target instanceof Element && event.target.matches(':focus-visible'))) return;
    parts.onFocus(thing);
    hover(thing);
  };
  const onFocusOut = (): void => {
    parts.onFocus(null);
    hover(undefined);
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
    const path = parts.path();
    if (key === 'Enter') {
      const thing = parts.thing(focused);
      if (thing !== undefined) parts.onActivate?.(thing);
      return true;
    }
    if (key === 'Home' || key === 'End') {
      const order = path.length > 0 ? path : readingOrder(scene);
      const index = key === 'Home' ? 0 : order.length - 1;
      const id = order[index];
      if (id !== undefined) focusOn(id, path.length > 0 ? index : null);
      return true;
    }
    if (!ARROWS.has(key)) return false;
    const to = neighbour(scene, path, focused, key as Arrow, step);
    if (to !== null) focusOn(to.id, to.step);
    return true;
  };

  svg.addEventListener('click', onClick);
  svg.addEventListener('contextmenu', onContextMenu);
  svg.addEventListener('pointerover', onPointerOver);
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
      rove(stays ? focused : (parts.path()[0] ?? readingOrder(scene)[0] ?? null));
      if (!stays && hadFocus && focused !== null) parts.element(focused)?.focus({ preventScroll: true });
    },
    destroy: () => {
      svg.removeEventListener('click', onClick);
      svg.removeEventListener('contextmenu', onContextMenu);
      svg.removeEventListener('pointerover', onPointerOver);
      svg.removeEventListener('pointerleave', onPointerLeave);
      svg.removeEventListener('focusin', onFocusIn);
      svg.removeEventListener('focusout', onFocusOut);
      svg.removeEventListener('keydown', onKey);
    },
  };
}

/** Lanes only explain themselves; things can be gone to. */
function canActivate(thing: Pointed): boolean {
  return 'state' in thing;
}
