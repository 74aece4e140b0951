import type { Cause, ObjectKey, SourceRange, Trace, TrafficRequest } from '../core/index.js';
import { isPainted } from '../engine/unpainted.js';
import type { Lens, Scene } from '../scene/index.js';
import { engine, locate, sendRequest, showLens } from './engine.js';
import { momentAt, placeAt } from './place.js';
import { currentTimeline } from './playback.js';
import type { AppState, DialogId, PanelId } from './state.js';
import { getState, patch } from './store.js';

/** What the reader looks at: lens, panels, what is pinned, and the way from a thing to its line and back. */

/** The scene of the lens that is looked at, once it is painted; until then the page keeps the picture before. */
export function shownScene({ snapshot, lens }: AppState): Scene | undefined {
  const scene = snapshot?.scenes[lens];
  return scene !== undefined && isPainted(scene) ? scene : undefined;
}

/** Changes the lens; the player stays at the same hop, whatever its time on the other timeline. */
export function setLens(lens: Lens): void {
  const state = getState();
  if (lens === state.lens) return;
  if (lens === 'storage' || state.lens === 'storage') {
    changeStory(lens);
    return;
  }
  const place = placeAt(currentTimeline(state), state.playback.t);
  const to = state.snapshot?.timelines[lens];
  patch({
    lens,
    panel: panelOn(lens, state.panel),
    playback: { ...state.playback, t: to === undefined ? 0 : momentAt(to, place) },
  });
  // What is painted only while it is looked at comes a moment later, and the packet stands on it where it stood.
  if (lens === 'policy' || state.lens === 'policy') showLens(lens, place);
}

/** To the story of the journal, which begins where the cluster stands, or back to the packet where it was left. */
function changeStory(lens: Lens): void {
  const { snapshot, playback, lens: before } = getState();
  const trace = snapshot?.trace ?? null;
  if (lens === 'storage') left = { lens: before, trace, t: playback.t };
  const duration = snapshot?.timelines[lens].duration ?? 0;
  const t = left.trace === trace && left.lens === lens ? Math.min(left.t, duration) : duration;
  patch({ lens, panel: panelOn(lens, getState().panel), playback: { ...playback, t, playing: false }, caused: null });
  showLens(lens);
}

/** The open panel, or the journal where it has nothing to say about a lens. */
export const panelOn = (lens: Lens, panel: PanelId): PanelId => (SIDES[lens].has(panel) ? panel : 'journal');

const BOTH: readonly PanelId[] = ['journal', 'timeline', 'object', 'events'];
const OF_TRAFFIC: ReadonlySet<PanelId> = new Set([
  ...BOTH,
  'rules',
  'dns',
  'conntrack',
  'route',
  'controller',
  'verdict',
]);

/** The panels that have something to say about a lens. */
const SIDES: Readonly<Record<Lens, ReadonlySet<PanelId>>> = {
  traffic: OF_TRAFFIC,
  rules: OF_TRAFFIC,
  policy: new Set([...BOTH, 'verdict', 'reach']),
  storage: new Set([...BOTH, 'board', 'volumes']),
};

/** Where the packet was when the reader went to look at volumes. */
let left: { readonly lens: Lens; readonly trace: Trace | null; readonly t: number } = {
  lens: 'traffic',
  trace: null,
  t: 0,
};

export function openPanel(panel: PanelId): void {
  const { panes } = getState();
  patch({ panel, panes: { ...panes, panelOpen: true } });
}

export const openDialog = (dialog: DialogId): void => patch({ dialog, menu: null });
export const closeDialog = (): void => patch({ dialog: null });
export const openDrawer = (drawer: 'editor' | 'panel' | null): void => patch({ drawer });
export const openMenu = (scene: string, x: number, y: number): void => patch({ menu: { scene, x, y } });
export const closeMenu = (): void => patch({ menu: null });

/** Pins a thing of the picture. A second click lets go. */
export function select(scene: string | null, object: ObjectKey | null): void {
  const { selection } = getState();
  const same = scene !== null && selection.scene === scene;
  patch({ selection: same ? { scene: null, object: null } : { scene, object } });
}

/** Pins an object from a list and shows it in the object panel. `pinned`: the thing of the picture that stays pinned for it. */
export function showObject(object: ObjectKey, pinned?: string): void {
  const { snapshot, lens } = getState();
  const scenes = snapshot === null ? [] : [snapshot.scenes[lens], snapshot.scenes.traffic];
  const node = scenes.flatMap(({ nodes }) => nodes).find((one) => one.object === object);
  patch({ selection: { scene: pinned ?? node?.id ?? null, object } });
  openPanel('object');
}

/** Pins an object and opens the panel that has more to say of it; the open menu has done its work. */
export function lookAt(object: ObjectKey, panel: PanelId): void {
  const { snapshot, lens, selection } = getState();
  const node = snapshot?.scenes[lens].nodes.find((one) => one.object === object);
  const scene = node?.id ?? (selection.object === object ? selection.scene : null);
  patch({ selection: { scene, object }, menu: null, drawer: 'panel' });
  openPanel(panel);
}

/** Where listeners learn that a range is to be shown in the editor. */
type Reveal = (range: SourceRange, focus: boolean) => void;
const reveals = new Set<Reveal>();

/** The editor's ear. Gives the function that stops listening. */
export function onReveal(listener: Reveal): () => void {
  reveals.add(listener);
  return () => reveals.delete(listener);
}

/** Shows a range in the editor: its file, its line, the cursor on it. Opens the editor where it is folded or a drawer. */
export function reveal(range: SourceRange, focus = true): void {
  const { panes } = getState();
  patch({ active: range.file, panes: { ...panes, editorOpen: true }, ...(focus ? { drawer: 'editor' } : {}) });
  for (const listener of reveals) listener(range, focus);
}

/**
 * From a hop, a node or an edge to the line that made it; to the object itself where the cluster made it and no manifest did.
 * `focus`: the editor takes the keyboard too. `pinned`: the thing of the picture that the reader went from.
 */
export async function revealCause(cause: Cause, focus = true, pinned?: string): Promise<void> {
  const range = await locate(cause);
  if (range === null) showObject(cause.object, pinned);
  else reveal(range, focus);
}

/** From the line under the cursor to what it causes. The answer to an older place is dropped. */
export async function followCursor(): Promise<void> {
  const { cursor } = getState();
  if (cursor === null) return;
  const caused = await engine().causedAt(cursor.file, cursor.offset);
  if (getState().cursor === cursor) patch({ caused });
}

/** Marks the line of the current hop's cause in the editor. The answer for an older hop is dropped. */
export async function markCause(cause: Cause | null): Promise<void> {
  wanted = cause;
  const range = cause === null ? null : await locate(cause);
  if (wanted === cause) patch({ marked: range });
}

let wanted: Cause | null = null;

/** Sends a packet and looks at where it goes: the Storage lens shows none, and the Policy lens only what policies say of it. */
export function sendAndLook(request: TrafficRequest): void {
  if (getState().lens === 'storage') setLens('traffic');
  sendRequest(request);
}

/** Changes the request of the composer without sending it. What was asked of one target over HTTP is not asked of another. */
export function compose(change: Partial<TrafficRequest>): void {
  const { http, ...connection } = getState().composer;
  const kept = http === undefined || change.to !== undefined ? {} : { http };
  patch({ composer: { ...connection, ...kept, ...change, attempt: 0 } });
}

export const waveAway = (): void => patch({ invited: 'done' });
export const invite = (): void => patch({ invited: 'shown' });
