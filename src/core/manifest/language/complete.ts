import { allKinds, kindInfo } from '../../api/kinds.js';
import type { FieldPath } from '../../api/field-path.js';
import { describeFieldType, type FieldType } from '../schema/field-type.js';
import { memberType, typeAt, type Field, type Schema } from '../schema/schema.js';
import { textAt } from '../read-json.js';
import { yamlString } from '../text-edits.js';
import type { ManifestDocument } from '../types.js';
import { cursorAt, type Cursor } from './cursor.js';
import type { KnownName } from './known-name.js';
import { labelsFor, namesFor } from './names.js';
import { docOf, type Completion, type SchemaDocs } from './types.js';

/** What every object has, for the time before its kind is written. */
const HEAD: readonly Field[] = ['apiVersion', 'kind', 'metadata', 'spec'].map((name) => ({
  name,
  type: name === 'metadata' ? { form: 'object', id: 'meta/v1.ObjectMeta' } : { form: 'string' },
  required: false,
}));

/**
 * What may be written at an offset of one file: fields of the very apiVersion and kind of the document there that it does not have yet,
 * words that the API names, and names and labels of the learner's other objects (`known`) where a field refers to one.
 * Best first. Empty in comments, in block scalars and where nothing is known.
 */
export function complete(
  text: string,
  offset: number,
  schema: Schema,
  known: readonly ManifestDocument[],
  docs?: SchemaDocs,
): readonly Completion[] {
  const cursor = cursorAt(text, offset);
  if (cursor === undefined) return [];
  const typeId = schema.kind(textAt(cursor.object, ['apiVersion']) ?? '', textAt(cursor.object, ['kind']) ?? '');
  const type = typeOf(schema, typeId, cursor.path);
  if (cursor.position === 'value') return values(cursor, cursor.path, type, { schema, typeId, known });
  if (type === undefined) return [];
  if (type.form === 'map') return [...resourceNames(cursor), ...labelKeys(cursor, known)];
  if (type.form === 'object') return fields(cursor, type.id, fieldsOf(schema, type.id, cursor), docs, '');
  if (type.form === 'list')
    return type.of.form === 'object'
      ? fields(cursor, type.of.id, fieldsOf(schema, type.of.id, cursor), docs, '- ')
      : [];
  return values(cursor, cursor.path, type, { schema, typeId, known });
}

/** Before the kind is known, or where the schema has no such kind, only the head and the metadata have types. */
function typeOf(schema: Schema, typeId: string | undefined, path: FieldPath): FieldType | undefined {
  if (typeId !== undefined) return typeAt(schema, typeId, path);
  if (path.length === 0) return { form: 'object', id: '' };
  return path[0] === 'metadata' ? typeAt(schema, 'meta/v1.ObjectMeta', path.slice(1)) : { form: 'string' };
}

