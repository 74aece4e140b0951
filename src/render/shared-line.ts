import type { Scene, SceneLink } from '../scene/index.js';

/** Between the ids of lines that are pointed at as one; no id has it. */
const JOINT = '\n';

/** The ids that an id stands for: of a line, or of several that run as one. */
export function idsOf(id: string): readonly string[] {
  return id.split(JOINT);
}

/** Lines that run as one, as one line: it is there for the field that they share. A single one is itself. */
export function together([first, ...others]: readonly SceneLink[]): SceneLink | undefined {
  if (first === undefined || others.length === 0) return first;
  const cause = sharedCause([first, ...others].map((link) => link.cause));
  return {
    ...first,
    id: [first, ...others].map(({ id }) => id).join(JOINT),
    ...(cause !== undefined && { cause }),
  };
}

/** The line of a scene with this id; of several ids, these lines together. */
export function lineOf({ links }: Pick<Scene, 'links'>, id: string): SceneLink | undefined {
  const ids = idsOf(id);
  return together(links.filter((link) => ids.includes(link.id)));
}

/** The field that holds all of theirs, where they are of one object; else that of the first. */
function sharedCause([first, ...others]: readonly SceneLink['cause'][]): SceneLink['cause'] {
  if (first === undefined || others.some((one) => one?.object !== first.object)) return first;
  const end = first.field.findIndex((part, index) => others.some((one) => one?.field[index] !== part));
  return end <= 0 ? first : { ...first, field: first.field.slice(0, end) };
}
