import { useEffect, useRef } from 'react';
import { editFile, moveCursor, onReveal } from '../../store/index.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './EditorPane.module.css';

/** The manifests in a plain text field: what is there before Monaco, and where Monaco cannot be. */
export function PlainEditor() {
  const words = useWords();
  const active = useApp((state) => state.active);
  const file = useApp((state) => state.files.find(({ id }) => id === state.active));
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(
    () =>
      onReveal((range, focus) => {
        // The tab may have changed with the same click: wait until its text stands in the field.
        setTimeout(() => {
          const text = field.current;
          if (text === null) return;
          if (focus) text.focus();
          text.setSelectionRange(range.from, range.to);
          text.scrollTop = Math.max(0, range.startLine - 4) * LINE_HEIGHT;
        });
      }),
    [],
  );

  if (file === undefined) return null;
  return (
    <textarea
      key={active}
      ref={field}
      className={styles['plain']}
      aria-label={words.text('ui.editor.plain', { name: file.name })}
      value={file.text}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      wrap="off"
      data-testid="plain-editor"
      onChange={(event) => editFile(file.id, event.target.value)}
      onSelect={(event) => moveCursor(file.id, event.currentTarget.selectionStart)}
    />
  );
}

/** As in the style sheet, in pixels. */
const LINE_HEIGHT = 20;
