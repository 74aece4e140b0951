import type { Box, Frame, Group, Lane, Point, Scene, SceneNode, Timeline } from '../scene/index.js';
import { createCamera } from './camera.js';
import { neighbour, pathOf, readingOrder, type Arrow } from './keyboard.js';
import { focusRing } from './layers/focus-ring.js';
import { itemLayer } from './layers/items.js';
import { LAYERS } from './layers/order.js';
import { packetLayer } from './layers/packet.js';
import { groupSpec, laneSpec, linkSpec, nodeSpec } from './layers/specs.js';
import { stepsLayer } from './layers/steps-layer.js';
import { readPalette, type Palette } from './palette.js';
import type { Say } from './say.js';

/** What a reader can point at. */
export type Pointed = SceneNode | Group | Lane;

export interface RendererOptions {
  /** Words the scene's messages in the reader's language. */
  readonly say: Say;
  /** The accessible name of the picture. */
  readonly label: string;
  /** `auto` asks the system. */
  readonly motion?: 'auto' | 'full' | 'reduced';
  /** Click or Enter. */
  readonly onActivate?: (thing: Pointed) => void;
  /** The pointer or the focus came to a thing; null when it left. `box` is where the thing is, in px of the page. */
  readonly onHover?: (thing: Pointed | null, box: DOMRect | null) => void;
  /** Right click, or the menu key. The point is in px of the page. */
  readonly onContext?: (thing: Pointed, point: Point) => void;
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
  speak(words: { readonly say?: Say; readonly label?: string }): void;
  setMotion(motion: 'auto' | 'full' | 'reduced'): void;
  /** The theme has changed: colours of the canvas are read again. */
  recolour(): void;
  resize(): void;
  fit(animate: boolean): void;
  zoomBy(factor: number): void;
  focusNode(id: string): void;
  destroy(): void;
}

const SVG = 'http://www.w3.org/2000/svg';
const IN_SIGHT = 70;
const ARROWS: ReadonlySet<string> = new Set<Arrow>(['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown']);

/**
 * Draws scenes into an SVG and packets onto a canvas above it. It owns everything inside both.
 *
 *   svg.kw-scene[role=graphics-document]
 *     g.kw-viewport                       moved and scaled by the camera
 *       g.kw-layer-groups                 cluster nodes, chains
 *       g.kw-layer-lanes                  the Services strip, headings
 *       g.kw-layer-links                  wires and links
 *       g.kw-layer-nodes                  everything that can be pointed at
 *       g.kw-layer-steps                  with reduced motion: the finished way, numbered
 *       g.kw-layer-focus                  the focus ring
 *   canvas                                the packet
 */
