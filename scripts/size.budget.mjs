// @ts-check
/**
 * How many bytes a reader may wait for, brotli-compressed, 1 KB = 1000 bytes. A dynamic import counts as loaded before the picture unless
 * it is named here with the reason why the picture does not wait for it.
 */
export const BUDGETS_KB = { picture: 150, editor: 950 };

/**
 * `chunk` is the source module of a dynamic import (or the start of its path), or the name of a worker or of a chunk inside one.
 * `when`: `engine` and `editor` come after the picture and count into the editor's budget; `asked` comes only when the reader does
 * something. That the picture needs neither engine nor editor is proven in e2e/smoke.spec.ts, where both are refused.
 * @type {readonly { chunk: string, when: 'engine' | 'editor' | 'asked', why: string }[]}
 */
export const LATER = [
  { chunk: 'worker-', when: 'engine', why: 'the first picture was computed when the page was built' },
  {
    chunk: 'src/ui/editor/CodeEditor.tsx',
    when: 'editor',
    why: 'until Monaco has come, the text stands in a plain field',
  },
  {
    chunk: '_ProblemRows-',
    when: 'editor',
    why: 'the list of problems comes with the editor, or when there is one to list before',
  },
  { chunk: 'src/editor/', when: 'editor', why: 'the picture is on screen before Monaco is asked for' },
  { chunk: 'node_modules/monaco-editor/', when: 'editor', why: 'what Monaco itself loads' },
  { chunk: 'src/ui/dialogs/', when: 'asked', why: 'a dialog comes when it is opened' },
  {
    chunk: 'src/ui/panels/later.ts',
    when: 'asked',
    why: 'the journal is on the first screen; the other panels come when opened',
  },
  {
    chunk: 'src/ui/storage/later.ts',
    when: 'asked',
    why: 'what only a reader of the Storage lens sees comes with the lens',
  },
  {
    chunk: 'src/ui/edge/later.ts',
    when: 'asked',
    why: 'routes, controllers and policies come with the first panel, answer or request that is of them',
  },
  { chunk: 'src/ui/survival/', when: 'asked', why: 'the table of what survives comes when it is opened' },
  {
    chunk: 'src/render/pointing.ts',
    when: 'engine',
    why: 'nobody points at a picture before it is there: it is asked for once the first one is drawn',
  },
  {
    chunk: 'src/render/layers/packet.ts',
    when: 'engine',
    why: 'the packet sets out on a picture that is drawn: it is asked for with pointing',
  },
  { chunk: 'src/ui/scene/LinkCard.tsx', when: 'asked', why: 'the card of a line comes when one is pointed at' },
  { chunk: 'src/ui/scene/NodeMenu.tsx', when: 'asked', why: 'a menu comes when it is opened' },
  { chunk: 'src/store/draft-record.ts', when: 'engine', why: 'a draft waits for the engine anyway' },
  {
    chunk: 'src/store/whereabouts.ts',
    when: 'engine',
    why: 'nobody is anywhere before there is a picture; before one, only a page that is loaded again asks for it',
  },
  { chunk: 'src/share/index.ts', when: 'asked', why: 'the link codec comes with a link, or when one is made' },
  {
    chunk: 'src/messages/en/later.ts',
    when: 'asked',
    why: 'the first screen says nothing of it: what components did, problems of a text, volumes',
  },
  {
    chunk: 'src/messages/ru/',
    when: 'asked',
    why: 'another language comes when it is the reader’s; its words replace the English ones',
  },
  {
    chunk: 'src/lessons/examples/',
    when: 'asked',
    why: 'the first example is in the page; the gallery’s others come when chosen',
  },
  {
    chunk: 'src/engine/hosts.ts',
    when: 'engine',
    why: 'it starts the engine, once the picture that was computed when the page was built is on screen',
  },
  { chunk: 'src/engine/', when: 'asked', why: 'the engine in the page’s own thread, where no worker may be started' },
  { chunk: 'schema-docs', when: 'asked', why: 'the texts of the fields, for the first hover' },
  { chunk: 'storage-lens', when: 'asked', why: 'whoever never looks at volumes never loads what paints them' },
];
