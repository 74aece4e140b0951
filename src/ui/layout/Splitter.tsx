import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { resizePane, togglePane } from '../../store/index.js';
import { useWords } from '../words.js';
import styles from './layout.module.css';

interface Props {
  readonly side: 'editor' | 'panel';
  /** Pixels. */
  readonly width: number;
  readonly open: boolean;
}

const STEP = 24;

/** The bar between a pane and the picture: drag it, use the arrow keys on it, or fold the pane with its button (or Enter). */
export function Splitter({ side, width, open }: Props) {
  const words = useWords();
  const from = useRef<{ x: number; width: number } | null>(null);
  // The editor grows to the right, the panel to the left.
  const sign = side === 'editor' ? 1 : -1;
  const name = words.text(side === 'editor' ? 'ui.pane.editor' : 'ui.pane.panel');
  const pointsLeft = (side === 'editor') === open;
  const Chevron = pointsLeft ? ChevronLeft : ChevronRight;

  return (
    <div className={styles['splitter']} data-side={side}>
      {open ? (
        // A focusable separator is a widget of its own (WAI-ARIA 1.2, separator); there is no native element for it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions
        <div
          className={styles['bar']}
          role="separator"
          aria-orientation="vertical"
          aria-label={words.text('ui.pane.resize', { name })}
          aria-controls={`pane-${side}`}
          aria-valuenow={width}
          aria-valuemin={220}
          aria-valuemax={900}
          tabIndex={0}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = { x: event.clientX, width };
          }}
          onPointerMove={(event) => {
            if (from.current !== null) resizePane(side, from.current.width + sign * (event.clientX - from.current.x));
          }}
          onPointerUp={() => {
            from.current = null;
          }}
          onPointerCancel={() => {
            from.current = null;
          }}
          onDoubleClick={() => togglePane(side)}
          onKeyDown={(event) => {
            if (event.key === 'ArrowLeft') resizePane(side, width - sign * STEP);
            else if (event.key === 'ArrowRight') resizePane(side, width + sign * STEP);
            else if (event.key === 'Enter') togglePane(side);
            else return;
            event.preventDefault();
          }}
        />
      ) : null}
      <button
        type="button"
        className={styles['fold']}
        aria-expanded={open}
        aria-controls={`pane-${side}`}
        aria-label={words.text(open ? 'ui.pane.fold' : 'ui.pane.unfold', { name })}
        title={words.text(open ? 'ui.pane.fold' : 'ui.pane.unfold', { name })}
        onClick={() => togglePane(side)}
      >
        <Chevron size={14} aria-hidden />
      </button>
    </div>
  );
}
