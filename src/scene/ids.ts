import type { Cause, ObjectKey } from '../core/index.js';
import type { Scene, SceneLink } from './types.js';

/**
 * The ids of everything in a scene that an object, or one field of it, is the reason for. A cause with a field finds what names that field or
 * one inside it; where nothing does, it finds what the whole object is drawn as.
 */
export function sceneIdsFor(scene: Scene, what: Cause | ObjectKey): readonly string[] {
  const object = typeof what === 'string' ? what : what.object;
  const all = [...scene.groups, ...scene.nodes, ...scene.links];
  const own = all.filter(
    (item) => ('object' in item && item.object === object) || causesOf(item).some((cause) => cause.object === object),
  );
  if (typeof what === 'string' || what.field.length === 0) return own.map(({ id }) => id);
  const { field } = what;
  const exact = own.filter((item) =>
    causesOf(item).some((cause) => {
      if (cause.object !== object) return false;
      const shorter = Math.min(cause.field.length, field.length);
      return cause.field.slice(0, shorter).every((part, index) => part === field[index]) && shorter > 0;
    }),
  );
  return (exact.length > 0 ? exact : own.filter((item) => 'object' in item && item.object === object)).map(
    ({ id }) => id,
  );
}

/** Every field that a thing of the picture is there for, the deciding one first. */
export function causesOf({ cause, also = [] }: Pick<SceneLink, 'cause' | 'also'>): readonly Cause[] {
  return cause === undefined ? also : [cause, ...also];
}
