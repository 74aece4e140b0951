import { useEffect } from 'react';
import { getState, goToEnd, goToStart, openDialog, stepHop, togglePlay } from '../../store/index.js';

const KEYS: Readonly<Record<string, () => void>> = {
  ' ': togglePlay,
  ArrowRight: () => stepHop(1),
  ArrowLeft: () => stepHop(-1),
  Home: goToStart,
  End: goToEnd,
  '?': () => openDialog('keys'),
};

/** Where a key already means something else: text, choices, and whatever moves by arrows itself. */
const OWN_KEYS =
  'input, textarea, select, [contenteditable], [role="tab"], [role="separator"], [role="menu"], dialog, .monaco-editor';

/** The picture itself, with nothing in it focused: a click beside everything leaves the focus here. */
const BACKGROUND = 'svg.kw-scene';

/** The player's keys work wherever no other thing wants them. */
export function usePlayerKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || getState().dialog !== null)
        return;
      const target = event.target instanceof Element ? event.target : null;
      const onBackground = target?.matches(BACKGROUND) ?? false;
      // The way down is for the background alone: there the picture would take the arrows for its own.
      if (onBackground !== (event.eventPhase === Event.CAPTURING_PHASE)) return;
      if (target?.closest(OWN_KEYS)) return;
      // A button is pressed by the space bar.
      if (event.key === ' ' && target?.closest('button, a, [role="button"]')) return;
      const action = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
      if (action === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      action();
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('keydown', onKey, true);
    };
  }, []);
}
