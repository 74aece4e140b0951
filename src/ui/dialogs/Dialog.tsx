import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { closeDialog } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { useWords } from '../words.js';
import styles from './dialogs.module.css';

interface Props {
  readonly title: string;
  /** `all`: a table that takes what room there is. */
  readonly wide?: boolean | 'all';
  readonly children: ReactNode;
}

/** A window the reader asked for: the browser's own dialog, closed by Escape, its button, or a click beside it. */
export function Dialog({ title, wide = false, children }: Props) {
  const words = useWords();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    // Escape closes a dialog by itself; the click is a convenience beside it and the button.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles['dialog']}
      data-wide={wide}
      aria-labelledby="dialog-title"
      data-testid="dialog"
      onClose={closeDialog}
      onClick={(event) => {
        if (event.target === event.currentTarget) closeDialog();
      }}
    >
      <div className={styles['frame']}>
        <header className={styles['head']}>
          <h2 id="dialog-title">{title}</h2>
          <IconButton tip="end" label={words.text('ui.close')} onClick={closeDialog}>
            <X size={18} aria-hidden />
          </IconButton>
        </header>
        {children}
      </div>
    </dialog>
  );
}
