import { useEffect, useRef, useState } from 'react';
import { createEditor, type Editor } from '../../editor/index.js';
import { diagnosticWords } from '../../messages/index.js';
import { editFile, engine, getState, moveCursor, onReveal, sayUnloaded, selectFile } from '../../store/index.js';
import { useTheme } from '../theme/use-theme.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { offerFixes } from './fixes.js';
// The list is there when the editor is, so that a fault that is typed later needs no network.
import './ProblemRows.js';
import styles from './EditorPane.module.css';

const FONT_SIZE = 13;

interface Props {
  /** Told when the editor stands, and when it is gone. The plain field is there until then. */
  onReady(ready: boolean): void;
}

/** Monaco, fed from the store. */
export function CodeEditor({ onReady }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const words = useWords();
  const theme = useTheme();
  const work = useApp((state) => state.work.id);
  const files = useApp((state) => state.files);
  const active = useApp((state) => state.active);
  const marked = useApp((state) => state.marked);
  const diagnostics = useApp((state) => state.snapshot?.diagnostics);
  // What the editor asks for words at any later time, in the language of that time.
  const latest = useRef({ words, theme });
  useEffect(() => {
    latest.current = { words, theme };
  }, [words, theme]);

  useEffect(() => {
    const box = host.current;
    if (box === null) return;
    let gone = false;
    let made: Editor | null = null;
    const state = getState();
    createEditor(box, {
      work: state.work.id,
      files: state.files,
      active: state.active,
      diagnostics: state.snapshot?.diagnostics ?? [],
      marked: state.marked,
      theme: latest.current.theme,
      readOnly: false,
      fontSize: FONT_SIZE,
      language: state.language,
      onChange: editFile,
      onCursor: (file, offset) => {
        if (getState().active !== file) selectFile(file);
        moveCursor(file, offset);
      },
      complete: async (file, text, offset) => (await engine().complete(file, text, offset)) ?? [],
      hover: async (file, text, offset) => (await engine().hover(file, text, offset)) ?? null,
      label: (fileName) => latest.current.words.text('editor.label', { file: fileName }),
      fixTitle: (fix) => latest.current.words.say(fix.title),
      say: (diagnostic) => {
        const { said, why } = diagnosticWords(diagnostic, latest.current.words);
        return [said, why].filter(Boolean).join('\n');
      },
    }).then((ready) => {
      if (gone) ready.destroy();
      else {
        made = ready;
        // What was typed while Monaco came, and the hand that types.
        const now = getState();
        ready.update({ work: now.work.id, files: now.files, active: now.active });
        if (
          document.activeElement?.tagName === 'TEXTAREA' &&
          document.activeElement.closest('#manifest-text') !== null
        ) {
          takeOver(ready);
        }
        offerFixes(ready);
        setEditor(ready);
        onReady(true);
      }
    }, sayUnloaded);
    return () => {
      gone = true;
      offerFixes(null);
      made?.destroy();
      setEditor(null);
      onReady(false);
    };
  }, [onReady]);

  useEffect(() => editor?.update({ work, files, active }), [editor, work, files, active]);
  // Markers are worded when they are shown: another language shows them again.
  useEffect(() => editor?.update({ diagnostics: diagnostics ?? [] }), [editor, diagnostics, words]);
  useEffect(() => editor?.update({ marked }), [editor, marked]);
  useEffect(() => editor?.update({ theme }), [editor, theme]);
  useEffect(() => onReveal((range, focus) => editor?.reveal(range, focus)), [editor]);

  return <div ref={host} className={styles['code']} data-ready={editor !== null} data-testid="code-editor" />;
}

/** Puts the cursor where it stood in the plain field. */
function takeOver(editor: Editor): void {
  const { cursor, files } = getState();
  const text = files.find(({ id }) => id === cursor?.file)?.text;
  if (cursor === null || text === undefined) {
    editor.focus();
    return;
  }
  const lines = text.slice(0, cursor.offset).split('\n');
  const [line, column] = [lines.length, (lines.at(-1) ?? '').length + 1];
  editor.reveal(
    {
      file: cursor.file,
      from: cursor.offset,
      to: cursor.offset,
      startLine: line,
      startColumn: column,
      endLine: line,
      endColumn: column,
    },
    true,
  );
}
