import fc from 'fast-check';

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function replaceAt(value: unknown, path: Path, by: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return by;
  const copy: Record<string | number, unknown> = (
    Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }
  ) as never;
  copy[head] = replaceAt(copy[head], rest, by);
  return copy;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    '',
    '0',
    -1,
    0,
    1e30,
    2 ** 31,
    1.5,
    [],
    [[]],
    [null],
    {},
    { '': null },
    { a: { a: {} } },
    'None',
    '__proto__',
  ),
  fc.constant(JSON.parse('{"__proto__": "x", "constructor": "y"}')),
);

/** One of the objects with up to three of its fields replaced by anything; frozen. */
export function mangledOf(objects: readonly object[]): fc.Arbitrary<unknown> {
  return fc
    .constantFrom(...objects)
    .chain((object) =>
      fc
        .array(fc.tuple(fc.constantFrom(...pathsOf(object)), anything), { minLength: 1, maxLength: 3 })
        .map((edits) =>
          freeze(
            edits.reduce((one: unknown, [path, by]) => (hasPath(one, path) ? replaceAt(one, path, by) : one), object),
          ),
        ),
    );
}

function hasPath(value: unknown, path: Path): boolean {
  if (path.length < 2) return true;
  let at = value;
  for (const part of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<string | number, unknown>)[part];
  }
  return typeof at === 'object' && at !== null;
}
