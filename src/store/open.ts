import { isExampleId, loadExample, workOfExample, type Example } from '../lessons/index.js';
import type { Snapshot } from '../engine/protocol.js';
import type { Lens } from '../scene/index.js';
import type { LinkFault, SharedView, SharedWork } from '../share/index.js';
import type { Draft } from './draft.js';
import type { DraftStorage } from './drafts.js';
import { openWorkspace, showPainted } from './engine.js';
import { dismissTopic, notify } from './notices.js';
import { workOnScreen, workOpened } from './on-screen.js';
import type { Work } from './state.js';
import { getState, patch } from './store.js';
import { claimDraft } from './tabs.js';
import { sayUnloaded } from './unloaded.js';
import { newWork } from './work.js';

/** Puts a work on screen: everything of the work before it goes, but not its draft. */
function openWork(work: Work, content: SharedWork, view: SharedView, then: 'play' | 'rest'): void {
  putOnScreen(work, content, view);
  const atEnd = { t: Infinity };
  const after = view.t !== undefined ? { t: view.t } : then === 'rest' ? atEnd : then;
  if (!getState().safeMode) openWorkspace(content, after, view.step);
}

function putOnScreen(work: Work, content: SharedWork, view: SharedView): void {
  const { playback } = getState();
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
  workOpened(content);
}

/** Opens an example of the gallery on the lens that it is about, and plays its first packet or the way of its volumes. */
export function openExample(example: Example, view: SharedView = {}): void {
  openWork(newWork('example', example.id), workOfExample(example), { lens: lensOf(example), ...view }, 'play');
}

/** Opens a work that shows something about volumes, and plays it. */
export function openExperiment(content: SharedWork): void {
  openWork(newWork('link', content.files[0]?.name ?? ''), content, { lens: 'storage' }, 'play');
}

/** Opens an example whose picture was computed when the page was built: it is on screen before the engine is. */
export function openPainted(example: Example, snapshot: Snapshot): void {
  const content = workOfExample(example);
  putOnScreen(newWork('example', example.id), content, {});
  showPainted(content, snapshot);
}

/** What an example is looked at through. One about traffic that does not mind stays on the lens that the reader is on. */
function lensOf({ lens }: Example): Lens {
  const present = getState().lens;
  return lens ?? (present === 'storage' ? 'traffic' : present);
}

/** Opens a kept draft as it was left. One that another tab has open is opened as a copy, and said. */
async function openDraft({ id, title, work }: Draft): Promise<void> {
  const mine = await claimDraft(id);
  openWork(mine ? { id, title, origin: 'own' } : newWork('own', title), work, {}, 'rest');
  if (!mine) notify({ topic: 'copy', tone: 'info', code: 'ui.save.copied', params: {} });
}

/** Opens the last good copy of a kept draft, and says what is amiss with it. False when there is none, or it cannot be had now. */
export async function reopenDraft(drafts: DraftStorage, id: string): Promise<boolean> {
  if (id === getState().work.id) {
    patch({ dialog: null });
    return true;
  }
  const loaded = await drafts.load(id).catch(() => null);
  if (loaded === null) {
    // Not the draft could not be read, but what reads it.
    sayUnloaded();
    return false;
  }
  const { draft, spoilt } = loaded;
  if (draft !== null) await openDraft(draft);
  if (draft === null || spoilt) {
    const code = draft === null ? 'ui.drafts.unreadable' : 'ui.drafts.spoilt';
    notify({ topic: 'draft', tone: draft === null ? 'error' : 'warning', code, params: {} });
  }
  return draft !== null;
}

/**
 * Opens what the fragment of the address asks for, and says whether it asked for anything that could be opened. A refused link is
 * said in one sentence and changes nothing.
 */
export async function openFragment(fragment: string): Promise<boolean> {
  if (fragment.length <= 1) return false;
  // The codec is not in the first page load: most visits bring no link.
  const link = await import('../share/index.js').catch(() => null);
  if (link === null) {
    sayUnloaded();
    return false;
  }
  const opened = link.readLink(fragment);
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
      if (!isExampleId(opened.id)) {
        refuse('unknown-example');
        return false;
      }
      const example = await loadExample(opened.id).catch(() => null);
      if (example === null) sayUnloaded();
      else openExample(example, opened.view);
      return example !== null;
    }
  }
}

/** Starts over with an empty work. */
export function openEmpty(): void {
  const { settings, composer } = getState();
  const files = [{ id: 'f1', name: 'manifest.yaml', text: '' }];
  openWork(newWork('own', 'manifest.yaml'), { files, settings, history: [], request: composer }, {}, 'rest');
}

/** Leaves safe mode: what is on screen is simulated after all. */
export function runAnyway(): void {
  patch({ safeMode: false });
  dismissTopic('safe');
  openWorkspace(workOnScreen(), 'keep');
}

function refuse(fault: LinkFault): void {
  notify({ topic: 'link', tone: 'error', code: `ui.link.${fault}`, params: {} });
}
