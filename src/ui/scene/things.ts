import type { Cause, Message, ObjectKey } from '../../core/index.js';
import { describeLink } from '../../render/index.js';
import type { Scene } from '../../scene/index.js';

/** A thing of the picture that can be pointed at, whatever its form. */
export interface Thing {
  readonly title: string;
  readonly object: ObjectKey | null;
  readonly cause: Cause | undefined;
  /** Why there is no field of a manifest behind a line that has none. */
  readonly without: string | null;
}

/**
 * The node, group or link of a scene with this id. A group that stands for an object is that object; a link is its cause. `say` words it in the
 * reader's language.
 */
export function thingOf(scene: Scene, id: string, say: (message: Message) => string): Thing | null {
  const node = scene.nodes.find((one) => one.id === id);
  if (node !== undefined) {
    const { full: title, object = null, cause = causeOf(node.object) } = node;
    return { title, object, cause, without: null };
  }
  const group = scene.groups.find((one) => one.id === id);
  if (group !== undefined) {
    const { label: title, object = null, cause = causeOf(group.object) } = group;
    return { title, object, cause, without: null };
  }
  const link = scene.links.find((one) => one.id === id);
  if (link === undefined) return null;
  const { title, without } = describeLink(link, scene, say);
  return { title, object: null, cause: link.cause, without };
}

/** Where there is no finer cause, a thing is there because its object is. */
function causeOf(object: ObjectKey | undefined): Cause | undefined {
  return object === undefined ? undefined : { object, field: ['metadata', 'name'] };
}