export function createSceneRenderer(
  svg: SVGSVGElement,
  canvas: HTMLCanvasElement,
  options: RendererOptions,
): SceneRenderer {
  const work = options.work ?? { domWrites: 0 };
  let say = options.say;
  const document = svg.ownerDocument;
  const viewport = svg.appendChild(group('kw-viewport'));
  const layer = Object.fromEntries(
    [...LAYERS, 'steps', 'focus'].map((name) => [name, viewport.appendChild(group(`kw-layer kw-layer-${name}`))]),
  ) as Record<(typeof LAYERS)[number] | 'steps' | 'focus', SVGGElement>;

  const groups = itemLayer(
    layer.groups,
    groupSpec(() => say),
    work,
  );
  const lanes = itemLayer(
    layer.lanes,
    laneSpec(() => say),
    work,
  );
  const links = itemLayer(layer.links, linkSpec(), work);
  const nodes = itemLayer(
    layer.nodes,
    nodeSpec(() => say),
    work,
  );
  const steps = stepsLayer(layer.steps, work);
  const ring = focusRing(layer.focus);
  const packet = packetLayer(canvas);
  const elementOf = (id: string): SVGGElement | undefined =>
    nodes.element(id) ?? links.element(id) ?? groups.element(id) ?? lanes.element(id);

  let scene: Scene | null = null;
  let timeline: Timeline | null = null;
  let path: readonly string[] = [];
  let covers: readonly Box[] = [];
  let frame: Frame | null = null;
  let palette: Palette | null = null;
  let focused: string | null = null;
  let step: number | null = null;
  let lit: readonly string[] = [];
  let next: string | null = null;
  let selected: readonly string[] = [];
  let hovered: string | null = null;

  const systemMotion = matchMedia('(prefers-reduced-motion: reduce)');
  let motion = options.motion ?? 'auto';
  const reduced = (): boolean => motion === 'reduced' || (motion === 'auto' && systemMotion.matches);

  const camera = createCamera(svg, viewport, (gliding) => {
    canvas.classList.toggle('is-gliding', gliding);
    if (!gliding) paint();
  });

  svg.classList.add('kw-scene');
  svg.setAttribute('role', 'graphics-document');
  svg.setAttribute('aria-roledescription', 'diagram');
  svg.setAttribute('aria-label', options.label);
  canvas.classList.add('kw-packets');
  canvas.setAttribute('aria-hidden', 'true');

  function group(className: string): SVGGElement {
    const element = document.createElementNS(SVG, 'g');
    element.setAttribute('class', className);
    return element;
  }

  function paint(): void {
    palette ??= readPalette(svg);
    packet.draw(frame, camera.view, palette, say, covers);
  }

  function drawAll(again: boolean): void {
    if (scene === null) return;
    const animate = svg.dataset['drawn'] === scene.lens && !reduced();
    const how = { animate, again };
    svg.classList.toggle('kw-lens-traffic', scene.lens === 'traffic');
    svg.classList.toggle('kw-lens-rules', scene.lens === 'rules');
    svg.classList.toggle('has-trace', hasTrace(scene));
    groups.update(scene.groups, how);
    lanes.update(scene.lanes, how);
    links.update(scene.links, how);
    nodes.update(scene.nodes, how);
    svg.dataset['drawn'] = scene.lens;
  }

  /** Moves a class from the things that had it to those that now have it. */
  function mark(name: string, before: readonly string[], after: readonly string[]): void {
    if (before === after) return;
    const wanted = new Set(after);
    for (const id of before) if (!wanted.has(id)) elementOf(id)?.classList.remove(name);
    for (const id of wanted) elementOf(id)?.classList.add(name);
  }

  function rove(id: string | null): void {
    const before = focused === null ? undefined : elementOf(focused);
    before?.setAttribute('tabindex', '-1');
    focused = id;
    if (id !== null) elementOf(id)?.setAttribute('tabindex', '0');
  }

  /** The first thing of the path, or of the picture, takes the one tab stop. */
  function ensureTabStop(): void {
    if (scene === null) return;
    if (focused !== null && (nodes.item(focused) ?? groups.item(focused)) !== undefined) return;
    const hadFocus = focused !== null && svg.contains(document.activeElement);
    rove(path[0] ?? readingOrder(scene)[0] ?? null);
    if (hadFocus && focused !== null) elementOf(focused)?.focus();
  }

  function thing(id: string): Pointed | undefined {
    return nodes.item(id) ?? groups.item(id) ?? lanes.item(id);
  }

  function thingAt(target: EventTarget | null): Pointed | undefined {
    const element = target instanceof Element ? target.closest('[data-id]') : null;
    const id = element?.getAttribute('data-id');
    return id === null || id === undefined ? undefined : thing(id);
  }

  function focusOn(id: string, at: number | null): void {
    step = at;
    rove(id);
    elementOf(id)?.focus({ preventScroll: true });
  }

  const onClick = (event: MouseEvent): void => {
    const found = thingAt(event.target);
    if (found === undefined || !('state' in found)) return;
    focusOn(found.id, null);
    options.onActivate?.(found);
  };
  const onContextMenu = (event: MouseEvent): void => {
    const found = thingAt(event.target);
    if (found === undefined || !('state' in found) || options.onContext === undefined) return;
    event.preventDefault();
    const box = elementOf(found.id)?.getBoundingClientRect();
    // The menu key gives no point of its own.
    const byKey = event.clientX === 0 && event.clientY === 0 && box !== undefined;
    const point = byKey
      ? { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      : { x: event.clientX, y: event.clientY };
    options.onContext(found, point);
  };
  const onPointer = (event: PointerEvent): void => {
    const found = thingAt(event.target);
    if ((found?.id ?? null) === hovered) return;
    hovered = found?.id ?? null;
    options.onHover?.(
      found ?? null,
      found === undefined ? null : (elementOf(found.id)?.getBoundingClientRect() ?? null),
    );
  };
  const onPointerLeave = (): void => {
    if (hovered === null) return;
    hovered = null;
    options.onHover?.(null, null);
  };
  const onFocusIn = (event: FocusEvent): void => {
    const found = thingAt(event.target);
    if (found === undefined) return;
    rove(found.id);
    if (!(event.target instanceof Element && event.target.matches(':focus-visible'))) return;
    ring.show(found.box);
    camera.keepInSight({ x: found.box.x + found.box.width / 2, y: found.box.y + found.box.height / 2 }, IN_SIGHT);
    options.onHover?.(found, elementOf(found.id)?.getBoundingClientRect() ?? null);
  };
  const onFocusOut = (): void => {
    ring.show(null);
    options.onHover?.(null, null);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (scene === null || focused === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Enter') {
      const found = thing(focused);
      if (found !== undefined) options.onActivate?.(found);
    } else if (event.key === 'Home' || event.key === 'End') {
      const order = path.length > 0 ? path : readingOrder(scene);
      const index = event.key === 'Home' ? 0 : order.length - 1;
      const id = order[index];
      if (id !== undefined) focusOn(id, path.length > 0 ? index : null);
    } else if (ARROWS.has(event.key)) {
      const to = neighbour(scene, path, focused, event.key as Arrow, step);
      if (to !== null) focusOn(to.id, to.step);
    } else return;
    // The same keys belong to the player elsewhere on the page.
    event.preventDefault();
    event.stopPropagation();
  };
  const onMotion = (): void => applyMotion();

  svg.addEventListener('click', onClick);
  svg.addEventListener('contextmenu', onContextMenu);
  svg.addEventListener('pointerover', onPointer);
  svg.addEventListener('pointerleave', onPointerLeave);
  svg.addEventListener('focusin', onFocusIn);
  svg.addEventListener('focusout', onFocusOut);
  svg.addEventListener('keydown', onKey);
  systemMotion.addEventListener('change', onMotion);

  function applyMotion(): void {
    svg.classList.toggle('kw-still', reduced());
    steps.update(reduced() ? timeline : null);
    show(frame);
  }

  /** With reduced motion a frame is shown as it is at the end of its hop. */
  function atRest(instant: Frame): Frame {
    const at = timeline?.hops[instant.hop]?.path.at(-1);
    return { ...instant, trail: [], progress: 1, ...(at !== undefined && { at }) };
  }

  function show(instant: Frame | null): void {
    frame = instant !== null && reduced() ? atRest(instant) : instant;
    svg.classList.toggle('has-frame', frame !== null);
    const nowLit = frame?.lit ?? [];
    mark('is-lit', lit, nowLit);
    lit = nowLit;
    const nowNext = frame?.next ?? null;
    if (nowNext !== next) {
      if (next !== null) elementOf(next)?.classList.remove('is-next');
      if (nowNext !== null) elementOf(nowNext)?.classList.add('is-next');
      next = nowNext;
    }
    if (reduced()) steps.seek(frame?.hop ?? -1);
    if (frame !== null) camera.keepInSight(frame.at, IN_SIGHT);
    paint();
  }

  camera.resize();
  packet.resize(camera.view.width, camera.view.height);
  applyMotion();

  return {
    update: (to, along = null) => {
      const same = scene === to;
      scene = to;
      timeline = along;
      path = pathOf(to, along);
      if (!same) {
        camera.frame(to.box);
        covers = to.nodes.filter(({ kind }) => kind === 'interface' || kind === 'kube-proxy').map(({ box }) => box);
        drawAll(false);
        // Elements that came new do not have the marks of the moment yet.
        for (const id of lit) elementOf(id)?.classList.add('is-lit');
        for (const id of selected) elementOf(id)?.classList.add('is-selected');
      }
      steps.update(reduced() ? along : null);
      ensureTabStop();
      paint();
    },
    seek: show,
    select: (ids) => {
      mark('is-selected', selected, ids);
      selected = ids;
    },
    speak: (words) => {
      if (words.say !== undefined) say = words.say;
      if (words.label !== undefined) svg.setAttribute('aria-label', words.label);
      drawAll(true);
      paint();
    },
    setMotion: (to) => {
      motion = to;
      applyMotion();
    },
    recolour: () => {
      palette = null;
      paint();
    },
    resize: () => {
      packet.resize(svg.clientWidth, svg.clientHeight);
      camera.resize();
      paint();
    },
    fit: (animate) => camera.fit(animate && !reduced()),
    zoomBy: (factor) => camera.zoomBy(factor, !reduced()),
    focusNode: (id) => focusOn(id, null),
    destroy: () => {
      svg.removeEventListener('click', onClick);
      svg.removeEventListener('contextmenu', onContextMenu);
      svg.removeEventListener('pointerover', onPointer);
      svg.removeEventListener('pointerleave', onPointerLeave);
      svg.removeEventListener('focusin', onFocusIn);
      svg.removeEventListener('focusout', onFocusOut);
      svg.removeEventListener('keydown', onKey);
      systemMotion.removeEventListener('change', onMotion);
      camera.destroy();
      viewport.remove();
      delete svg.dataset['drawn'];
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}

/** True where the scene was made with a trace, so that it has something to put forward. */
function hasTrace(scene: Scene): boolean {
  return scene.nodes.some(({ part, walked }) => part === true || walked !== undefined);
}
