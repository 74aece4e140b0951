import type { AppState, Language, MotionChoice, PaneSizes, ThemeChoice } from './state.js';
import { getState, patch, store } from './store.js';

const KEY = 'kubewalk.preferences';

type Kept = Pick<AppState, 'theme' | 'motion' | 'language' | 'panes' | 'invited'>;

/** A small synchronous store of text, as `localStorage` is. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** A storage of the browser, of this tab or of all; null where touching it is refused (an embedding page, a private window). */
export function browserStorage(name: 'localStorage' | 'sessionStorage' = 'localStorage'): TextStorage | null {
  try {
    const storage = globalThis[name];
    storage.getItem(KEY);
    return storage;
  } catch {
    return null;
  }
}

/** What was kept of the reader's settings, each field looked at: an unknown or spoilt one is left out. */
export function readPreferences(storage: TextStorage | null): Partial<Kept> {
  let value: unknown;
  try {
    value = JSON.parse(storage?.getItem(KEY) ?? 'null');
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  const kept = value as Record<string, unknown>;
  const known: { -readonly [K in keyof Kept]?: Kept[K] } = {};
  if (isOneOf<ThemeChoice>(kept['theme'], ['system', 'paper', 'night', 'contrast'])) known.theme = kept['theme'];
  if (isOneOf<MotionChoice>(kept['motion'], ['system', 'full', 'reduced'])) known.motion = kept['motion'];
  if (isOneOf<Language>(kept['language'], ['en', 'ru'])) known.language = kept['language'];
  if (kept['invited'] === 'done') known.invited = 'done';
  const panes = readPanes(kept['panes']);
  if (panes !== null) known.panes = panes;
  return known;
}

/** Keeps the reader's settings from now on. A storage that is full or refuses is no trouble: they last as long as the page. */
export function keepPreferences(storage: TextStorage | null): () => void {
  const pick = ({ theme, motion, language, panes, invited }: AppState): Kept => ({
    theme,
    motion,
    language,
    panes,
    invited: invited === 'done' ? 'done' : 'no',
  });
  return store.subscribe(
    (state) => JSON.stringify(pick(state)),
    (text) => {
      try {
        storage?.setItem(KEY, text);
      } catch {
        // Settings are a comfort, not work: nothing is lost that the reader would miss.
      }
    },
  );
}

export const setTheme = (theme: ThemeChoice): void => patch({ theme });
export const setMotion = (motion: MotionChoice): void => patch({ motion });
export const setLanguage = (language: Language): void => patch({ language });

const LIMITS = { editor: [220, 900], panel: [240, 900] } as const;

function within(pane: keyof typeof LIMITS, width: number): number {
  const [least, most] = LIMITS[pane];
  return Math.round(Math.min(Math.max(width, least), most));
}

/** Resizes a pane, within limits that leave the picture room. Pixels. */
export function resizePane(pane: 'editor' | 'panel', width: number): void {
  patch({ panes: { ...getState().panes, [pane]: within(pane, width) } });
}

export function togglePane(pane: 'editor' | 'panel'): void {
  const { panes } = getState();
  const open = pane === 'editor' ? { editorOpen: !panes.editorOpen } : { panelOpen: !panes.panelOpen };
  patch({ panes: { ...panes, ...open } });
}

function readPanes(value: unknown): PaneSizes | null {
  if (typeof value !== 'object' || value === null) return null;
  const { editor, panel, editorOpen, panelOpen } = value as Record<string, unknown>;
  if (typeof editor !== 'number' || typeof panel !== 'number') return null;
  return {
    editor: within('editor', editor),
    panel: within('panel', panel),
    editorOpen: editorOpen !== false,
    panelOpen: panelOpen !== false,
  };
}

function isOneOf<T extends string>(value: unknown, values: readonly T[]): value is T {
  return values.includes(value as T);
}
