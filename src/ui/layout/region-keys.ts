import { useEffect } from 'react';
import { getState } from '../../store/index.js';

/** The parts of the screen in their order, each by the thing in it that takes the focus. */
const REGIONS = [
  { part: '#pane-editor', focus: '.monaco-editor textarea, .monaco-editor [contenteditable], textarea' },
  { part: '#scene', focus: '[tabindex="0"]' },
  { part: '#pane-panel', focus: '[role="tab"][aria-selected="true"]' },
  { part: 'footer', focus: 'select' },
] as const;

/** F6 goes from part to part, Shift+F6 back: the way out of the editor, which keeps Tab for itself. */
export function useRegionKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey || getState().dialog !== null) return;
      const here = REGIONS.findIndex(({ part }) => document.activeElement?.closest(part) != null);
      const step = event.shiftKey ? -1 : 1;
      for (let n = 1; n <= REGIONS.length; n += 1) {
        // From outside of them all, forward begins with the first.
        const from = here < 0 && step > 0 ? -1 : Math.max(here, 0);
        const region = REGIONS[(from + step * n + 2 * REGIONS.length) % REGIONS.length];
        const target =
          region === undefined ? null : document.querySelector(region.part)?.querySelector<HTMLElement>(region.focus);
        if (target == null || !target.checkVisibility()) continue;
        event.preventDefault();
        target.focus();
        return;
      }
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);
}
