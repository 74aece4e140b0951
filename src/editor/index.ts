import type { CreateEditor } from './contract.js';
import './editor.css';

export type { CreateEditor, Editor, EditorCompletion, EditorHover, EditorOptions, EditorState } from './contract.js';

/**
 * Puts a Monaco editor into `host`, which must have a size. Monaco's own words follow `language`; they are chosen once, at the first
 * call, because Monaco reads them while it loads.
 */
export const createEditor: CreateEditor = async (host, options) => {
  if (options.language === 'ru') await import('monaco-editor/nls/lang/ru');
  const { MonacoEditor } = await import('./monaco-editor.js');
  return new MonacoEditor(host, options);
};
