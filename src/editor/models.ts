import type { ManifestFile } from '../core/index.js';
import { monaco } from './monaco.js';

type Model = monaco.editor.ITextModel;

/** One Monaco model for each file, so that each file has an undo history and a scroll position of its own. */
export class Models {
  readonly #models = new Map<string, Model>();
  /** What stands in each model, as the very string that the page has or was told: a key compares no texts. */
  readonly #texts = new Map<string, string>();
  readonly #views = new Map<string, monaco.editor.ICodeEditorViewState>();
  readonly #changed: (file: string, text: string) => void;
  #silent = false;

  constructor(changed: (file: string, text: string) => void) {
    this.#changed = changed;
  }

  /**
   * Makes the models agree with the files. A text from outside replaces only its differing middle, as one undoable step. True when there
   * are models that were not there before.
   */
  sync(files: readonly ManifestFile[]): boolean {
    let fresh = false;
    const wanted = new Set(files.map((file) => file.id));
    for (const [id, model] of this.#models) {
      if (wanted.has(id)) continue;
      model.dispose();
      this.#models.delete(id);
      this.#texts.delete(id);
      this.#views.delete(id);
    }
    for (const file of files) {
      const model = this.#models.get(file.id);
      if (model === undefined) {
        this.#create(file);
        fresh = true;
      } else if (this.#texts.get(file.id) !== file.text) this.#silently(() => replaceMiddle(model, file.text));
    }
    return fresh;
  }

  get(id: string): Model | undefined {
    return this.#models.get(id);
  }

  fileOf(model: Model): string | undefined {
    for (const [id, candidate] of this.#models) if (candidate === model) return id;
    return undefined;
  }

  /** Shows a file in the editor and brings back where the reader was in it. */
  show(editor: monaco.editor.IStandaloneCodeEditor, id: string): void {
    const next = this.#models.get(id);
    const current = editor.getModel();
    if (next === undefined || next === current) return;
    const from = current === null ? undefined : this.fileOf(current);
    const view = editor.saveViewState();
    if (from !== undefined && view !== null) this.#views.set(from, view);
    editor.setModel(next);
    editor.restoreViewState(this.#views.get(id) ?? null);
  }

  dispose(): void {
    for (const model of this.#models.values()) model.dispose();
    this.#models.clear();
  }

  #create(file: ManifestFile): void {
    const model = monaco.editor.createModel(file.text, 'yaml');
    model.updateOptions({ tabSize: 2, insertSpaces: true });
    model.onDidChangeContent(() => {
      const text = model.getValue();
      this.#texts.set(file.id, text);
      if (!this.#silent) this.#changed(file.id, text);
    });
    this.#models.set(file.id, model);
    this.#texts.set(file.id, model.getValue());
  }

  #silently(change: () => void): void {
    this.#silent = true;
    try {
      change();
    } finally {
      this.#silent = false;
    }
  }
}

function replaceMiddle(model: Model, text: string): void {
  const before = model.getValue();
  let start = 0;
  const shorter = Math.min(before.length, text.length);
  while (start < shorter && before[start] === text[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(before.length - tail));
  model.pushStackElement();
  model.pushEditOperations(null, [{ range, text: text.slice(start, text.length - tail) }], () => null);
  model.pushStackElement();
}
