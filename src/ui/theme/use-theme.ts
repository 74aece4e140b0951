import { useLayoutEffect, useSyncExternalStore } from 'react';
import { useApp } from '../use-app.js';

type Theme = 'paper' | 'night' | 'contrast';

const dark = matchMedia('(prefers-color-scheme: dark)');
const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)');
const still = matchMedia('(prefers-reduced-motion: reduce)');

function listen(query: MediaQueryList) {
  return (onChange: () => void): (() => void) => {
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  };
}

const onDark = listen(dark);
const onContrast = listen(contrast);
const onStill = listen(still);

/** The theme that is shown: the reader's choice, or what their system asks for. */
export function useTheme(): Theme {
  const choice = useApp((state) => state.theme);
  const wantsDark = useSyncExternalStore(onDark, () => dark.matches);
  const wantsContrast = useSyncExternalStore(onContrast, () => contrast.matches);
  if (choice !== 'system') return choice;
  if (wantsContrast) return 'contrast';
  return wantsDark ? 'night' : 'paper';
}

/** True when nothing may move: the reader's choice, or their system's. */
function useReducedMotion(): boolean {
  const choice = useApp((state) => state.motion);
  const system = useSyncExternalStore(onStill, () => still.matches);
  return choice === 'system' ? system : choice === 'reduced';
}

/**
 * Writes theme and motion onto the document, where the tokens read them. Before any plain effect: those of the editor and of the picture
 * read the tokens of the theme that has just come, and an effect of a child runs before one of the root.
 */
export function useDocumentLook(): void {
  const theme = useTheme();
  const reduced = useReducedMotion();
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useLayoutEffect(() => {
    document.documentElement.dataset['motion'] = reduced ? 'reduced' : 'full';
  }, [reduced]);
}
