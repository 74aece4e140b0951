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
import { docOf, type HoverText, type SchemaDocs } from './types.js';

/**
 * What the field under an offset is: its path, its type, and (once `docs` are loaded) its documentation. Null between fields, in comments
 * and for fields that the kind does not have.
 */
export function hover(file: string, text: string, offset: number, schema: Schema, docs?: SchemaDocs): HoverText | null {
  const chunk = documentAt(text, offset);
  if (chunk.text.length > LIMITS.documentForLanguage || offset < chunk.from) return null;
  const { document } = readYaml(chunk.text);
  if (document === undefined) return null;
  const { value, source } = buildValue(document, chunk.text);
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

/** On the key, or on a value that has no members of its own: hovering over a block's white space says nothing. */
function isOn({ key, value, members }: SourceNode, at: number): boolean {
  if (key !== undefined && at >= key.from && at <= key.to) return true;
  return members === undefined && at >= value.from && at <= value.to;
}

function describe(
  root: JsonObject,
  path: FieldPath,
  schema: Schema,
  docs: SchemaDocs | undefined,
): readonly string[] | undefined {
  const { object, field } = objectOf(root, path);
  const kind = textAt(object, ['kind']) ?? '';
  const typeId = schema.kind(textAt(object, ['apiVersion']) ?? '', kind);
  if (typeId === undefined || field.length === 0) return undefined;
  const name = field.at(-1);
  if (field.length === 1 && (name === 'kind' || name === 'apiVersion'))
    return [`${textAt(object, ['apiVersion'])} ${kind}`, docOf(docs, typeId)].filter(Boolean);
  const type = typeAt(schema, typeId, field);
  if (type === undefined) return undefined;
  const holder = holderOf(schema, typeId, field);
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