function fieldsOf(schema: Schema, id: string, { path }: Cursor): readonly Field[] {
  if (id === '') return HEAD;
  const all = [...schema.fields(id).values()].filter(({ name }) => path.length > 0 || name !== 'status');
  const rank = ({ name, required }: Field) => {
    const head = path.length === 0 ? HEAD.findIndex((field) => field.name === name) : -1;
    return head !== -1 ? head : required ? 10 : 20;
  };
  return all.toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

function fields(
  cursor: Cursor,
  id: string,
  all: readonly Field[],
  docs: SchemaDocs | undefined,
  dash: string,
): readonly Completion[] {
  const { from, to, hasColon, present, quoted } = cursor;
  return all
    .filter(({ name }) => !present.has(name))
    .map(({ name, type, required }) => {
      const scalar = type.form !== 'object' && type.form !== 'list' && type.form !== 'map';
      return {
        label: name,
        // Between quotes, as in JSON, the colon belongs after the quote that closes.
        insertText: `${lead(cursor)}${dash}${name}${hasColon || quoted ? '' : scalar ? ': ' : ':'}`,
        kind: 'field' as const,
        detail: `${describeFieldType(type)}${required ? ' *' : ''}`,
        documentation: docOf(docs, id, name),
        from,
        to,
      };
    });
}

interface Known {
  readonly schema: Schema;
  readonly typeId: string | undefined;
  readonly known: readonly ManifestDocument[];
}

function values(
  cursor: Cursor,
  path: FieldPath,
  type: FieldType | undefined,
  { schema, typeId, known }: Known,
): readonly Completion[] {
  const name = path.at(-1);
  if (path.length === 1 && name === 'kind') return kinds(cursor, schema);
  if (path.length === 1 && name === 'apiVersion') return apiVersions(cursor, schema);
  if (type === undefined) return [];
  if (type.form === 'enum')
    return words(
      cursor,
      type.values.filter((word) => word !== ''),
      '',
    );
  if (type.form === 'bool') return words(cursor, ['true', 'false'], '');
  const holder = typeOf(schema, typeId, path.slice(0, -1));
  if (holder?.form === 'map') return labelValues(cursor, path, known);
  if (holder?.form !== 'object' || typeof name !== 'string') return [];
  const member = memberType(schema, holder, name);
  const number = member?.form === 'intOrString' || member?.form === 'int';
  return objects(cursor, namesFor(holder.id, name, path, cursor.object, known), number);
}

function words(cursor: Cursor, all: readonly string[], detail: string): readonly Completion[] {
  return all.map((word) => value(cursor, word, word, 'value', detail));
}

function objects(cursor: Cursor, names: readonly KnownName[], number: boolean): readonly Completion[] {
  const unique = new Map(names.map((one) => [one.name, one]));
  return [...unique.values()].map(({ name, from }) =>
    value(cursor, name, number && /^\d+$/.test(name) ? name : yamlString(name), 'object', from),
  );
}

function value(cursor: Cursor, label: string, text: string, kind: 'value' | 'object', detail: string): Completion {
  const { from, to, quoted } = cursor;
  return {
    label,
    insertText: `${lead(cursor)}${quoted ? label : text}`,
    kind,
    detail,
    documentation: '',
    from,
    to,
  };
}

/** What has to stand before the word where the cursor is. */
function lead({ needsSpace, needsDash }: Cursor): string {
  return `${needsSpace ? ' ' : ''}${needsDash ? '- ' : ''}`;
}

/** What containers and claims may ask for (`pkg/apis/core/types.go`, ResourceName). */
function resourceNames(cursor: Cursor): readonly Completion[] {
  const { path, object, present, from, to, hasColon } = cursor;
  if (!/^(?:requests|limits|capacity)$/.test(String(path.at(-1)))) return [];
  const isOfVolume =
    path.includes('volumeClaimTemplates') || (textAt(object, ['kind']) ?? '').startsWith('PersistentVolume');
  return (isOfVolume ? ['storage'] : ['cpu', 'memory', 'ephemeral-storage'])
    .filter((name) => !present.has(name))
    .map((name) => ({
      label: name,
      insertText: `${name}${hasColon ? '' : ': '}`,
      kind: 'value' as const,
      detail: '',
      documentation: '',
      from,
      to,
    }));
}

function kinds(cursor: Cursor, schema: Schema): readonly Completion[] {
  const apiVersion = textAt(cursor.object, ['apiVersion']);
  const served = allKinds().filter(({ removed }) => removed === undefined);
  const fitting = served.filter((info) => info.apiVersion === apiVersion);
  const all = (fitting.length > 0 ? fitting : served).toSorted((a, b) => Number(b.simulated) - Number(a.simulated));
  const listed = new Map(all.map((info) => [info.kind, info.apiVersion]));
  if (fitting.length > 0 && apiVersion !== undefined)
    for (const kind of schema.kindsOf(apiVersion)) if (!listed.has(kind)) listed.set(kind, apiVersion);
  return [...listed].map(([kind, version]) => value(cursor, kind, kind, 'value', version));
}

function apiVersions(cursor: Cursor, schema: Schema): readonly Completion[] {
  const kind = textAt(cursor.object, ['kind']) ?? '';
  const ofKind = schema.versionsOf(kind).filter((version) => kindInfo(version, kind)?.removed === undefined);
  const served = new Set(allKinds().flatMap(({ apiVersion, removed }) => (removed === undefined ? [apiVersion] : [])));
  return words(cursor, ofKind.length > 0 ? ofKind : [...served], ofKind.length > 0 ? kind : '');
}

/** Keys of labels, each with the value that goes with it where one stands alone. */
function labelKeys(cursor: Cursor, known: readonly ManifestDocument[]): readonly Completion[] {
  const pairs = new Map<string, { readonly key: string; readonly value: string; readonly from: string }>();
  for (const { labels, from } of labelsFor(cursor.object, cursor.path, known))
    for (const [key, label] of Object.entries(labels))
      if (!cursor.present.has(key)) pairs.set(`${key}=${label}`, { key, value: label, from });
  const { from, to, hasColon } = cursor;
  return [...pairs.values()].map((pair) => ({
    label: hasColon ? pair.key : `${pair.key}: ${pair.value}`,
    insertText: hasColon ? pair.key : `${pair.key}: ${yamlString(pair.value)}`,
    kind: 'object',
    detail: pair.from,
    documentation: '',
    from,
    to,
  }));
}

function labelValues(cursor: Cursor, path: FieldPath, known: readonly ManifestDocument[]): readonly Completion[] {
  const key = String(path.at(-1));
  const found = labelsFor(cursor.object, path.slice(0, -1), known).flatMap(({ labels, from }) =>
    Object.hasOwn(labels, key) ? [{ name: labels[key] ?? '', from }] : [],
  );
  return objects(cursor, found, false);
}
