import type { ManifestFile } from '../core/index.js';
import { monaco } from './monaco.js';

type Model = monaco.editor.ITextModel;

/** Files that were closed and may come back with what could be undone in them. */
const KEPT = 8;

interface Closed {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly model: Model;
}

/** One Monaco model for each file, so that each file has an undo history and a scroll position of its own. */
export class Models {
  readonly #models = new Map<string, Model>();
  /** Names of the files, to know one again that comes back. */
  readonly #names = new Map<string, string>();
  /** Models of files that were closed, the latest last. */
  #closed: readonly Closed[] = [];
  /** What stands in each model, as the very string that the page has or was told: a key compares no texts. */
  readonly #texts = new Map<string, string>();
  readonly #views = new Map<string, monaco.editor.ICodeEditorViewState>();
  readonly #changed: (file: string, text: string) => void;
  #silent = false;

  constructor(changed: (file: string, text: string) => void) {
    this.#changed = changed;
  }

  /**
   * Makes the models agree with the files. A text from outside replaces only its differing middle, as one undoable step. A file that was
   * closed and is opened again as it was has its history still. True when there are models that were not there before.
   */
  sync(files: readonly ManifestFile[]): boolean {
    let fresh = false;
    const wanted = new Set(files.map((file) => file.id));
    for (const [id, model] of this.#models) {
      if (!wanted.has(id)) this.#close(id, model);
    }
    for (const file of files) {
      this.#names.set(file.id, file.name);
      const model = this.#models.get(file.id);
      if (model === undefined) {
        this.#create(file);
        fresh = true;
      } else if (this.#texts.get(file.id) !== file.text) this.#silently(() => replaceMiddle(model, file.text));
    }
    return fresh;
  }

  /** Another work is opened: what could be undone in the one before is no business of its files, though their ids may be the same. */
  forget(): void {
    for (const [id, model] of this.#models) this.#close(id, model);
    for (const { model } of this.#closed) model.dispose();
    this.#closed = [];
  }

  get(id: string): Model | undefined {
    return this.#models.get(id);
  }

  fileOf(model: Model): string | undefined {
    for (const [id, candidate] of this.#models) if (candidate === model) return id;
    return undefined;
  }

  /** Shows a file in the editor and brings back where the reader was in it; nothing at all when there is no such file. */
  show(editor: monaco.editor.IStandaloneCodeEditor, id: string): void {
    const next = this.#models.get(id);
    const current = editor.getModel();
    if (next === current) return;
    const from = current === null ? undefined : this.fileOf(current);
    const view = editor.saveViewState();
    if (from !== undefined && view !== null) this.#views.set(from, view);
    editor.setModel(next ?? null);
    editor.restoreViewState(this.#views.get(id) ?? null);
  }

  dispose(): void {
    this.forget();
  }

  /** The model of a file that is gone; the last few are kept, in case that was a mistake. */
  #close(id: string, model: Model): void {
    const [name, text] = [this.#names.get(id) ?? '', this.#texts.get(id) ?? ''];
    this.#closed = [...this.#closed, { id, name, text, model }];
    for (const { model: old } of this.#closed.slice(0, -KEPT)) old.dispose();
    this.#closed = this.#closed.slice(-KEPT);
    for (const known of [this.#models, this.#names, this.#texts, this.#views]) known.delete(id);
  }

  #create(file: ManifestFile): void {
    const closed = file.text === '' ? undefined : this.#closed.findLast((one) => isSame(one, file));
    this.#closed = this.#closed.filter((one) => one !== closed);
    const model = closed?.model ?? this.#make(file);
    this.#models.set(file.id, model);
    this.#texts.set(file.id, model.getValue());
  }

  #make(file: ManifestFile): Model {
    const model = monaco.editor.createModel(file.text, 'yaml');
    model.updateOptions({ tabSize: 2, insertSpaces: true });
    model.onDidChangeContent(() => {
      const text = model.getValue();
      this.#texts.set(file.id, text);
      if (!this.#silent) this.#changed(file.id, text);
    });
    return model;
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

function isSame({ id, name, text }: Closed, file: ManifestFile): boolean {
  return id === file.id && name === file.name && text === file.text;
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
