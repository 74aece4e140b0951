import type { Group, Lane, SceneLink, SceneNode } from '../scene/index.js';

/** The classes that say what a thing is; what it does at the moment (`is-lit`, `is-next`) is added by the renderer. */
export function nodeClass(node: SceneNode): string {
  return [
    'kw-node',
    `kw-kind-${node.kind}`,
    `kw-form-${node.form ?? 'card'}`,
    `kw-is-${node.state}`,
    ...(node.part === true ? ['is-part'] : []),
    ...(node.system === true ? ['is-system'] : []),
    ...(node.absent === true ? ['is-absent'] : []),
    ...((node.walked ?? node.tried) !== undefined ? [`is-${node.walked ?? node.tried}`] : []),
  ].join(' ');
}

export function groupClass(group: Group): string {
  return `kw-group kw-group-${group.kind} kw-is-${group.state}${group.part === true ? ' is-part' : ''}`;
}

export function laneClass(lane: Lane): string {
  return `kw-lane kw-lane-${lane.form ?? 'strip'}`;
}

export function linkClass(link: SceneLink): string {
  return [
    `kw-link kw-link-${link.kind}`,
    ...(link.state === undefined ? [] : [`is-${link.state}`]),
    ...(link.change === undefined ? [] : [`is-${link.change}`]),
    ...(link.partly === true ? ['is-partly'] : []),
    ...(link.part === true ? ['is-part'] : []),
  ].join(' ');
}
