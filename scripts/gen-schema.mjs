// @ts-check
/**
 * Writes Kubernetes' field schema for the core, from the type declarations of the `kubernetes-models` package (which are themselves made
 * from Kubernetes' OpenAPI document). The package's code is never loaded: its `.d.ts` files are read as text, which takes about 0.2 s.
 *
 *   gen/schema.json       structure, enums, required fields: what validation and completion need, small enough for the first load
 *   gen/schema-docs.json  the fields' texts, for hover; several times larger and loaded only when somebody hovers
 *
 * Both are git-ignored. The script is deterministic and does nothing when its input has not changed (`--force` overrides).
 *
 * A field's type is one short string, read by src/core/manifest/schema/field-type.ts:
 *   string | int | number | bool | intOrString | quantity | time | any
 *   =A|B         one of these words          []T   a list of T          {}T   a map of T by name          #id   an object type
 *   a leading !  the field is required
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const gen = path.join(root, 'gen');
const stampFile = path.join(gen, 'schema.stamp');

/** Types that JSON or Go reads in a way of their own; their declarations say only `string | number` or `{}`. */
const SPECIAL = new Map([
  ['api/resource.Quantity', 'quantity'],
  ['util/intstr.IntOrString', 'intOrString'],
  ['meta/v1.Time', 'time'],
  ['meta/v1.MicroTime', 'time'],
]);

/** In JSONSchemaProps alone `number` is a float; everywhere else Kubernetes has whole numbers only. */
const FLOAT_FIELDS = new Set(['maximum', 'minimum', 'multipleOf']);

/**
 * @typedef {{ id: string, file: string }} Source
 * @typedef {{ name: string, type: string, required: boolean, doc: string }} Field
 */

/** Every declaration file with the id of its type: `v1.ServicePort`, `apps/v1.DeploymentSpec`, `meta/v1.ObjectMeta`. @returns {Source[]} */
function sources() {
  /** @type {Source[]} */
  const found = [];
  const walk = (/** @type {string} */ dir, /** @type {string} */ group) => {
    for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('_')) continue;
      if (entry.isDirectory()) walk(path.join(dir, entry.name), group === '' ? entry.name : `${group}/${entry.name}`);
      else if (entry.name.endsWith('.d.ts') && entry.name !== 'index.d.ts')
        found.push({ id: `${group}.${entry.name.slice(0, -5)}`, file: path.join(dir, entry.name) });
    }
  };
  walk(path.join(modules, 'kubernetes-models'), '');
  walk(path.join(modules, '@kubernetes-models', 'apimachinery'), '');
  return found.map((source) => ({ ...source, id: source.id.replace(/^apis\//, '') }));
}

/** A recursive-descent reader of the few forms these declarations have. */
class Reader {
  /** @param {string} text @param {Map<string, string>} imports @param {(id: string, fields: Field[]) => void} inline */
  constructor(text, imports, inline) {
    this.text = text;
    this.at = 0;
    this.imports = imports;
    this.inline = inline;
  }

  /** Skips white space and comments and gives the text of the last doc comment among them. */
  space() {
    let doc = '';
    for (;;) {
      while (/\s/.test(this.text[this.at] ?? '')) this.at++;
      if (!this.text.startsWith('/*', this.at)) return doc;
      const end = this.text.indexOf('*/', this.at + 2);
      doc = cleanDoc(this.text.slice(this.at + 2, end));
      this.at = end + 2;
    }
  }

  /** @param {string} token */
  take(token) {
    this.space();
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** @param {string} token */
  must(token) {
    if (!this.take(token)) throw new Error(`expected ${token} at "${this.text.slice(this.at, this.at + 60)}"`);
  }

  /** The members between braces. @param {string} owner @returns {Field[]} */
  members(owner) {
    /** @type {Field[]} */
    const fields = [];
    this.must('{');
    for (;;) {
      const doc = this.space();
      if (this.take('}')) return fields;
      if (this.take('[key: string]:')) {
        fields.push({ name: '*', type: this.type(`${owner}.*`, '*'), required: false, doc });
      } else {
        const [quoted = '', name = ''] = /^"([^"]+)"/.exec(this.text.slice(this.at, this.at + 200)) ?? [];
        if (name === '') throw new Error(`expected a field at "${this.text.slice(this.at, this.at + 60)}"`);
        this.at += quoted.length;
        const required = !this.take('?');
        this.must(':');
        fields.push({ name, type: this.type(`${owner}.${name}`, name), required, doc });
      }
      this.take(';');
    }
  }

  /** @param {string} owner @param {string} field @returns {string} */
  type(owner, field) {
    this.space();
    if (this.take('Array<')) {
      const item = this.type(owner, field);
      this.must('>');
      return `[]${item}`;
    }
    if (this.text[this.at] === '{') {
      const fields = this.members(owner);
      if (fields.length === 1 && fields[0]?.name === '*') return `{}${fields[0].type}`;
      this.inline(owner, fields);
      return `#${owner}`;
    }
    const literals = [];
    for (;;) {
      this.space();
      const literal = /^(?:"([^"]*)"|(\d+))/.exec(this.text.slice(this.at, this.at + 200));
      if (literal === null) break;
      this.at += literal[0].length;
      literals.push(literal[1] ?? literal[2]);
      if (literal[2] !== undefined) return this.take('|') ? (this.type(owner, field), 'int') : 'int';
      if (!this.take('|')) break;
    }
    if (literals.length > 0) return `=${[...literals].sort().join('|')}`;
    const word = /^[A-Za-z0-9_]+/.exec(this.text.slice(this.at, this.at + 200))?.[0] ?? '';
    this.at += word.length;
    // `IService["apiVersion"]` and its like occur only in classes, which are not read.
    if (word === 'string') return 'string';
    if (word === 'boolean') return 'bool';
    if (word === 'number') return FLOAT_FIELDS.has(field) ? 'number' : 'int';
    const id = this.imports.get(word);
    if (id === undefined) throw new Error(`unknown type ${word}`);
    return SPECIAL.get(id) ?? `#${id}`;
  }
}

/** @param {string} comment */
function cleanDoc(comment) {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, ''))
    .join('\n')
    .replace(/\\([*/])/g, '$1')
    .trim();
}

