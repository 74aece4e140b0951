import type { Box, Frame, Scene, SceneNode, Timeline } from '../scene/index.js';
import { createCamera } from './camera.js';
import { focusRing } from './layers/focus-ring.js';
import { itemLayer } from './layers/items.js';
import { LIVE_LAYERS } from './layers/order.js';
import type { PacketLayer } from './layers/packet.js';
import { groupSpec, laneSpec, linkSpec, nodeSpec } from './layers/specs.js';
import { stepsLayer } from './layers/steps-layer.js';
import { readPalette, type Palette } from './palette.js';
import type { Pointing, PointingParts } from './pointing.js';
import { idsOf } from './shared-line.js';
import { isLink, type RendererOptions, type SceneRenderer } from './types.js';
import { FOOT, IN_SIGHT, isCornerTaken, watched } from './view.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Draws scenes into an SVG and packets onto a canvas above it. It owns everything inside both.
 *
 *   svg.kw-scene[role=graphics-document]
 *     g.kw-viewport                       moved and scaled by the camera
 *       g.kw-layer-groups                 cluster nodes, chains
 *       g.kw-layer-lanes                  the Services strip, headings
 *       g.kw-layer-links                  wires and links: each can be pointed at where no card lies over it
 *       g.kw-layer-ways                   with reduced motion: the finished way
 *       g.kw-layer-nodes                  everything that can be pointed at
 *       g.kw-layer-steps                  with reduced motion: the numbers of the hops
 *       g.kw-layer-focus                  the focus ring
 *   canvas.kw-packets                     the packet
 */
