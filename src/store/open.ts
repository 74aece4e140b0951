import type { ManifestFile } from '../core/index.js';
import type { Snapshot } from '../engine/protocol.js';
import { isPainted } from '../engine/unpainted.js';
import { firstPath, isExampleId, loadExample, workOfExample, type Example } from '../lessons/index.js';
import type { Lens } from '../scene/index.js';
import type { LinkFault, SharedWork } from '../share/index.js';
import type { Draft } from './draft.js';
import type { DraftStorage } from './drafts.js';
import { openWorkspace, showPainted } from './engine.js';
import { dismissTopic, notify } from './notices.js';
import { workOnScreen, workOpened } from './on-screen.js';
import type { Work } from './state.js';
import { getState, patch } from './store.js';
import type { After } from './story.js';
import { claimDraft } from './tabs.js';
import { sayUnloaded } from './unloaded.js';
import { panelOn } from './view.js';
import type { View, Whereabouts } from './whereabouts.js';
import { identityOf, newWork, touch } from './work.js';

/** Puts a work on screen: everything of the work before it goes, but not its draft. */
function openWork(work: Work, content: SharedWork, view: View, then: 'play' | 'rest'): void {
  const shown = view.request === undefined ? content : { ...content, request: view.request };
  putOnScreen(work, shown, view);
  if (!getState().safeMode) openWorkspace(shown, afterOpening(view, then), view.step);
}

/** What the player does with the first picture of a work. */
function afterOpening({ t, playing = false }: View, then: 'play' | 'rest'): After {
  if (t !== undefined) return { t, playing };
  return then === 'rest' ? { t: Infinity, playing } : then;
}

function putOnScreen(work: Work, content: SharedWork, view: View): void {
  const { playback, lens, panel } = getState();
  const composer = view.composer ?? content.request;
  patch({
    work,
    files: content.files,
    active: (content.files.find(({ id }) => id === view.file) ?? content.files[0])?.id ?? '',
    settings: content.settings,
    ...(composer === null ? {} : { composer }),
    lens: view.lens ?? lens,
    panel: view.panel === undefined ? panel : panelOn(view.lens ?? lens, view.panel),
    selection: view.selection ?? { scene: null, object: null },
    playback: { ...playback, playing: false, t: 0 },
    cursor: null,
    caused: null,
    marked: null,
    menu: null,
    dialog: null,
    drawer: null,
    saving: 'saved',
    ...(view.language === undefined ? {} : { language: view.language }),
    ...(view.theme === undefined ? {} : { theme: view.theme }),
  });
  workOpened(content);
}

/** Opens an example of the gallery on the lens that it is about, and plays its first packet or the way of its volumes. */
export function openExample(example: Example, view: View = {}): void {
  openWork(newWork('example', example.id), workOfExample(example), { lens: lensOf(example), ...view }, 'play');
}

/** Opens a work that shows something about volumes, and plays it. */
export function openExperiment(content: SharedWork): void {
  openWork(newWork('link', content.files[0]?.name ?? ''), content, { lens: 'storage' }, 'play');
}

/**
 * Opens the first example. `painted`: its picture as it was computed when the page was built, which is on screen before the engine is.
 * Where the reader looked at something else of it, the engine is waited for.
 */
export function openFirstExample(painted: Snapshot | null, left: Whereabouts | null): void {
  const work = newWork('example', firstPath.id);
  const content = workOfExample(firstPath);
  const view = viewIn(work, '', left) ?? {};
  if (painted === null || !isShownBy(painted, view)) {
    openExample(firstPath, view);
    return;
  }
  putOnScreen(work, content, view);
  showPainted(content, painted, afterOpening(view, 'play'));
}

function isShownBy({ scenes }: Snapshot, { lens = 'traffic', step, request = firstPath.request }: View): boolean {
  const same = step === undefined && JSON.stringify(request) === JSON.stringify(firstPath.request);
  return same && isPainted(scenes[lens]);
}

/** How the reader looked at a work when he left it; null when he was elsewhere. */
const viewIn = (work: Work, fragment: string, left: Whereabouts | null): View | null =>
  left?.of === identityOf(work, fragment) ? left.view : null;

/** What an example is looked at through. One about traffic that does not mind stays on the lens that the reader is on. */
function lensOf({ lens }: Example): Lens {
  const present = getState().lens;
  return lens ?? (present === 'storage' ? 'traffic' : present);
}

/** Opens a kept draft as it was left. One that another tab has open is opened as a copy, and said. */
async function openDraft({ id, title, work }: Draft, left: Whereabouts | null): Promise<void> {
  const kept = { id, title, origin: 'own' } as const;
  const mine = await claimDraft(id);
  openWork(mine ? kept : newWork('own', title), work, viewIn(kept, '', left) ?? {}, 'rest');
  if (!mine) notify({ topic: 'copy', tone: 'info', code: 'ui.save.copied', params: {} });
}

/**
 * Opens the last good copy of a kept draft, where the reader left it, or the manifests that can be recovered where no copy is good, and says
 * what is amiss. False when there is nothing to open, or it cannot be had now.
 */
export async function reopenDraft(drafts: DraftStorage, id: string, left: Whereabouts | null = null): Promise<boolean> {
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
  const { draft, spoilt, recovered } = loaded;
  if (draft !== null) {
    await openDraft(draft, left);
    if (spoilt) notify({ topic: 'draft', tone: 'warning', code: 'ui.drafts.spoilt', params: {} });
    return true;
  }
  if (recovered.length > 0) {
    openFiles(recovered);
    // A draft of its own from now on: the damaged one is left as it is.
    touch();
    notify({ topic: 'draft', tone: 'warning', code: 'ui.drafts.recovered', params: {} });
    return true;
  }
  notify({ topic: 'draft', tone: 'error', code: 'ui.drafts.unreadable', params: {} });
  return false;
}

/**
 * Opens what the fragment of the address asks for, and says whether it asked for anything that could be opened. A refused link is
 * said in one sentence and changes nothing. A reader who had it open before is put where he left it.
 */
export async function openFragment(fragment: string, left: Whereabouts | null = null): Promise<boolean> {
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
    case 'work': {
      const work = newWork('link', opened.work.files[0]?.name ?? '');
      openWork(work, opened.work, viewIn(work, fragment, left) ?? opened.view, 'play');
      return true;
    }
    case 'example': {
      if (!isExampleId(opened.id)) {
        refuse('unknown-example');
        return false;
      }
      const example = await loadExample(opened.id).catch(() => null);
      if (example === null) sayUnloaded();
      else openExample(example, viewIn(newWork('example', example.id), fragment, left) ?? opened.view);
      return example !== null;
    }
  }
}

/** Starts over with an empty work. */
export function openEmpty(): void {
  openFiles([{ id: 'f1', name: 'manifest.yaml', text: '' }]);
}

/** Opens manifests as the reader's own work, in the cluster and with the request that are on screen. */
function openFiles(files: readonly ManifestFile[]): void {
  const { settings, composer } = getState();
  openWork(newWork('own', files[0]?.name ?? ''), { files, settings, history: [], request: composer }, {}, 'rest');
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
