import { yamlString } from '../text-edits.js';

/** What fixes write: maps, lists and scalars. Members that are undefined are left out. */
export type Writable =
  string | number | boolean | readonly Writable[] | { readonly [key: string]: Writable | undefined };

/** The lines of a map in block style, indented by so many spaces. */
export function blockLines(map: { readonly [key: string]: Writable | undefined }, indent: number): readonly string[] {
  const space = ' '.repeat(indent);
  return members(map).flatMap(([key, value]) => {
    const name = `${space}${yamlString(key)}:`;
    if (Array.isArray(value) && value.length > 0)
      return [name, ...value.flatMap((item: Writable) => itemLines(item, indent + 2))];
    if (isMap(value) && members(value).length > 0) return [name, ...blockLines(value, indent + 2)];
    return [`${name} ${flow(value)}`];
  });
}

function itemLines(item: Writable, indent: number): readonly string[] {
  const space = ' '.repeat(indent);
  if (!isMap(item)) return [`${space}- ${flow(item)}`];
  const [first = '', ...rest] = blockLines(item, indent + 2);
  return [`${space}- ${first.trimStart()}`, ...rest];
}

/** Texts that need no quotes although they do not begin with a letter: amounts, paths, addresses of the web. */
const PLAIN = /^(?:\d+[KMGTP]i?|\/[\w./-]*|https?:\/\/[\w./:@%-]*[\w/])$/;

/** A value on one line, as it may stand inside any other. */
export function flow(value: Writable): string {
  if (typeof value === 'string') return PLAIN.test(value) ? value : yamlString(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  return isMap(value)
    ? `{${members(value)
        .map(([key, one]) => `${yamlString(key)}: ${flow(one)}`)
        .join(', ')}}`
    : '';
}

function members(map: { readonly [key: string]: Writable | undefined }): readonly (readonly [string, Writable])[] {
  return Object.entries(map).filter((member): member is [string, Writable] => member[1] !== undefined);
}

function isMap(value: Writable): value is { readonly [key: string]: Writable | undefined } {
  return typeof value === 'object' && !Array.isArray(value);
}
