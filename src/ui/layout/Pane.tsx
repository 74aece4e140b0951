import { useEffect, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { openDrawer } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { Splitter } from './Splitter.js';
import styles from './layout.module.css';

interface Props {
  readonly side: 'editor' | 'panel';
  readonly children: ReactNode;
}

/**
 * A pane beside the picture, with its splitter. On a narrow screen the same element is a drawer over the picture, so that an editor
 * in it keeps its text and its undo when the window is turned.
 */
export function Pane({ side, children }: Props) {
  const words = useWords();
  const width = useApp((state) => state.panes[side]);
  const open = useApp((state) => (side === 'editor' ? state.panes.editorOpen : state.panes.panelOpen));
  const drawn = useApp((state) => state.drawer === side);
  const pane = (
    <section
      key="pane"
      id={`pane-${side}`}
      className={styles['pane']}
      aria-label={words.text(side === 'editor' ? 'ui.pane.editor' : 'ui.pane.panel')}
      data-side={side}
      data-open={open}
      data-drawn={drawn}
      data-testid={`pane-${side}`}
      style={{ '--pane-width': `${width}px` } as React.CSSProperties}
    >
      <div className={styles['drawerHead']}>
        <IconButton tip="end" label={words.text('ui.close')} onClick={() => openDrawer(null)}>
          <X size={18} aria-hidden />
        </IconButton>
      </div>
      {children}
    </section>
  );
  useEffect(() => {
    if (!drawn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) openDrawer(null);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [drawn]);

  const splitter = <Splitter key="splitter" side={side} width={width} open={open} />;
  return side === 'editor' ? [pane, splitter] : [splitter, pane];
}
