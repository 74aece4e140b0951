import { formatFieldPath, getField, type FieldPath } from '../../api/field-path.js';
import { isJsonObject, type JsonObject } from '../checks/subject.js';
import { LIMITS } from '../limits.js';
import { createLineIndex } from '../line-index.js';
import { textAt } from '../read-json.js';
import { describeFieldType } from '../schema/field-type.js';
import { typeAt, type Schema } from '../schema/schema.js';
import { locate, pathAt, type SourceNode } from '../source-map.js';
import { buildValue } from '../yaml/build-value.js';
import { readYaml } from '../yaml/read-yaml.js';
import { documentAt } from '../yaml/split-documents.js';
import { mendHalfWritten } from './half-written.js';
import { docOf, type HoverText, type SchemaDocs } from './types.js';

/**
 * What the field under an offset is: its path, its type, and (once `docs` are loaded) its documentation. Null between fields, in comments
 * and for fields that the kind does not have.
 */
export function hover(file: string, text: string, offset: number, schema: Schema, docs?: SchemaDocs): HoverText | null {
  const chunk = documentAt(text, offset);
  if (chunk.text.length > LIMITS.documentForLanguage || offset < chunk.from) return null;
  const { document, text: readable } = readHalfWritten(chunk.text);
  if (document === undefined) return null;
  const { value, source } = buildValue(document, readable);
  if (!isJsonObject(value)) return null;
  const at = offset - chunk.from;
  const path = pathAt(source, at);
  const { node } = locate(source, path);
  if (path.length === 0 || !isOn(node, at)) return null;
  const lines = describe(value, path, schema, docs);
  if (lines === undefined) return null;
  const span = node.key ?? node.value;
  return { range: createLineIndex(text).range(file, span.from + chunk.from, span.to + chunk.from), lines };
}

/** Reads a document; one that does not parse, with what is half written in it made readable where it stands. */
function readHalfWritten(text: string) {
  const { document, errors } = readYaml(text);
  if (errors.length === 0) return { document, text };
  const mended = mendHalfWritten(text, true);
  const again = readYaml(mended);
  return again.errors.length < errors.length ? { document: again.document, text: mended } : { document, text };
}

/** On the key, or on a value that has no members of its own: hovering over a block's white space says nothing. */
function isOn({ key, value, members }: SourceNode, at: number): boolean {
  if (key !== undefined && at >= key.from && at <= key.to) return true;
  return members === undefined && at >= value.from && at <= value.to;
}

function describe(
  document: JsonObject,
  path: FieldPath,
  schema: Schema,
  docs: SchemaDocs | undefined,
): readonly string[] | undefined {
  const { object, field } = objectOf(document, path);
  const kind = textAt(object, ['kind']) ?? '';
  const typeId = schema.kind(textAt(object, ['apiVersion']) ?? '', kind);
  if (field.length === 0) return undefined;
  const name = field.at(-1);
  if (field.length === 1 && (name === 'kind' || name === 'apiVersion'))
    return [`${textAt(object, ['apiVersion']) ?? ''} ${kind}`.trim(), docOf(docs, typeId ?? '')].filter(Boolean);
  // Of a kind that the schema has not, the metadata is known all the same.
  const isMeta = typeId === undefined && field[0] === 'metadata' && field.length > 1;
  const root = isMeta ? 'meta/v1.ObjectMeta' : typeId;
  const within = isMeta ? field.slice(1) : field;
  const type = root === undefined ? undefined : typeAt(schema, root, within);
  if (root === undefined || type === undefined) return undefined;
  const holder = holderOf(schema, root, within);
  const title = `${kind}.${formatFieldPath(field)}: ${describeFieldType(type)}`;
  return [title, holder === undefined ? '' : docOf(docs, holder.id, holder.field)].filter(Boolean);
}

/** The struct field that a path belongs to: list items and map keys are part of the field that holds them. */
function holderOf(
  schema: Schema,
  typeId: string,
  path: FieldPath,
): { readonly id: string; readonly field: string } | undefined {
  for (let length = path.length; length > 0; length--) {
    const holder = typeAt(schema, typeId, path.slice(0, length - 1));
    const name = path[length - 1];
    if (holder?.form === 'object' && typeof name === 'string') return { id: holder.id, field: name };
  }
  return undefined;
}

function objectOf(root: JsonObject, path: FieldPath): { readonly object: JsonObject; readonly field: FieldPath } {
  const kind = root['kind'];
  if (typeof kind !== 'string' || !kind.endsWith('List') || path[0] !== 'items' || path.length < 2)
    return { object: root, field: path };
  const item = getField(root, path.slice(0, 2));
  return isJsonObject(item) ? { object: item, field: path.slice(2) } : { object: root, field: path };
}
