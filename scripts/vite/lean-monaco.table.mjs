// @ts-check

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
  // Text that a machine would write on: nothing offers any.
  'editor/contrib/inlineCompletions/browser/hintsWidget/inlineCompletionsHintsWidget.js':
    'export class InlineSuggestionHintsContentWidget { static dropDownVisible = false; }',
  'editor/contrib/suggest/browser/suggestInlineCompletions.js': 'export class SuggestInlineCompletions {}',
  'editor/browser/services/inlineCompletionsService.js': 'export class InlineCompletionsService {}',
  // Paste as…: text is pasted as text.
  'editor/contrib/dropOrPasteInto/browser/copyPasteController.js':
    'export class CopyPasteController { static get() { return null; } }',
  // Drawing lines with WebGPU: switched off, and experimental.
  'editor/browser/gpu/viewGpuContext.js':
    'export class ViewGpuContext { static get renderStrategy() { return null; } }',
  'editor/browser/viewParts/viewLinesGpu/viewLinesGpu.js': 'export class ViewLinesGpu {}',
  'editor/browser/viewParts/rulersGpu/rulersGpu.js': 'export class RulersGpu {}',
  'editor/browser/viewParts/gpuMark/gpuMark.js': 'export class GpuMarkOverlay {}',
  // Colouring by a tree-sitter grammar: YAML is coloured by Monaco's own tokens.
  'editor/common/model/tokens/treeSitter/treeSitterSyntaxTokenBackend.js':
    'export class TreeSitterSyntaxTokenBackend {}',
  // What Monaco asks its worker: links, words of the text as suggestions, look-alike characters, the least edit. All of it is switched off.
  'editor/browser/services/editorWorkerService.js':
    'export class EditorWorkerService { canComputeUnicodeHighlights() { return false; } canNavigateValueSet() { return false; } canComputeWordRanges() { return false; } async computeWordRanges() { return null; } async computeMoreMinimalEdits(_resource, edits) { return edits; } }',
  'editor/standalone/browser/standaloneWebWorker.js': 'export const createWebWorker = () => null;',
  'editor/standalone/browser/services/standaloneWebWorkerService.js': 'export class StandaloneWebWorkerService {}',
  // Hovers are plain text with links in it. src/editor/providers.ts escapes what Markdown would read as marks: here that is only taken off.
  'base/browser/markdownRenderer.js': `
const plain = (markdown) => (typeof markdown === 'string' ? markdown : markdown.value).replace(/\\\\([\\\\\`*_{}[\\]()#+\\-.!|<>~&])/g, '$1');
export const renderAsPlaintext = plain;
export function renderMarkdown(markdown, _options, target) {
  const element = target ?? document.createElement('div');
  const paragraph = document.createElement('p');
  for (const [index, part] of plain(markdown).split(/(https?:\\/\\/[^\\s<>"']*[\\w/#=-])/).entries()) {
    if (index % 2 === 0) { paragraph.append(part); continue; }
    const link = document.createElement('a');
    Object.assign(link, { href: part, title: part, textContent: part, target: '_blank', rel: 'noopener noreferrer', draggable: false });
    paragraph.append(link);
  }
  element.replaceChildren(paragraph);
  return { element, dispose() {} };
}`,
  // Sounds: the standalone editor plays none.
  'platform/accessibilitySignal/browser/accessibilitySignalService.js':
    "import { createDecorator } from '../../instantiation/common/instantiation.js'; export const IAccessibilitySignalService = createDecorator('accessibilitySignalService'); export const AccessibilitySignal = {};",
  // A picture of the text for screen readers that keeps its fonts: an option that is off. The plain one stays.
  'editor/browser/controller/editContext/native/screenReaderContentRich.js': 'export class RichScreenReaderContent {}',
  // Drop-down lists and clicks that burst into confetti, in toolbars that have neither.
  'base/browser/ui/selectBox/selectBox.js': 'export class SelectBox {} export const SeparatorSelectOption = {};',
  'base/browser/ui/animations/animations.js':
    'export const captureAnimationTarget = () => undefined; export const triggerClickAnimation = () => {};',
  // Watching Monaco's own observables.
  'base/common/observableInternal/logging/logging.js':
    'export const getLogger = () => undefined; export const addLogger = () => {};',
  'base/common/observableInternal/logging/debugger/devToolsLogger.js':
    'export class DevToolsLogger { static getInstance() { return null; } }',
  // Languages by patterns of file names: there is one language.
  'base/common/glob.js': 'export const match = () => false; export const parse = () => () => false;',
};

/**
 * What is cut out of modules that stay: [module, what goes, what comes instead]. A row that finds nothing fails the build.
 * @type {readonly (readonly [string, RegExp, string])[]}
 */
export const CUTS = [
  // Tables of look-alike and invisible characters, for a highlighter that is not here.
  ['base/common/strings.js', /class AmbiguousCharacters \{[\s\S]*?(?=\nexport \{)/, ''],
  ['base/common/strings.js', /(?<=export \{) AmbiguousCharacters,/, ''],
  ['base/common/strings.js', /InvisibleCharacters, /, ''],
];