export function createSceneRenderer(
  svg: SVGSVGElement,
  canvas: HTMLCanvasElement,
  options: RendererOptions,
): SceneRenderer {
  const work = options.work ?? { domWrites: 0 };
  let say = options.say;
  const group = (className: string): SVGGElement => {
    const element = svg.ownerDocument.createElementNS(SVG, 'g');
    element.setAttribute('class', className);
    return element;
  };
  const viewport = svg.appendChild(group('kw-viewport'));
  const layer = Object.fromEntries(
    LIVE_LAYERS.map((name) => [name, viewport.appendChild(group(`kw-layer kw-layer-${name}`))]),
  ) as Record<(typeof LIVE_LAYERS)[number], SVGGElement>;

  const worded = (): typeof say => say;
  const groups = itemLayer(layer.groups, groupSpec(worded), work);
  const lanes = itemLayer(layer.lanes, laneSpec(worded), work);
  const links = itemLayer(
    layer.links,
    linkSpec(worded, (link) => (scene === null || tellLine === null ? null : tellLine(link, scene, say))),
    work,
  );
  const nodes = itemLayer(layer.nodes, nodeSpec(worded), work);
  const steps = stepsLayer(layer.ways, layer.steps, work);
  const ring = focusRing(layer.focus);
  const elementOf = (id: string): SVGGElement | undefined =>
    nodes.element(id) ?? links.element(id) ?? groups.element(id) ?? lanes.element(id);

  let scene: Scene | null = null;
  let timeline: Timeline | null = null;
  let covers: readonly Box[] = [];
  let cards: readonly Box[] = [];
  let frame: Frame | null = null;
  let palette: Palette | null = null;
  /** Pointing and the packet come when there is something to point at and to go along. */
  let packet: PacketLayer | null = null;
  let pointing: Pointing | null = null;
  let tellLine: typeof import('./describe-link.js').tellLine | null = null;
  let asked = false;
  const live: Record<LiveClass, readonly string[]> = { 'is-lit': [], 'is-next': [], 'is-selected': [] };

  const systemMotion = matchMedia('(prefers-reduced-motion: reduce)');
  let motion = options.motion ?? 'auto';
  const reduced = (): boolean => motion === 'reduced' || (motion === 'auto' && systemMotion.matches);

  const camera = createCamera(svg, viewport, (gliding) => {
    canvas.classList.toggle('is-gliding', gliding);
    // The buttons in the corner step back where they would stand over a card.
    canvas.classList.toggle('is-crowded', isCornerTaken(camera.view, cards));
    if (!gliding) paint();
  });
  const parts: PointingParts = {
    svg,
    scene: () => scene,
    timeline: () => timeline,
    view: () => camera.view,
    thing: (id) => nodes.item(id) ?? groups.item(id) ?? links.item(id) ?? lanes.item(id),
    element: elementOf,
    onFocus: (thing, at) => {
      if (thing === null) ring.hide();
      else if (isLink(thing)) ring.along(thing.points);
      else ring.show(thing.box);
      if (at !== null) camera.keepInSight(at, IN_SIGHT);
    },
    onActivate: options.onActivate,
    onHover: options.onHover,
    onContext: options.onContext,
  };

  /** Once the first picture is on screen; what cannot be loaded is said, and the picture is to be seen all the same. */
  function letPoint(): void {
    Promise.all([import('./pointing.js'), import('./layers/packet.js')]).then(
      ([loaded, { packetLayer }]) => {
        if (!viewport.isConnected) return;
        packet = packetLayer(canvas);
        packet.resize(canvas.clientWidth, canvas.clientHeight);
        packet.along(scene, timeline, say);
        paint();
        pointing = loaded.createPointing(parts);
        tellLine = loaded.tellLine;
        if (scene !== null) links.update(scene.links, { animate: false, again: true });
        pointing.ensureTabStop();
      },
      () => options.onUnloaded?.(),
    );
  }

  function paint(): void {
    palette ??= readPalette(svg);
    packet?.draw(frame, { ...camera.view, still: reduced() }, palette, covers);
  }

  function drawAll(again: boolean): void {
    if (scene === null) return;
    const how = { animate: svg.dataset['drawn'] === scene.lens && !reduced(), again };
    svg.classList.toggle('kw-lens-traffic', scene.lens === 'traffic');
    svg.classList.toggle('kw-lens-rules', scene.lens === 'rules');
    svg.classList.toggle('kw-lens-storage', scene.lens === 'storage');
    svg.classList.toggle('kw-lens-policy', scene.lens === 'policy');
    svg.classList.toggle('has-trace', scene.nodes.some(takesPart));
    groups.update(scene.groups, how);
    lanes.update(scene.lanes, how);
    links.update(scene.links, how);
    nodes.update(scene.nodes, how);
    svg.dataset['drawn'] = scene.lens;
    // Elements that came new do not have the marks of the moment yet.
    for (const name of LIVE_CLASSES) for (const id of live[name]) elementOf(id)?.classList.add(name);
  }

  /** Moves a class from the things that had it to those that now have it. */
  function mark(name: LiveClass, ids: readonly string[]): void {
    const before = live[name];
    if (before === ids) return;
    const wanted = new Set(ids);
    for (const id of before) if (!wanted.has(id)) elementOf(id)?.classList.remove(name);
    for (const id of wanted) elementOf(id)?.classList.add(name);
    live[name] = ids;
  }

  /** With reduced motion a frame is shown as it is at the end of its hop. */
  function atRest(instant: Frame): Frame {
    const at = timeline?.hops[instant.hop]?.path.at(-1);
    return { ...instant, trail: [], progress: 1, ...(at !== undefined && { at }) };
  }

  function show(instant: Frame | null): void {
    frame = instant !== null && reduced() ? atRest(instant) : instant;
    mark('is-lit', frame?.lit ?? NONE);
    if ((frame?.next ?? undefined) !== live['is-next'][0]) mark('is-next', frame?.next == null ? NONE : [frame.next]);
    if (reduced()) steps.seek(frame?.hop ?? -1);
    follow();
    paint();
  }

  function follow(): void {
    if (frame !== null) camera.keepInSight(watched(frame), IN_SIGHT);
  }

  function applyMotion(): void {
    svg.classList.toggle('kw-still', reduced());
    steps.update(reduced() ? scene : null, reduced() ? timeline : null);
    show(frame);
  }

  /** A strip below the picture, for a capsule that has no room in it. */
  function leaveFoot(foot: boolean): void {
    if (svg.classList.contains('has-foot') === foot) return;
    svg.classList.toggle('has-foot', foot);
    svg.style.height = foot ? `calc(100% - ${FOOT}px)` : '';
    resize();
  }

  function resize(): void {
    packet?.resize(canvas.clientWidth, canvas.clientHeight);
    camera.resize();
    // Less room, as when a word of ours comes below, does not put the packet out of the picture.
    follow();
  }

  svg.classList.add('kw-scene');
  svg.setAttribute('role', 'graphics-document');
  svg.setAttribute('aria-roledescription', 'diagram');
  svg.setAttribute('aria-label', options.label);
  canvas.classList.add('kw-packets');
  canvas.setAttribute('aria-hidden', 'true');
  systemMotion.addEventListener('change', applyMotion);
  resize();
  applyMotion();

  return {
    update: (to, along = null) => {
      const same = scene === to;
      scene = to;
      timeline = along;
      packet?.along(to, along, say);
      leaveFoot(along?.hops[0]?.side === 'foot');
      if (!same) {
        covers = to.nodes.filter(hasWordsOnTheWay).map(({ box }) => box);
        // In the strip below the picture the buttons are in nobody's way.
        cards = along?.hops[0]?.side === 'foot' ? [] : cardsOf(to);
        camera.frame(to.box, cards, svg.dataset['drawn'] !== to.lens);
        drawAll(false);
      }
      steps.update(reduced() ? to : null, reduced() ? along : null);
      steps.seek(frame?.hop ?? -1);
      pointing?.ensureTabStop();
      if (!asked) options.afterPaint(letPoint);
      asked = true;
      paint();
    },
    seek: show,
    select: (ids) => mark('is-selected', ids.flatMap(idsOf)),
    speak: (words) => {
      say = words.say ?? say;
      if (words.label !== undefined) svg.setAttribute('aria-label', words.label);
      if (words.role !== undefined) svg.setAttribute('aria-roledescription', words.role);
      packet?.along(scene, timeline, say);
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
    resize,
    fit: (animate) => camera.fit(animate && !reduced()),
    zoomBy: (factor) => camera.zoomBy(factor, !reduced()),
    focusNode: (id) => pointing?.focus(id),
    destroy: () => {
      systemMotion.removeEventListener('change', applyMotion);
      pointing?.destroy();
      camera.destroy();
      viewport.remove();
      delete svg.dataset['drawn'];
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}

/** Classes that say what a thing does at the moment. */
type LiveClass = (typeof LIVE_CLASSES)[number];
const LIVE_CLASSES = ['is-lit', 'is-next', 'is-selected'] as const;
const NONE: readonly string[] = [];

/** True where the scene was made with a trace, so that it has something to put forward. */
function takesPart({ part }: SceneNode): boolean {
  return part === true;
}

const ON_THE_WAY = new Set<SceneNode['kind']>(['interface', 'kube-proxy', 'load-balancer', 'client']);

/** What the buttons had better not cover: everything but the rails that nodes stand on. */
function cardsOf({ nodes }: Scene): readonly Box[] {
  return nodes.flatMap(({ box, form }) => (form === 'line' ? [] : [box]));
}

/** The packet's way leads through these boxes, and its trail would strike their words through. */
function hasWordsOnTheWay({ kind }: SceneNode): boolean {
  return ON_THE_WAY.has(kind);
}
