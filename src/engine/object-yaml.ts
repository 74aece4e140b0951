import type { Json, KubeObject } from '../core/index.js';

/** The order in which kubectl prints the top of an object. What is not named comes after, as it stands. */
const FIRST = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
/** A string that YAML 1.1 and 1.2 both read as that very string when it stands bare. */
const BARE = /^[A-Za-z_/.][A-Za-z0-9_/.-]*$/;
/** What begins with a digit and is no number or date for all that: an address, a CIDR, a uid. */
const ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Words that YAML 1.1 reads as booleans, nulls or numbers. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan|\.|=|<<)$/i;

/** An object as `kubectl get -o yaml` lays it out: block style, two spaces, list items under their key. */
export function objectYaml(object: KubeObject): string {
  const fields = object as unknown as { readonly [key: string]: Json };
  const rest = Object.keys(fields).filter((key) => !FIRST.includes(key));
  return [...FIRST.filter((key) => Object.hasOwn(fields, key)), ...rest]
    .map((key) => field(key, fields[key] ?? null, ''))
    .join('');
}

function field(key: string, value: Json, indent: string): string {
  return `${indent}${scalar(key)}:${below(value, `${indent}  `, indent)}`;
}

/** What stands after a key or a dash: on its line for a scalar, under it for a map or a list. Lists keep the indent of their key. */
function below(value: Json, mapIndent: string, listIndent: string): string {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    return items.length === 0 ? ' []\n' : `\n${items.map((item) => listItem(item, listIndent)).join('')}`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    if (entries.length === 0) return ' {}\n';
    return `\n${entries.map(([key, one]) => field(key, one, mapIndent)).join('')}`;
  }
  return ` ${scalar(value as string | number | boolean | null)}\n`;
}

function listItem(item: Json, indent: string): string {
  if (typeof item !== 'object' || item === null) return `${indent}- ${scalar(item)}\n`;
  const isList = Array.isArray(item);
  const inner = isList
    ? (item as readonly Json[]).map((one) => listItem(one, `${indent}  `)).join('')
    : Object.entries(item)
        .filter(([, one]) => one !== undefined)
        .map(([key, one]) => field(key, one as Json, `${indent}  `))
        .join('');
  return inner === '' ? `${indent}- ${isList ? '[]' : '{}'}\n` : `${indent}- ${inner.slice(indent.length + 2)}`;
}

/** What would not be seen is escaped: YAML reads the same characters. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function quoted(value: string): string {
  return JSON.stringify(value).replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function scalar(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  const bare = (BARE.test(value) && !WORDS.test(value)) || ADDRESS.test(value);
  return bare ? value : quoted(value);
}
