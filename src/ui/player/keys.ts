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

/** The player's keys work wherever no other thing wants them. */
export function usePlayerKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || getState().dialog !== null)
        return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(OWN_KEYS)) return;
      // A button is pressed by the space bar.
      if (event.key === ' ' && target?.closest('button, a, [role="button"]')) return;
      const action = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
