import type { Cause, ObjectKey } from '../../core/index.js';
import { lineOf } from '../../render/index.js';
import type { Scene, SceneLink } from '../../scene/index.js';

/** A thing of the picture that can be pointed at, whatever its form. */
export interface Thing {
  readonly title: string;
  readonly object: ObjectKey | null;
  readonly cause: Cause | undefined;
  /** A line has no title of its own: it is named by its ends. */
  readonly link?: SceneLink;
}

/** The node, group or link of a scene with this id, or the links that run as one. A group that stands for an object is that object; a link is its cause. */
export function thingOf(scene: Scene, id: string): Thing | null {
  const node = scene.nodes.find((one) => one.id === id);
  if (node !== undefined)
    return { title: node.full, object: node.object ?? null, cause: node.cause ?? causeOf(node.object) };
  const group = scene.groups.find((one) => one.id === id);
  if (group !== undefined) {
    return { title: group.label, object: group.object ?? null, cause: group.cause ?? causeOf(group.object) };
  }
  const link = lineOf(scene, id);
  return link === undefined ? null : { title: '', object: null, cause: link.cause, link };
}

/** Where there is no finer cause, a thing is there because its object is. */
function causeOf(object: ObjectKey | undefined): Cause | undefined {
  return object === undefined ? undefined : { object, field: ['metadata', 'name'] };
}
