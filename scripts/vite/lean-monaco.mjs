// @ts-check
/**
 * Leaves out of the bundle the parts of Monaco that this page cannot reach: they hang on the editor by static imports, so no choice of
 * features drops them. Each row is a module of monaco-editor/esm/vs and what stands in its place: the same exports, doing nothing.
 */
export const STAND_INS = {
  // Two texts side by side: the page shows one.
  'editor/browser/widget/diffEditor/diffEditorWidget.js': 'export class DiffEditorWidget {}',
  'editor/browser/widget/multiDiffEditor/multiDiffEditorWidget.js': 'export class MultiDiffEditorWidget {}',
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

const ROOT = '/monaco-editor/esm/vs/';

/**
 * @param {string} id a module's file name
 * @returns {string | null} the source that stands in for it
 */
export function standIn(id) {
  const file = id.split('?')[0]?.replaceAll('\\', '/') ?? '';
  const at = file.lastIndexOf(ROOT);
  if (at < 0) return null;
  const name = file.slice(at + ROOT.length);
  return Object.hasOwn(STAND_INS, name) ? STAND_INS[/** @type {keyof typeof STAND_INS} */ (name)] : null;
}

/** @returns {import('vite').Plugin} */
export function leanMonaco() {
  return {
    name: 'kubewalk:lean-monaco',
    enforce: 'pre',
    apply: 'build',
    load(id) {
      const source = standIn(id);
      if (source === null) return null;
      return { code: source, moduleSideEffects: false };
    },
  };
}
