// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Leaves out of the bundle the parts of Monaco that this page cannot reach: they hang on the editor by static imports, so no choice of
 * features drops them. Each row is a module of monaco-editor/esm/vs and what stands in its place: the same exports, doing nothing.
 */
export const STAND_INS = {
  // Two texts side by side: the page shows one.
  'editor/browser/widget/diffEditor/diffEditorWidget.js': 'export class DiffEditorWidget {}',
  'editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js': 'export class MultiDiffEditorWidget {}',
  'editor/common/diff/linesDiffComputers.js':
    'export const linesDiffComputers = { getLegacy: () => null, getDefault: () => null };',
  // A small picture of the text beside it: switched off.
  'editor/browser/viewParts/minimap/minimap.js':
    "import { createFastDomNode } from '../../../../base/browser/fastDomNode.js'; import { ViewPart } from '../../view/viewPart.js'; export class Minimap extends ViewPart { getDomNode() { return createFastDomNode(document.createElement('div')); } prepareRender() {} render() {} }",
  // The command palette and its kin: F1 is not bound, because no command registers it.
  'editor/standalone/browser/quickInput/standaloneQuickInputService.js': 'export class StandaloneQuickInputService {}',
  // Trees and lists of the workbench: they serve the reference peek and the palette.
  'platform/list/browser/listService.js':
    "import { createDecorator } from '../../instantiation/common/instantiation.js'; export const IListService = createDecorator('listService'); export class ListService {}",
  // A preview of a definition: causes are shown by the page itself.
  'editor/contrib/gotoSymbol/browser/link/goToDefinitionAtPosition.js':
    'export class GotoDefinitionAtPositionEditorContribution { static get() { return null; } }',
  // Colour swatches and inlay hints in hovers: a manifest has neither.
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPicker.js':
    'export const isOnColorDecorator = () => false;',
  'editor/contrib/colorPicker/browser/hoverColorPicker/hoverColorPickerParticipant.js':
    'export class ColorHover {} export class HoverColorPickerParticipant {}',
  'editor/contrib/inlayHints/browser/inlayHintsHover.js': 'export class InlayHintsHover {}',
  // Paste as…: text is pasted as text.
  'editor/contrib/dropOrPasteInto/browser/copyPasteController.js':
    'export class CopyPasteController { static get() { return null; } }',
  // Drawing lines with WebGPU: switched off, and experimental.
  'editor/browser/gpu/viewGpuContext.js':
    'export class ViewGpuContext { static get renderStrategy() { return null; } }',
  'editor/browser/viewParts/viewLinesGpu/viewLinesGpu.js': 'export class ViewLinesGpu {}',
  'editor/browser/viewParts/rulersGpu/rulersGpu.js': 'export class RulersGpu {}',
  'editor/browser/viewParts/gpuMark/gpuMark.js': 'export class GpuMarkOverlay {}',
};

/**
 * Monaco's icon font holds some 550 glyphs in 67 KB; its build here shows 64. src/editor/codicon.woff2 is codicon.ttf of monaco-editor 0.57.0 cut
 * down to these by the npm package subset-font. An icon that a new version adds would show as an empty box. The glyphs:
 * ea61 ea6c ea74 ea76 ea77 ea7b ea7c ea83 ea86 ea87 ea88 ea8a ea8b ea8c ea8f ea90 ea91 ea92 ea93 ea94 ea95 ea96 ea9a eaa1 eab1 eab2
 * eab4 eab5 eab6 eb0c eb13 eb19 eb2e eb38 eb3c eb3d eb5b eb5c eb5d eb5e eb5f eb60 eb61 eb62 eb64 eb65 eb66 eb6d eb6e eb6f eb70 eb71
 * eb7e eb85 eb8d eb99 ebcc ec03 ec10 ec1f ec21 ec24 ec7b ec7c
 */
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

/**
 * @param {string} id
 * @returns {string | null} the module's place in Monaco, or null for another's
 */
function nameOf(id) {
  const file = id.split('?')[0]?.replaceAll('\\', '/') ?? '';
  const at = file.lastIndexOf(ROOT);
  return at < 0 ? null : file.slice(at + ROOT.length);
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
      if (source === null) return null;
      return { code: source, moduleSideEffects: false };
    },
  };
}
