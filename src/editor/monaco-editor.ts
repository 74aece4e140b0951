import type { Diagnostic, SourceRange } from '../core/index.js';
import type { Editor, EditorOptions, EditorState } from './contract.js';
import { showMarkers } from './markers.js';
import { Models } from './models.js';
import { monaco } from './monaco.js';
import { serveModels, type ModelOwner } from './providers.js';
import { applyTheme } from './theme.js';

/** The page's editor: Monaco over one model a file, with diagnostics, fixes, completion and hover of our own. */
export class MonacoEditor implements Editor {
  readonly #host: HTMLElement;
  readonly #box: HTMLElement;
  readonly #options: EditorOptions;
  readonly #models: Models;
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #marks: monaco.editor.IEditorDecorationsCollection;
  readonly #unserve: () => void;
  #state: EditorState;
  #labelled = '';

  constructor(host: HTMLElement, options: EditorOptions) {
    this.#host = host;
    this.#options = options;
    this.#state = options;
    this.#models = new Models((file, text) => options.onChange(file, text));
    applyTheme(host, options.theme);
    // A box of its own: two editors may live in one host for a moment, while the page replaces one by the other.
    this.#box = host.ownerDocument.createElement('div');
    this.#box.className = 'kw-editor-box';
    host.append(this.#box);
    this.#editor = monaco.editor.create(this.#box, {
      model: null,
      ariaLabel: this.#label(),
      automaticLayout: true,
      fontFamily: getComputedStyle(host).getPropertyValue('--font-mono'),
      fontSize: options.fontSize,
      readOnly: options.readOnly,
      // Both would start Monaco's own worker for guesses that our suggestions make exactly.
      wordBasedSuggestions: 'off',
      links: false,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      renderWhitespace: 'selection',
      tabSize: 2,
      lineNumbersMinChars: 3,
      lineDecorationsWidth: 10,
      overviewRulerLanes: 2,
      padding: { top: 8, bottom: 8 },
      fixedOverflowWidgets: true,
      quickSuggestions: { other: true, comments: false, strings: true },
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, alwaysConsumeMouseWheel: false },
    });
    this.#marks = this.#editor.createDecorationsCollection();
    this.#unserve = serveModels((model) => this.#ownerOf(model));
    this.#editor.onDidChangeCursorPosition(({ position, reason }) => {
      const model = this.#editor.getModel();
      const file = model === null ? undefined : this.#models.fileOf(model);
      // A position restored with a text from outside is not the reader's pointing.
      if (model === null || file === undefined || reason === monaco.editor.CursorChangeReason.ContentFlush) return;
      options.onCursor(file, model.getOffsetAt(position));
    });
    this.update(options);
  }

  update(state: Partial<EditorState>): void {
    const before = this.#state;
    this.#state = { ...before, ...state };
    const now = this.#state;
    // A draft that goes on under another name is the same work.
    if (now.work !== before.work && now.files !== before.files) this.#models.forget();
    const fresh = state.files !== undefined && this.#models.sync(now.files);
    this.#models.show(this.#editor, now.active);
    // Every key comes by here, and an option that is set, to whatever value, costs Monaco a good part of a frame.
    const label = this.#label();
    if (label !== this.#labelled) this.#editor.updateOptions({ ariaLabel: label });
    this.#labelled = label;
    if (now.theme !== before.theme) applyTheme(this.#host, now.theme);
    if (now.readOnly !== before.readOnly) this.#editor.updateOptions({ readOnly: now.readOnly });
    if (now.fontSize !== before.fontSize) this.#editor.updateOptions({ fontSize: now.fontSize });
    if (state.diagnostics !== undefined || fresh) this.#showDiagnostics();
    if (state.marked !== undefined || now.active !== before.active) this.#mark(now.marked);
  }

  reveal(range: SourceRange, focus: boolean): void {
    if (this.#models.get(range.file) === undefined) return;
    this.#models.show(this.#editor, range.file);
    const target = toMonaco(range);
    this.#editor.setPosition(target.getStartPosition());
    this.#editor.revealRangeInCenterIfOutsideViewport(target);
    if (focus) this.#editor.focus();
  }

  applyFix(fix: Diagnostic['fixes'][number]): void {
    for (const file of new Set(fix.edits.map((edit) => edit.file))) {
      const model = this.#models.get(file);
      if (model === undefined) continue;
      const edits = fix.edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({ range: rangeIn(model, edit.from, edit.to), text: edit.text }));
      model.pushStackElement();
      model.pushEditOperations(null, edits, () => null);
      model.pushStackElement();
    }
  }

  focus(): void {
    this.#editor.focus();
  }

  layout(): void {
    this.#editor.layout();
  }

  destroy(): void {
    this.#unserve();
    this.#editor.dispose();
    this.#models.dispose();
    this.#box.remove();
  }

  #label(): string {
    const file = this.#state.files.find(({ id }) => id === this.#state.active);
    return this.#options.label(file?.name ?? '');
  }

  #ownerOf(model: monaco.editor.ITextModel): ModelOwner | undefined {
    const file = this.#models.fileOf(model);
    if (file === undefined) return undefined;
    return {
      file,
      options: this.#options,
      diagnostics: () => this.#state.diagnostics.filter(({ range }) => range.file === file),
      edits: (fix) => ({
        edits: fix.edits.flatMap((edit) => {
          const target = this.#models.get(edit.file);
          if (target === undefined) return [];
          const textEdit = { range: rangeIn(target, edit.from, edit.to), text: edit.text };
          return [{ resource: target.uri, versionId: target.getVersionId(), textEdit }];
        }),
      }),
    };
  }

  #showDiagnostics(): void {
    for (const { id } of this.#state.files) {
      const model = this.#models.get(id);
      const own = this.#state.diagnostics.filter(({ range }) => range.file === id);
      if (model !== undefined) showMarkers(model, own, (diagnostic) => this.#options.say(diagnostic));
    }
  }

  #mark(range: SourceRange | null): void {
    if (range === null || range.file !== this.#state.active) {
      this.#marks.clear();
      return;
    }
    const options = { isWholeLine: true, className: 'kw-marked-line', linesDecorationsClassName: 'kw-marked-glyph' };
    this.#marks.set([{ range: toMonaco(range), options }]);
  }
}

function toMonaco(range: SourceRange): monaco.Range {
  return new monaco.Range(range.startLine, range.startColumn, range.endLine, range.endColumn);
}

function rangeIn(model: monaco.editor.ITextModel, from: number, to: number): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));
}
