import type { FieldPath } from '../../api/field-path.js';
import { fix, type LocalFix } from '../finding.js';
import type { PlacedObject } from '../place.js';
import { mostSimilar } from '../schema/similar.js';
import { yamlString } from '../text-edits.js';
import type { Fix } from '../types.js';
import { addDocuments } from '../write-edits.js';
import type { Writable } from '../yaml/write-yaml.js';
import { writtenAt } from './lint.js';

const MOST_NAMES = 3;

/** Other names for a field that names an object: the most similar first, a few of them. */
export function nameFixes(
  placed: PlacedObject,
  field: FieldPath,
  written: string,
  names: readonly string[],
): readonly LocalFix[] {
  const node = writtenAt(placed, field);
  if (node === undefined) return [];
  const close = mostSimilar(written, names);
  return [...new Set([...(close === undefined ? [] : [close]), ...names])]
    .slice(0, MOST_NAMES)
    .map((to) => fix('fix.replace', { from: written, to }, [{ ...node.value, text: yamlString(to) }]));
}

/** The object that is missing, written before the one that needs it. */
export function addObject(
  { place }: PlacedObject,
  object: {
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly namespace?: string | undefined };
  } & {
    readonly [key: string]: Writable | undefined;
  },
): LocalFix {
  return fix('fix.addObject', { kind: object.kind, name: object.metadata.name }, [addDocuments(place.text, [object])]);
}

/** A fix whose edits are in the document of another object than the one that is spoken of. */
export function fixElsewhere({ place }: Pick<PlacedObject, 'place'>, { title, edits }: LocalFix): Fix {
  const { file, offset } = place;
  return { title, edits: edits.map(({ from, to, text }) => ({ file, from: from + offset, to: to + offset, text })) };
}
