// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { walk } from '../walls/imports.mjs';
import { CUTS, STAND_INS } from './lean-monaco.table.mjs';

/**
 * Monaco's icon font holds some 550 glyphs in 67 KB; this page shows those below. src/editor/codicon.woff2 is codicon.ttf of monaco-editor
 * 0.57.0 cut down to them by the npm package subset-font. The table of icons is cut down to the same; a build that needs another one fails.
 */
const GLYPHS = new Set(
  (
    'ea61 ea6c ea74 ea76 ea77 ea7b ea7c ea83 ea86 ea87 ea88 ea8a ea8b ea8c ea8f ea90 ea91 ea92 ea93 ea94 ea95 ea96 ea9a eaa1 eab1 eab2 ' +
    'eab4 eab5 eab6 eb0c eb13 eb19 eb2e eb38 eb3c eb3d eb5b eb5c eb5d eb5e eb5f eb60 eb61 eb62 eb64 eb65 eb66 eb6d eb6e eb6f eb70 ' +
    'eb71 eb7e eb85 eb8d eb99 ebcc ec03 ec10 ec1f ec21 ec24 ec7b ec7c'
  ).split(' '),
);
const FONT_CSS = 'base/browser/ui/codicons/codicon/codicon.css';
const FONT = fileURLToPath(new URL('../../src/editor/codicon.woff2', import.meta.url));

const ROOT = '/monaco-editor/esm/vs/';

/**
 * @param {string} id a module's file name
 * @returns {string | null} the source that stands in for it
 */
export function standIn(id) {
  const name = nameOf(id);
  return name !== null && Object.hasOwn(STAND_INS, name)
    ? STAND_INS[/** @type {keyof typeof STAND_INS} */ (name)]
    : null;
}

/** Modules that describe settings, colours and icons in words for a settings page: there is none. */
const WORDY =
  /^(editor\/common\/config\/editor(Options|ConfigurationSchema)|platform\/theme\/common\/(colors\/\w+|iconRegistry|colorUtils)|editor\/common\/core\/editorColorRegistry|editor\/contrib\/symbolIcons\/browser\/symbolIcons|platform\/configuration\/common\/configurationRegistry)\.js$/;
/** The one text among them that is a setting's value. */
const KEPT = 'Editor content';

/** @param {string} source @returns {string} the module with an empty text for each of its texts in the reader's language */
function wordless(source) {
  let text = '';
  let done = 0;
  for (const { index } of source.matchAll(/\blocalize\(\d/g)) {
    const end = endOfCall(source, index);
    if (index < done || source.slice(index, end).includes(KEPT)) continue;
    text += `${source.slice(done, index)}''`;
    done = end;
  }
  return text + source.slice(done);
}

/** @param {string} source @param {number} from where a call begins @returns {number} where it ends */
function endOfCall(source, from) {
  const parts = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[()]/g;
  parts.lastIndex = from;
  let depth = 0;
  for (let part = parts.exec(source); part !== null; part = parts.exec(source)) {
    if (part[0] === '(') depth += 1;
    else if (part[0] === ')') depth -= 1;
    if (depth === 0 && part[0] === ')') return parts.lastIndex;
  }
  return source.length;
}

const ICON_TABLES = ['base/common/codiconsLibrary.js', 'base/common/codicons.js'];
const VS = fileURLToPath(new URL('../../node_modules/monaco-editor/esm/vs/', import.meta.url));
const ICON = /^ {4}(\w+): register\('([^']+)', (?:0x(\w+)|'([^']+)')\),?.*\n/gm;
/** What the tables call the icons of the font: the names that may be asked for, and the ids that other icons are made of. */
const icons = { names: new Set(), ids: new Set() };
for (const table of ICON_TABLES) onlyKnownIcons(readFileSync(path.join(VS, table), 'utf8'));

/** @param {string} table @returns {string} the table with the icons of the font alone */
function onlyKnownIcons(table) {
  return table.replace(ICON, (row, name, id, code, other) => {
    if (code === undefined ? !icons.ids.has(other) : !GLYPHS.has(code)) return '';
    icons.names.add(name);
    icons.ids.add(id);
    return row;
  });
}

/**
 * @param {string} name a module's place in Monaco
 * @param {string} source
 * @returns {string} the module without what this page cannot reach
 */
export function cut(name, source) {
  let text = source;
  for (const [module, from, to] of CUTS) {
    if (module !== name) continue;
    if (!from.test(text)) throw new Error(`${name} has nothing like ${String(from)}: see lean-monaco.table.mjs`);
    text = text.replace(from, to);
  }
  if (WORDY.test(name)) text = wordless(text);
  return ICON_TABLES.includes(name) ? onlyKnownIcons(text) : text;
}

/**
 * @param {string} id
 * @returns {string | null} the module's place in Monaco, or null for another's
 */
function nameOf(id) {
  const file = id.split('?')[0]?.replaceAll('\\', '/') ?? '';
  const at = file.lastIndexOf(ROOT);
  return at < 0 ? null : file.slice(at + ROOT.length);
}

/**
 * @param {string} code a built translation of Monaco: an array of texts by number
 * @param {ReadonlySet<number>} used the numbers that the built Monaco asks for
 * @returns {string} the same with no other texts in it
 */
export function onlyUsedTexts(code, used) {
  let rest = code;
  walk(/** @type {import('../walls/imports.mjs').Node} */ (/** @type {unknown} */ (parseAst(code))), (node) => {
    const { left, right } = /** @type {any} */ (node);
    if (node.type !== 'AssignmentExpression' || left.property?.name !== '_VSCODE_NLS_MESSAGES') return;
    const texts = right.elements.map((/** @type {any} */ text, /** @type {number} */ index) =>
      used.has(index) ? code.slice(text.start, text.end) : '',
    );
    rest = code.slice(0, right.start) + `[${texts.join(',')}]` + code.slice(right.end);
  });
  return rest;
}

/** @returns {import('vite').Plugin} */
export function leanMonaco() {
  return {
    name: 'kubewalk:lean-monaco',
    enforce: 'pre',
    apply: 'build',
    load(id) {
      if (nameOf(id) === FONT_CSS) {
        const file = id.split('?')[0] ?? id;
        const font = path.relative(path.dirname(file), FONT).replaceAll(path.sep, '/');
        return readFileSync(file, 'utf8').replace(
          'url(./codicon.ttf) format("truetype")',
          `url("${font}") format("woff2")`,
        );
      }
      const source = standIn(id);
      if (source !== null) return { code: source, moduleSideEffects: false };
      const name = nameOf(id);
      if (name === null || !name.endsWith('.js')) return null;
      const whole = readFileSync(id.split('?')[0] ?? id, 'utf8');
      const rest = cut(name, whole);
      return rest === whole ? null : { code: rest };
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const used = new Set();
      for (const { modules } of chunks) {
        for (const [id, { code }] of Object.entries(modules)) {
          const name = nameOf(id);
          if (name === null || code === null) continue;
          for (const [, number] of code.matchAll(/\blocalize2?\((\d+),/g)) used.add(Number(number));
          for (const [, icon] of code.matchAll(/\bCodicon\.(\w+)/g))
            if (!icons.names.has(icon))
              throw new Error(`${name} shows the icon ${icon}, which is not in codicon.woff2`);
        }
      }
      for (const chunk of chunks)
        if (Object.keys(chunk.modules).some((id) => nameOf(id)?.startsWith('nls/lang/')))
          chunk.code = onlyUsedTexts(chunk.code, used);
    },
  };
}