function build() {
  /** @type {Map<string, Field[]>} */
  const types = new Map();
  /** @type {Map<string, string>} */
  const docs = new Map();
  /** @type {Map<string, string>} */
  const kinds = new Map();
  const all = sources();
  const byFile = new Map(all.map((source) => [source.file, source.id]));

  for (const { id, file } of all) {
    const text = readFileSync(file, 'utf8');
    const own = /** @type {string} */ (id.split('.').at(-1));
    /** @type {Map<string, string>} */
    const imports = new Map([[`I${own}`, id]]);
    for (const [, name = '', from = ''] of text.matchAll(/^import \{ (\w+) \} from "([^"]+)";$/gm)) {
      const target = from.startsWith('.')
        ? path.join(path.dirname(file), from.replace(/\.js$/, '.d.ts'))
        : path.join(modules, `${from}.d.ts`);
      const targetId = byFile.get(target);
      if (targetId !== undefined) imports.set(name, targetId);
    }
    const head = new RegExp(`^export interface I${own} (extends TypeMeta )?(?=\\{)`, 'm').exec(text);
    if (head === null) continue;
    const reader = new Reader(text, imports, (inlineId, fields) => types.set(inlineId, fields));
    reader.at = head.index + head[0].length;
    const fields = reader.members(id);
    const before = text.slice(0, head.index).trimEnd();
    if (before.endsWith('*/')) docs.set(id, cleanDoc(before.slice(before.lastIndexOf('/**') + 2, -2)));
    types.set(id, fields);
    const constant = (/** @type {string} */ name) =>
      fields.find((field) => field.name === name)?.type.replace(/^=/, '');
    if (head[1] === undefined || own.endsWith('List')) continue;
    const apiVersion = constant('apiVersion');
    const kind = constant('kind');
    // Without metadata it is not an object of the cluster but an answer of one (APIVersions, Status …).
    if (apiVersion !== undefined && kind !== undefined && fields.some((field) => field.name === 'metadata'))
      kinds.set(`${apiVersion}/${kind}`, id);
  }
  return { types, docs, kinds };
}

/** @param {Map<string, Field[]>} types @param {Iterable<string>} roots */
function reachable(types, roots) {
  const seen = new Set();
  const queue = [...roots];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { type } of types.get(id) ?? []) {
      const target = /#(.+)$/.exec(type)?.[1];
      if (target !== undefined) queue.push(target);
    }
  }
  return [...seen].sort();
}

/** @param {string} name */
const versionOf = (name) =>
  JSON.parse(readFileSync(path.join(modules, ...name.split('/'), 'package.json'), 'utf8')).version;

function main() {
  const from = `kubernetes-models@${versionOf('kubernetes-models')}`;
  const script = createHash('sha256')
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
  const stamp = `${from} apimachinery@${versionOf('@kubernetes-models/apimachinery')} ${script}\n`;
  const files = ['schema.json', 'schema-docs.json'].map((name) => path.join(gen, name));
  const fresh =
    existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp && files.every((file) => existsSync(file));
  if (fresh && !process.argv.includes('--force')) return;

  const { types, docs, kinds } = build();
  const ids = reachable(types, kinds.values());
  const fieldsOf = (/** @type {string} */ id) => {
    const list = [...(types.get(id) ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    return list.map((field) => ({ ...field, type: `${field.required ? '!' : ''}${opaque(field.type)}` }));
  };
  // A type without fields (RawExtension, JSON, FieldsV1) takes anything.
  const opaque = (/** @type {string} */ type) => {
    const target = /#(.+)$/.exec(type)?.[1];
    return target !== undefined && (types.get(target) ?? []).length === 0 ? type.replace(/#.+$/, 'any') : type;
  };
  const entries = (/** @type {string[]} */ list, /** @type {(id: string) => unknown} */ value) =>
    Object.fromEntries(list.map((id) => [id, value(id)]));

  const withFields = ids.filter((id) => (types.get(id) ?? []).length > 0);
  const schema = {
    from,
    kinds: Object.fromEntries([...kinds].sort(([a], [b]) => (a < b ? -1 : 1))),
    types: entries(withFields, (id) => Object.fromEntries(fieldsOf(id).map((field) => [field.name, field.type]))),
  };
  const texts = {
    from,
    types: entries(withFields, (id) =>
      Object.fromEntries([
        ['', docs.get(id) ?? ''],
        ...fieldsOf(id).flatMap((field) => (field.doc === '' ? [] : [[field.name, field.doc]])),
      ]),
    ),
  };
  mkdirSync(gen, { recursive: true });
  writeFileSync(/** @type {string} */ (files[0]), `${JSON.stringify(schema)}\n`);
  writeFileSync(/** @type {string} */ (files[1]), `${JSON.stringify(texts)}\n`);
  writeFileSync(stampFile, stamp);
}

main();
