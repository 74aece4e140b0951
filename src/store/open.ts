import { defaultCluster, isExampleId, loadExample, type Example } from '../lessons/index.js';
import { readLink, type LinkFault, type SharedView, type SharedWork } from '../share/index.js';
import { workOnScreen } from './autosave.js';
import type { Draft, DraftStorage } from './drafts.js';
import { openWorkspace } from './engine.js';
import { notify } from './notices.js';
import type { Work } from './state.js';
import { getState, patch } from './store.js';
import { newWork } from './work.js';

/** Puts a work on screen: everything of the work before it goes, but not its draft. */
function openWork(work: Work, content: SharedWork, view: SharedView, then: 'play' | 'keep'): void {
  const { playback, safeMode } = getState();
  patch({
    work,
    files: content.files,
    active: content.files[0]?.id ?? '',
    settings: content.settings,
    ...(content.request === null ? {} : { composer: content.request }),
    selection: { scene: null, object: null },
    playback: { ...playback, playing: false, t: 0 },
    cursor: null,
    caused: null,
    marked: null,
    menu: null,
    dialog: null,
    drawer: null,
    saving: 'saved',
    ...(view.lens === undefined ? {} : { lens: view.lens }),
    ...(view.language === undefined ? {} : { language: view.language }),
    ...(view.theme === undefined ? {} : { theme: view.theme }),
  });
  if (!safeMode) openWorkspace(content, view.t === undefined ? then : { t: view.t }, view.step);
}

/** An example as a work: its actions become the history that opening replays. */
export function workOfExample(example: Example): SharedWork {
  return {
    files: example.files.map(({ name, text }, index) => ({ id: `f${index + 1}`, name, text })),
    settings: { ...defaultCluster, ...example.settings },
    history: (example.actions ?? []).map((action) => ({ op: 'act', action, at: SETTLED })),
    request: example.request,
  };
}

/** A moment of the journal that no cluster reaches: the act happens once everything before it is quiet. */
const SETTLED = Number.MAX_SAFE_INTEGER;

/** Opens an example of the gallery and plays its first packet. */
export function openExample(example: Example, view: SharedView = {}): void {
  openWork(newWork('example', example.id), workOfExample(example), view, 'play');
}

/** Opens a kept draft as it was left. */
export function openDraft({ id, title, work }: Draft): void {
  openWork({ id, title, origin: 'own' }, work, {}, 'keep');
}

/** Opens a kept draft by its id, or says that it cannot be read. */
export async function reopenDraft(drafts: DraftStorage, id: string): Promise<void> {
  const draft = await drafts.load(id).catch(() => null);
  if (draft === null) notify({ topic: 'draft', tone: 'error', code: 'ui.drafts.unreadable', params: {} });
  else openDraft(draft);
}

/**
 * Opens what the fragment of the address asks for, and says whether it asked for anything that could be opened. A refused link is
 * said in one sentence and changes nothing.
 */
export async function openFragment(fragment: string): Promise<boolean> {
  const opened = readLink(fragment);
  switch (opened.kind) {
    case 'nothing':
      return false;
    case 'refused':
      refuse(opened.fault);
      return false;
    case 'work':
      openWork(newWork('link', opened.work.files[0]?.name ?? ''), opened.work, opened.view, 'play');
      return true;
    case 'example': {
      const example = isExampleId(opened.id) ? await loadExample(opened.id).catch(() => null) : null;
      if (example === null) refuse('unknown-example');
      else openExample(example, opened.view);
      return example !== null;
    }
  }
}

/** Starts over with an empty work. */
export function openEmpty(): void {
  const { settings, composer } = getState();
  const files = [{ id: 'f1', name: 'manifest.yaml', text: '' }];
  openWork(newWork('own', 'manifest.yaml'), { files, settings, history: [], request: composer }, {}, 'keep');
}

/** Leaves safe mode: what is on screen is simulated after all. */
export function runAnyway(): void {
  patch({ safeMode: false });
  openWorkspace(workOnScreen(), 'keep');
}

function refuse(fault: LinkFault): void {
  notify({ topic: 'link', tone: 'error', code: `ui.link.${fault}`, params: {} });
}
