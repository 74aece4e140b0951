/** What may stand at a field, as scripts/gen-schema.mjs writes it (see the list of forms there). */
export type FieldType =
  | { readonly form: 'string' | 'int' | 'number' | 'bool' | 'intOrString' | 'quantity' | 'time' | 'any' }
  | { readonly form: 'enum'; readonly values: readonly string[] }
  | { readonly form: 'list'; readonly of: FieldType }
  | { readonly form: 'map'; readonly of: FieldType }
  | { readonly form: 'object'; readonly id: string };

const parsed = new Map<string, FieldType>();

/** Reads the short form of a type; a leading `!` (required) is skipped. Unknown words read as `any`. */
export function parseFieldType(short: string): FieldType {
  const text = short.startsWith('!') ? short.slice(1) : short;
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const type = read(text);
  parsed.set(text, type);
  return type;
}

function read(text: string): FieldType {
  if (text.startsWith('[]')) return { form: 'list', of: parseFieldType(text.slice(2)) };
  if (text.startsWith('{}')) return { form: 'map', of: parseFieldType(text.slice(2)) };
  if (text.startsWith('#')) return { form: 'object', id: text.slice(1) };
  if (text.startsWith('=')) return { form: 'enum', values: text.slice(1).split('|') };
  switch (text) {
    case 'string':
    case 'int':
    case 'number':
    case 'bool':
    case 'intOrString':
    case 'quantity':
    case 'time':
      return { form: text };
    default:
      return { form: 'any' };
  }
}

/** A type as a reader of the API documentation knows it: `[]ServicePort`, `map[string]string`, `integer or string`. */
export function describeFieldType(type: FieldType): string {
  switch (type.form) {
    case 'list':
      return `[]${describeFieldType(type.of)}`;
    case 'map':
      return `map[string]${describeFieldType(type.of)}`;
    case 'object':
      return type.id.slice(type.id.lastIndexOf('.') + 1);
    case 'enum':
      return type.values.filter((value) => value !== '').join(' | ');
    case 'int':
      return 'integer';
    case 'bool':
      return 'boolean';
    case 'intOrString':
      return 'integer or string';
    default:
      return type.form;
  }
}
