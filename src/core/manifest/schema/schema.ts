import generated from '../../../../gen/schema.json' with { type: 'json' };
import type { FieldPath } from '../../api/field-path.js';
import { parseFieldType, type FieldType } from './field-type.js';

/** The generated file's shape; the import above is data, made by scripts/gen-schema.mjs, and not code of ours outside the core. */
export interface SchemaData {
  readonly from: string;
  /** `apiVersion/Kind` → the id of its type. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Type id → field → type in short form. */
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
}

/** The fields of every kind of Kubernetes' API, without their texts. Look-ups read own properties only: names come from users. */
export interface Schema {
  /** The type id of a kind, or undefined when the API has no such kind. */
  kind(apiVersion: string, kind: string): string | undefined;
  fields(typeId: string): ReadonlyMap<string, Field>;
  /** Every `apiVersion` that has this kind. */
  versionsOf(kind: string): readonly string[];
  /** Every kind of an `apiVersion`, and every `apiVersion`. */
  kindsOf(apiVersion: string): readonly string[];
  apiVersions(): readonly string[];
}

const NO_FIELDS: ReadonlyMap<string, Field> = new Map();

function createSchema(data: SchemaData): Schema {
  const types = new Map<string, ReadonlyMap<string, Field>>();
  const byVersion = new Map<string, string[]>();
  const byKind = new Map<string, string[]>();
  for (const name of Object.keys(data.kinds)) {
    const slash = name.lastIndexOf('/');
    const apiVersion = name.slice(0, slash);
    const kind = name.slice(slash + 1);
    byVersion.set(apiVersion, [...(byVersion.get(apiVersion) ?? []), kind]);
    byKind.set(kind, [...(byKind.get(kind) ?? []), apiVersion]);
  }
  return {
    kind: (apiVersion, kind) => own(data.kinds, `${apiVersion}/${kind}`),
    fields(typeId) {
      const known = types.get(typeId);
      if (known !== undefined) return known;
      const shape = own(data.types, typeId);
      if (shape === undefined) return NO_FIELDS;
      const fields = new Map(
        Object.entries(shape).map(([name, short]): [string, Field] => [
          name,
          { name, type: parseFieldType(short), required: short.startsWith('!') },
        ]),
      );
      types.set(typeId, fields);
      return fields;
    },
    versionsOf: (kind) => byKind.get(kind) ?? [],
    kindsOf: (apiVersion) => byVersion.get(apiVersion) ?? [],
    apiVersions: () => [...byVersion.keys()],
  };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

let kubernetes: Schema | undefined;

/** The schema of the Kubernetes release that `kubernetes-models` describes (1.36), with the groups that were removed since. */
export function kubernetesSchema(): Schema {
  kubernetes ??= createSchema(generated as SchemaData);
  return kubernetes;
}

/** The type at a path of a kind's objects; undefined where the API has no such field. */
export function typeAt(schema: Schema, typeId: string, path: FieldPath): FieldType | undefined {
  let type: FieldType | undefined = { form: 'object', id: typeId };
  for (const part of path) type = type === undefined ? undefined : memberType(schema, type, part);
  return type;
}

/** The type of one member of a value of that type. */
export function memberType(schema: Schema, type: FieldType, part: string | number): FieldType | undefined {
  if (type.form === 'list') return typeof part === 'number' ? type.of : undefined;
  if (type.form === 'map') return type.of;
  if (type.form === 'any') return type;
  if (type.form === 'object') return schema.fields(type.id).get(String(part))?.type;
  return undefined;
}
