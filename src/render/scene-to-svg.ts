import type { Scene } from '../scene/index.js';
import { groupClass, laneClass, linkClass, nodeClass } from './classes.js';
import { mark, short, type Mark } from './mark.js';
import { groupMark } from './marks/group-mark.js';
import { laneMark } from './marks/lane-mark.js';
import { linkMark } from './marks/link-mark.js';
import { nodeMark } from './marks/node-mark.js';
import type { Say } from './say.js';
import { LAYERS } from './layers/order.js';

export interface SvgOptions {
  readonly say: Say;
  /** CSS to carry along, so that the picture looks the same outside the page. */
  readonly css?: string;
  /** Values of the design tokens (`--paper`: `#fff` …), so that the picture follows a theme. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** What the picture shows, for those who cannot see it. */
  readonly title?: string;
}

/** The scene as the text of an SVG file. The same scene and options give the same bytes on every machine. */
export function sceneToSvg(scene: Scene, { say, css, tokens, title }: SvgOptions): string {
  const { width, height } = scene.box;
  const traced = scene.nodes.some(({ part, walked }) => part === true || walked !== undefined);
  const layers: Readonly<Record<(typeof LAYERS)[number], readonly Mark[]>> = {
    groups: scene.groups.map((group) => shifted(groupClass(group), group.id, group.box, groupMark(group, say))),
    lanes: scene.lanes.map((lane) => shifted(laneClass(lane), lane.id, lane.box, laneMark(lane, say))),
    links: scene.links.map((link) => shifted(linkClass(link), link.id, { x: 0, y: 0 }, linkMark(link, say))),
    nodes: scene.nodes.map((node) => shifted(nodeClass(node), node.id, node.box, nodeMark(node, say))),
  };
  const values = Object.entries(tokens ?? {}).map(([name, value]) => `${name}:${value}`);
  const style = [values.length > 0 ? `svg{${values.join(';')}}` : '', css ?? ''].join('\n').trim();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}" height="${short(height)}" class="kw-scene kw-lens-${scene.lens}${traced ? ' has-trace' : ''}">`,
    ...(title === undefined ? [] : [`<title>${escaped(title)}</title>`]),
    ...(style === '' ? [] : [`<style>${escaped(style)}</style>`]),
    ...LAYERS.map((name) => serialise(mark('g', { class: `kw-layer kw-layer-${name}` }, layers[name]), 0)),
    '</svg>',
    '',
  ].join('\n');
}

function shifted(classes: string, id: string, at: { x: number; y: number }, body: Mark): Mark {
  const transform = at.x === 0 && at.y === 0 ? undefined : `translate(${short(at.x)} ${short(at.y)})`;
  return mark('g', { class: classes, 'data-id': id, transform }, [body]);
}

function serialise({ tag, attrs, text, children }: Mark, depth: number): string {
  const indent = '  '.repeat(depth);
  const written = Object.entries(attrs).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const open = `${indent}<${tag}${written.join('')}`;
  if (text !== undefined) return `${open}>${escaped(text)}</${tag}>`;
  if (children.length === 0) return `${open}/>`;
  return [`${open}>`, ...children.map((child) => serialise(child, depth + 1)), `${indent}</${tag}>`].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
