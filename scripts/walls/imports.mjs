// @ts-check
import path from 'node:path';
import { parseAst } from 'vite';

/**
 * One import as written: static, dynamic, re-exported, by type, by URL or by glob.
 * @typedef {object} Import
 * @property {string} source what stands in the quotes, without a `?query`; null bytes never
 * @property {boolean} typeOnly erased by the compiler
 * @property {number} offset
 */
/** @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node */
/** @typedef {{ ast: Node, imports: Import[], computed: number[] }} Module `computed`: offsets of imports whose address is not a literal */

/** @param {string} file */
const langOf = (file) => (/\.[jt]sx$/.test(file) ? 'tsx' : 'ts');

/**
 * Calls `visit` for every node of a syntax tree, parents first.
 * @param {Node} node @param {(node: Node) => void} visit
 */
export function walk(node, visit) {
  visit(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (item && typeof item.type === 'string') walk(item, visit);
    } else if (value && typeof value.type === 'string') {
      walk(value, visit);
    }
  }
}

/** @param {Node | undefined} node @returns {string | null} */
function literal(node) {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0].value.cooked;
  return null;
}

/** @param {Node | undefined} node */
const isImportMeta = (node) => node?.type === 'MetaProperty' && node.meta.name === 'import';

/** @param {Node | undefined} node @param {string} name */
const isImportMetaField = (node, name) =>
  node?.type === 'MemberExpression' && isImportMeta(node.object) && node.property.name === name;

/**
 * Reads a module's imports from its syntax tree.
 * @param {string} file its name, for the dialect @param {string} code
 * @returns {Module}
 * @throws when the code cannot be parsed
 */
export function readModule(file, code) {
  const ast = /** @type {Node} */ (/** @type {unknown} */ (parseAst(code, { lang: langOf(file) })));
  /** @type {Import[]} */
  const imports = [];
  /** @type {number[]} */
  const computed = [];
  /** @param {Node} node @param {Node | undefined} source @param {boolean} typeOnly */
  const add = (node, source, typeOnly) => {
    const text = literal(source);
    if (text === null) computed.push(node.start);
    else imports.push({ source: text.replace(/\?.*$/s, ''), typeOnly, offset: node.start });
  };
  walk(ast, (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        add(node, node.source, node.importKind === 'type');
        break;
      case 'ExportAllDeclaration':
        add(node, node.source, node.exportKind === 'type');
        break;
      case 'ExportNamedDeclaration':
        if (node.source) add(node, node.source, node.exportKind === 'type');
        break;
      case 'ImportExpression':
        add(node, node.source, false);
        break;
      case 'TSImportType':
        add(node, node.source ?? node.argument?.literal ?? node.argument, true);
        break;
      case 'TSExternalModuleReference':
        add(node, node.expression, false);
        break;
      case 'NewExpression':
        // new URL('./worker.ts', import.meta.url): how a worker or a file is named.
        if (node.callee.name === 'URL' && isImportMetaField(node.arguments[1], 'url'))
          add(node, node.arguments[0], false);
        break;
      case 'CallExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') add(node, node.arguments[0], false);
        if (isImportMetaField(node.callee, 'glob')) {
          const patterns =
            node.arguments[0]?.type === 'ArrayExpression' ? node.arguments[0].elements : [node.arguments[0]];
          for (const pattern of patterns) {
            const text = literal(pattern);
            if (text === null) computed.push(node.start);
            else if (!text.startsWith('!')) imports.push({ source: text, typeOnly: false, offset: node.start });
          }
        }
        break;
    }
  });
  return { ast, imports, computed };
}

/** @param {string} source */
export const isRelative = (source) => source.startsWith('.') || source.startsWith('/');

/** @param {string} source a bare import @returns {string} `@noble/hashes` of `@noble/hashes/sha2.js`; `node:` for Node's own */
export function packageOf(source) {
  if (source.startsWith('node:')) return 'node:';
  const [first = '', second = ''] = source.split('/');
  return source.startsWith('@') ? `${first}/${second}` : first;
}

/**
 * Where a relative import leads.
 * @param {string} from the importing file, relative to the root, with `/` @param {string} source
 * @param {ReadonlySet<string>} files every source file there is
 * @returns {string} the source file, or the address itself where there is no such source file (styles, data, globs)
 */
export function resolveImport(from, source, files) {
  const target = source.startsWith('/') ? source.slice(1) : path.posix.join(path.posix.dirname(from), source);
  const stem = target.replace(/\.[cm]?jsx?$/, '');
  for (const candidate of [target, `${stem}.ts`, `${stem}.tsx`, `${target}/index.ts`, `${target}/index.tsx`]) {
    if (files.has(candidate)) return candidate;
  }
  return target;
}
