import type { Diagnostic } from '../core/index.js';
import type { EditorOptions } from './contract.js';
import { monaco } from './monaco.js';

/** What the providers need to know of the editor that owns a model. */
export interface ModelOwner {
  readonly file: string;
  readonly options: EditorOptions;
  diagnostics(): readonly Diagnostic[];
  edits(fix: Diagnostic['fixes'][number]): monaco.languages.WorkspaceEdit;
}

const owners = new Set<(model: monaco.editor.ITextModel) => ModelOwner | undefined>();

/** Makes the language features of this module serve an editor's models. Returns the undoing of it. */
export function serveModels(find: (model: monaco.editor.ITextModel) => ModelOwner | undefined): () => void {
  owners.add(find);
  return () => owners.delete(find);
}

function ownerOf(model: monaco.editor.ITextModel): ModelOwner | undefined {
  for (const find of owners) {
    const owner = find(model);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

const KIND = {
  field: monaco.languages.CompletionItemKind.Field,
  value: monaco.languages.CompletionItemKind.Value,
  object: monaco.languages.CompletionItemKind.Reference,
} as const;

// Monaco keeps providers for the whole page: they are registered once, when this module loads, and find the editor by its model.
monaco.languages.registerCompletionItemProvider('yaml', {
  triggerCharacters: [':', ' ', '-', '\n'],
  async provideCompletionItems(model, position) {
    const owner = ownerOf(model);
    if (owner === undefined) return { suggestions: [] };
    const found = await owner.options.complete(owner.file, model.getValue(), model.getOffsetAt(position));
    return {
      suggestions: found.map((item, index) => ({
        label: item.label,
        kind: KIND[item.kind],
        insertText: item.insertText,
        detail: item.detail,
        documentation: item.documentation,
        sortText: String(index).padStart(4, '0'),
        range: monaco.Range.fromPositions(model.getPositionAt(item.from), model.getPositionAt(item.to)),
      })),
    };
  },
});

monaco.languages.registerHoverProvider('yaml', {
  async provideHover(model, position) {
    const owner = ownerOf(model);
    if (owner === undefined) return null;
    const hover = await owner.options.hover(owner.file, model.getValue(), model.getOffsetAt(position));
    if (hover === null) return null;
    const { startLine, startColumn, endLine, endColumn } = hover.range;
    return {
      range: new monaco.Range(startLine, startColumn, endLine, endColumn),
      // Documentation is shown as text, never as Markdown or HTML: it may quote what the user wrote.
      contents: hover.lines.map((line) => ({ value: escapeMarkdown(line) })),
    };
  },
});

monaco.languages.registerCodeActionProvider('yaml', {
  provideCodeActions(model, range) {
    const owner = ownerOf(model);
    if (owner === undefined) return { actions: [], dispose() {} };
    const actions = owner
      .diagnostics()
      .filter((diagnostic) => monaco.Range.areIntersectingOrTouching(rangeOf(diagnostic), range))
      .flatMap((diagnostic) =>
        diagnostic.fixes.map((fix, index) => ({
          title: owner.options.fixTitle(fix),
          kind: 'quickfix',
          isPreferred: index === 0,
          edit: owner.edits(fix),
        })),
      );
    return { actions, dispose() {} };
  },
});

function rangeOf({ range }: Diagnostic): monaco.Range {
  return new monaco.Range(range.startLine, range.startColumn, range.endLine, range.endColumn);
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, (character) => `\\${character}`);
}
