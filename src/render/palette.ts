/** Colours for the canvas, read from the tokens of the theme (or the system's colours where they are forced). */
export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly accent: string;
  readonly allow: string;
  readonly deny: string;
  readonly dns: string;
  readonly line: string;
  readonly font: string;
  readonly mono: string;
}

const FORCED: Omit<Palette, 'font' | 'mono'> = {
  paper: 'Canvas',
  ink: 'CanvasText',
  faint: 'GrayText',
  accent: 'Highlight',
  allow: 'Highlight',
  deny: 'LinkText',
  dns: 'CanvasText',
  line: 'CanvasText',
};

/** Reads the palette of an element. Cheap enough to be read again whenever the theme may have changed; not for every frame. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const fonts = { font: token('--font-ui') || 'sans-serif', mono: token('--font-mono') || 'monospace' };
  if (matchMedia('(forced-colors: active)').matches) return { ...FORCED, ...fonts };
  return {
    paper: token('--paper-raised'),
    ink: token('--ink'),
    faint: token('--ink-3'),
    accent: token('--accent'),
    allow: token('--allow'),
    deny: token('--deny'),
    dns: token('--dns'),
    line: token('--line-strong'),
    ...fonts,
  };
}
