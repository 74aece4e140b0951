import type { ClusterSettings, ManifestFile, ObjectKey, SourceRange, TrafficRequest } from '../core/index.js';
import type { CausedHere, Snapshot } from '../engine/protocol.js';
import type { EngineStatus } from '../engine/client.js';
import type { MessageCode } from '../messages/index.js';
import type { Lens, Playback } from '../scene/index.js';

export type ThemeChoice = 'system' | 'paper' | 'night' | 'contrast';
export type MotionChoice = 'system' | 'full' | 'reduced';
export type Language = 'en' | 'ru';

/** The side panel's entries. */
export type PanelId =
  | 'journal'
  | 'object'
  | 'rules'
  | 'dns'
  | 'conntrack'
  | 'events'
  | 'timeline'
  | 'board'
  | 'volumes'
  | 'route'
  | 'controller'
  | 'verdict'
  | 'reach';

/** The windows that the reader asked for. One at a time. */
export type DialogId = 'gallery' | 'cluster' | 'share' | 'keys' | 'drafts' | 'survival' | 'board' | 'reach' | 'trace';

/** What the reader pinned: a thing of the picture, an object. `scene` is an id of a scene node, group or link. */
export interface Selection {
  readonly scene: string | null;
  readonly object: ObjectKey | null;
}

/** A short word to the reader, shown until dismissed or, with `seconds`, for that long. */
export interface Notice {
  readonly id: number;
  /** Notices of one topic replace each other. */
  readonly topic: string;
  readonly tone: 'info' | 'warning' | 'error';
  readonly code: MessageCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly action?: { readonly code: MessageCode; readonly run: () => void };
  readonly seconds?: number;
}

/** Which work this is: the reader's own draft, a link's, an example's. */
export interface Work {
  readonly id: string;
  readonly origin: 'own' | 'link' | 'example';
  /** The example's id, or the name of the first file. */
  readonly title: string;
}

export interface PaneSizes {
  /** Width in pixels; the folded pane keeps its width for the day it opens. */
  readonly editor: number;
  readonly panel: number;
  readonly editorOpen: boolean;
  readonly panelOpen: boolean;
}

/** What the reader did, and nothing that can be computed from it. */
export interface UserState {
  readonly work: Work;
  readonly files: readonly ManifestFile[];
  readonly active: string;
  readonly cursor: { readonly file: string; readonly offset: number } | null;
  readonly settings: ClusterSettings;
  readonly composer: TrafficRequest;
  readonly selection: Selection;
  readonly playback: Playback;
  readonly lens: Lens;
  readonly panel: PanelId;
  readonly panes: PaneSizes;
  /** The open drawer of a narrow screen. */
  readonly drawer: 'editor' | 'panel' | null;
  readonly dialog: DialogId | null;
  readonly menu: { readonly scene: string; readonly x: number; readonly y: number } | null;
  readonly theme: ThemeChoice;
  readonly motion: MotionChoice;
  readonly language: Language;
  readonly notices: readonly Notice[];
  /** The quiet invitations of the first minutes that were taken up or waved away. */
  readonly invited: 'no' | 'shown' | 'done';
}

/** The latest answers of the engine. */
export interface AnswerState {
  readonly snapshot: Snapshot | null;
  readonly status: EngineStatus;
  /** What the line under the cursor causes. */
  readonly caused: CausedHere | null;
  /** Where the current hop's cause stands in the text. */
  readonly marked: SourceRange | null;
  /** Text only, nothing is simulated: two starts in a row died before a picture. */
  readonly safeMode: boolean;
  /** How the draft is kept. `refused`: the browser keeps nothing for us. */
  readonly saving: 'saved' | 'unsaved' | 'refused';
}

export type AppState = UserState & AnswerState;
