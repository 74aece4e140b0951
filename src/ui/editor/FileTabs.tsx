import { FilePlus2, FolderOpen, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { addFile, deleteFile, getState, renameFile, selectFile, tabsOf } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { keepInSight } from '../layout/keep-in-sight.js';
import { useWords } from '../words.js';
import { readFiles } from './dropped-files.js';
import styles from './FileTabs.module.css';

/** The open manifests. A double click on a name, or F2 on it, renames; Delete closes. */
export function FileTabs() {
  const words = useWords();
  const files = useApp(tabsOf);
  const active = useApp((state) => state.active);
  const diagnostics = useApp((state) => state.snapshot?.diagnostics);
  const [renaming, setRenaming] = useState<string | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => keepInSight(tabOf(active)), [active, files]);

  const faulty = new Set(diagnostics?.filter(({ severity }) => severity === 'error').map(({ range }) => range.file));

  return (
    <div className={styles['bar']}>
      <div className={styles['tabs']} role="tablist" aria-label={words.text('ui.files.label')}>
        {files.map((file, index) =>
          renaming === file.id ? (
            <input
              key={file.id}
              className={styles['rename']}
              aria-label={words.text('ui.files.rename', { name: file.name })}
              defaultValue={file.name}
              ref={(field) => {
                field?.focus();
                field?.setSelectionRange(0, file.name.replace(/\.[^.]*$/, '').length);
              }}
              onBlur={(event) => {
                renameFile(file.id, event.target.value);
                setRenaming(null);
              }}
              onKeyDown={(event) => {
                event.stopPropagation();
                if (event.key === 'Escape') event.currentTarget.value = file.name;
                if (event.key !== 'Enter' && event.key !== 'Escape') return;
                event.currentTarget.blur();
                focusTab(file.id);
              }}
            />
          ) : (
            <button
              key={file.id}
              id={`file-tab-${file.id}`}
              className={styles['tab']}
              type="button"
              role="tab"
              aria-selected={file.id === active}
              aria-controls="manifest-text"
              aria-keyshortcuts="F2 Delete"
              tabIndex={file.id === active ? 0 : -1}
              title={file.name}
              data-testid={`file-tab-${file.name}`}
              onClick={() => selectFile(file.id)}
              onDoubleClick={() => setRenaming(file.id)}
              onKeyDown={(event) => {
                const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                const next = files[(index + step + files.length) % files.length];
                if (step !== 0 && next !== undefined) {
                  selectFile(next.id);
                  focusTab(next.id);
                } else if (event.key === 'F2') setRenaming(file.id);
                else if (event.key === 'Delete') {
                  deleteFile(file.id);
                  focusTab(getState().active);
                } else return;
                event.preventDefault();
              }}
            >
              {faulty.has(file.id) ? (
                <span className={styles['fault']} title={words.text('ui.files.faulty')}>
                  <span className="visually-hidden">{words.text('ui.files.faulty')}</span>
                </span>
              ) : null}
              <span className={styles['name']}>{file.name}</span>
              {/* A tab may hold no button. This cross is for the pointer; the Delete key does the same on the tab. */}
              {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
              <span
                className={styles['close']}
                aria-hidden="true"
                title={words.text('ui.files.close', { name: file.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  deleteFile(file.id);
                }}
              >
                <X size={13} />
              </span>
            </button>
          ),
        )}
      </div>
      <IconButton tip="end" label={words.text('ui.files.add')} data-testid="add-file" onClick={addFile}>
        <FilePlus2 size={16} aria-hidden />
      </IconButton>
      <IconButton tip="end" label={words.text('ui.files.open')} onClick={() => chooser.current?.click()}>
        <FolderOpen size={16} aria-hidden />
      </IconButton>
      <input
        ref={chooser}
        type="file"
        className="visually-hidden"
        aria-hidden
        tabIndex={-1}
        multiple
        accept=".yaml,.yml,.json"
        data-testid="file-chooser"
        onChange={(event) => {
          if (event.target.files !== null) void readFiles(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function tabOf(file: string): HTMLElement | null {
  return document.getElementById(`file-tab-${file}`);
}

/** Gives the keyboard to a tab once it is drawn; without any, to what adds one. */
function focusTab(file: string): void {
  setTimeout(() => (tabOf(file) ?? document.querySelector<HTMLElement>('[data-testid="add-file"]'))?.focus());
}
