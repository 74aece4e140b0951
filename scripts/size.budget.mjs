// @ts-check
/**
 * How many bytes a reader may wait for, brotli-compressed, 1 KB = 1000 bytes. A dynamic import counts as loaded before the picture unless
 * it is named here with the reason why the picture does not wait for it.
 */
export const BUDGETS_KB = { picture: 150, editor: 950 };

/**
 * `chunk` is the source module of a dynamic import (or the start of its path), or the name of a chunk inside a worker.
 * `when`: `editor` comes with the editor and counts into its budget; `asked` comes only when the reader does something.
 * @type {readonly { chunk: string, when: 'editor' | 'asked', why: string }[]}
 */
export const LATER = [
  {
    chunk: 'src/ui/editor/CodeEditor.tsx',
    when: 'editor',
    why: 'until Monaco has come, the text stands in a plain field',
  },
  { chunk: 'src/editor/', when: 'editor', why: 'the picture is on screen before Monaco is asked for' },
  { chunk: 'node_modules/monaco-editor/', when: 'editor', why: 'what Monaco itself loads' },
  { chunk: 'src/ui/dialogs/', when: 'asked', why: 'a dialog comes when it is opened' },
  {
    chunk: 'src/lessons/examples/',
    when: 'asked',
    why: 'the first example is in the page; the gallery’s others come when chosen',
  },
  { chunk: 'src/engine/', when: 'asked', why: 'the engine in the page’s own thread, where no worker may be started' },
  { chunk: 'schema-docs', when: 'asked', why: 'the texts of the fields, for the first hover' },
];
