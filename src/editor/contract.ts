import type { Diagnostic, ManifestFile, SourceRange } from '../core/index.js';

/** One entry of the suggestion list, with the range of the text that it replaces. */
export interface EditorCompletion {
  readonly label: string;
  readonly insertText: string;
  readonly kind: 'field' | 'value' | 'object';
  readonly detail: string;
  readonly documentation: string;
  readonly from: number;
  readonly to: number;
}

export interface EditorHover {
  readonly range: SourceRange;
  /** Plain text, shown as text. */
  readonly lines: readonly string[];
}

/** What the page shows in the editor. `files` are the open tabs; the editor keeps one undo history for each file id. */
export interface EditorState {
  /** Which work the files are of: those of another one begin with nothing to undo, though their ids may be the same. */
  readonly work: string;
  readonly files: readonly ManifestFile[];
  readonly active: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Whole lines to mark: what the current hop was caused by. */
  readonly marked: SourceRange | null;
  readonly theme: 'paper' | 'night' | 'contrast';
  readonly readOnly: boolean;
  readonly fontSize: number;
}

export interface EditorOptions extends EditorState {
  readonly language: 'en' | 'ru';
  /** Called on every change the user made (typing, undo, a fix), never for `update`. */
  onChange(file: string, text: string): void;
  onCursor(file: string, offset: number): void;
  complete(file: string, text: string, offset: number): Promise<readonly EditorCompletion[]>;
  hover(file: string, text: string, offset: number): Promise<EditorHover | null>;
  /** The accessible name of the editor for a file; says how the Tab key gets out (`editor.label` of the catalogue). */
  label(fileName: string): string;
  /** The words of a fix's title in the reader's language. */
  fixTitle(fix: Diagnostic['fixes'][number]): string;
  /** What a marker says: the API server's own words or ours, and under them the explanation in the reader's language. */
  say(diagnostic: Diagnostic): string;
}

/** The editor as the page knows it. Texts that come by `update` and differ from what is in the model are one undoable step. */
export interface Editor {
  update(state: Partial<EditorState>): void;
  /** Scrolls to the range and puts the cursor there; opens its file first. */
  reveal(range: SourceRange, focus: boolean): void;
  /** Applies a fix as one undoable edit. */
  applyFix(fix: Diagnostic['fixes'][number]): void;
  focus(): void;
  layout(): void;
  destroy(): void;
}

/** `src/editor/index.ts` exports this. The module is a lazy chunk: import it only with `import('../editor/index.js')`. */
export type CreateEditor = (host: HTMLElement, options: EditorOptions) => Promise<Editor>;
