import { monaco } from './monaco.js';

type ThemeName = 'paper' | 'night' | 'contrast';

const BASE: Record<ThemeName, monaco.editor.BuiltinTheme> = { paper: 'vs', night: 'vs-dark', contrast: 'hc-light' };

/**
 * Dresses Monaco in the page's tokens. The values are read from the element, so there is one file of colours; the token must hold a
 * hex colour, which is what Monaco takes.
 */
export function applyTheme(host: HTMLElement, name: ThemeName): void {
  const style = getComputedStyle(host);
  const token = (property: string): string => sixDigits(style.getPropertyValue(property).trim());
  const foreground = (property: string): { foreground: string } => ({ foreground: token(property).slice(1) });
  monaco.editor.defineTheme(`kubewalk-${name}`, {
    base: BASE[name],
    inherit: true,
    rules: [
      { token: '', ...foreground('--ink') },
      { token: 'type', ...foreground('--allow') },
      { token: 'string.yaml', ...foreground('--ink') },
      { token: 'number', ...foreground('--accent') },
      { token: 'keyword', ...foreground('--accent') },
      { token: 'comment', ...foreground('--ink-3'), fontStyle: 'italic' },
    ],
    colors: {
      'editor.background': token('--paper-raised'),
      'editor.foreground': token('--ink'),
      'editorLineNumber.foreground': token('--ink-3'),
      'editorLineNumber.activeForeground': token('--ink'),
      'editorCursor.foreground': token('--accent'),
      'editor.lineHighlightBorder': token('--line'),
      'editorError.foreground': token('--deny-fill'),
      'editorWarning.foreground': token('--warn'),
      'editorInfo.foreground': token('--allow'),
      'editorWidget.background': token('--paper-raised'),
      'editorWidget.border': token('--line-strong'),
      'menu.background': token('--paper-raised'),
      'menu.foreground': token('--ink'),
      'menu.border': token('--line-strong'),
      'menu.selectionBackground': token('--accent-wash'),
      'menu.selectionForeground': token('--ink'),
      'editorHoverWidget.background': token('--paper-raised'),
      'editorSuggestWidget.selectedBackground': token('--accent-wash'),
      'editorSuggestWidget.selectedForeground': token('--ink'),
    },
  });
  monaco.editor.setTheme(`kubewalk-${name}`);
}

/** `#fff` -> `#ffffff`: a build shortens colours, and Monaco knows only the long form. */
function sixDigits(colour: string): string {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  return short === null
    ? colour
    : `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`;
}
