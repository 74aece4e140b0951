import {
  createKubeProxy,
  createTracer,
  keyOf,
  type ClusterView,
  type KubeObject,
  type ObjectKey,
  type Trace,
} from '../../core/index.js';
import { buildPolicyScene } from '../policy/build.js';
import type { PolicyOptions } from '../policy/options.js';
import { reachOf } from '../policy/reach.js';
import type { Box, Point, Scene } from '../types.js';
import { aView } from './objects.js';
import { overlap } from './pictures.js';

const kubeProxy = createKubeProxy();
const tracer = createTracer({ rulesOf: (view, node) => kubeProxy.rules(view, node) });

export interface PolicyPictureParts extends PolicyOptions {
  readonly trace?: Trace | null;
  /** What the cluster was before. */
  readonly since?: readonly KubeObject[];
  readonly ignored?: boolean;
}

/** The Policy scene of these objects, with everything that the engine would hand in. */
export function policies(
  objects: readonly KubeObject[],
  { trace = null, since, ignored = false, ...options }: PolicyPictureParts = {},
): Scene {
  const view = ignored ? unenforced(objects) : aView(objects);
  const { reach, changes } = reachOf(view, since === undefined ? null : aView(since));
  return buildPolicyScene(view, reach, trace, { changes, ...options });
}

/** A view of a cluster whose provider does nothing with policies. */
function unenforced(objects: readonly KubeObject[]): ClusterView {
  const view = aView(objects);
  return { ...view, settings: { ...view.settings, networkPolicy: 'ignored' } };
}

/** The first pod whose name begins so. */
function podNamed(objects: readonly KubeObject[], start: string): ObjectKey {
  const pod = objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name.startsWith(start));
  if (pod === undefined) throw new Error(`no pod ${start}`);
  return keyOf(pod);
}

/** The trace of a packet from a pod to a pod, or to an address. */
export function between(objects: readonly KubeObject[], from: string, to: string, port: number): Trace {
  const target = /^[\d.]+$/.test(to)
    ? ({ kind: 'ip', ip: to } as const)
    : ({ kind: 'pod', pod: podNamed(objects, to) } as const);
  return tracer.trace(aView(objects), {
    from: { kind: 'pod', pod: podNamed(objects, from) },
    to: target,
    port,
    protocol: 'TCP',
    attempt: 0,
  });
}

/** A ring stands so far outside its card. */
const RING = 6;

/** What is wrong with the lines and boundaries of a Policy scene, in words; `faultsOf` knows the rest. */
export function policyFaults(scene: Scene): string[] {
  const faults: string[] = [];
  const ringed = scene.nodes.map((node): readonly [string, Box] => [
    node.id,
    node.isolated?.ingress === true ? grown(node.box, RING) : node.box,
  ]);
  ringed.forEach(([a, box], index) => {
    for (const [b, other] of ringed.slice(index + 1)) if (overlap(box, other)) faults.push(`${a} touches ${b}`);
  });
  const words = scene.links.flatMap(({ id, labelAt, words = [], label }) =>
    labelAt === undefined
      ? []
      : linesAt(labelAt, words.length + (label === undefined ? 0 : 1)).map((box) => [id, box] as const),
  );
  words.forEach(([a, box], index) => {
    for (const [b, other] of words.slice(index + 1))
      if (overlap(box, other)) faults.push(`words of ${a} on words of ${b}`);
    for (const [card, other] of ringed) if (overlap(box, other)) faults.push(`words of ${a} on ${card}`);
  });
  for (const { id, points } of scene.links) {
    points.slice(1).forEach((to, index) => {
      const from = points[index] as Point;
      for (const { id: card, box } of scene.nodes)
        if (through(from, to, box)) faults.push(`${id} runs through ${card}`);
      for (const [other, box] of words) if (through(from, to, box)) faults.push(`${id} runs through words of ${other}`);
    });
  }
  return faults;
}

/** Room that words beside a line have, in px: as wide as the narrowest picture gives them. */
const WORDS = { width: 80, above: 10, below: 3 };

function linesAt({ x, y }: Point, lines: number): Box[] {
  return Array.from({ length: lines }, (_, index): Box => ({
    x,
    y: y + index * 19 - WORDS.above,
    width: WORDS.width,
    height: WORDS.above + WORDS.below,
  }));
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

/** Whether a stretch of a line runs through the inside of a box, and not only along its edge. */
function through(a: Point, b: Point, { x, y, width, height }: Box): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return left < x + width - 0.5 && right > x + 0.5 && top < y + height - 0.5 && bottom > y + 0.5;
}
