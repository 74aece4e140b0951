import type { TrafficRequest } from '../core/index.js';
import { asRecord, isCount, isKey, isName, oneOf } from '../share/checks.js';
import type { SharedView } from '../share/index.js';
import { readRequest } from '../share/shape.js';
import type { AppState, PanelId, Selection } from './state.js';

/** How the reader looks at a work. Every part may be missing. */
export interface View extends SharedView {
  /** The player was on its way. */
  readonly playing?: boolean;
  readonly panel?: PanelId;
  readonly selection?: Selection;
  /** The id of the file that is open in the editor. */
  readonly file?: string;
  /** The request whose way is shown, where it is not the one that the work came with. */
  readonly request?: TrafficRequest;
  /** What stands in the composer. */
  readonly composer?: TrafficRequest;
}

/** Where the reader was when the page was left. */
export interface Whereabouts {
  /** In which work: what `identityOf` says of it. */
  readonly of: string;
  readonly view: View;
}

/** Where the reader is, as a text that `readNote` reads back. `of`: in which work. */
export function noteOf(of: string, seen: SharedView, state: AppState): string {
  const { snapshot, panel, selection, active, playback, composer } = state;
  const { t, ...view } = seen;
  return JSON.stringify({
    of,
    view: {
      ...view,
      t: t === Infinity ? END : t,
      playing: playback.playing,
      panel,
      selection,
      file: active,
      request: snapshot?.request,
      composer,
    },
  });
}

/** The end of the way, which no number of JSON says. */
const END = 'end';

/** Reads a note back. A part of it that makes no sense is left out; null where it is no note at all. */
export function readNote(text: string): Whereabouts | null {
  let note: Record<string, unknown> | null;
  try {
    note = asRecord(JSON.parse(text));
  } catch {
    return null;
  }
  if (note === null) return null;
  const { of, view } = note;
  const seen = asRecord(view);
  return typeof of === 'string' && seen !== null ? { of, view: readView(seen) } : null;
}

function readView({
  lens,
  step,
  t,
  playing,
  panel,
  selection,
  file,
  request,
  composer,
}: Record<string, unknown>): View {
  const view = {
    lens: oneOf('traffic', 'rules', 'policy', 'storage')(lens),
    step: isCount(step, 999_999_999) ? step : null,
    t: t === END ? Infinity : isMoment(t) ? t : null,
    playing: playing === true ? true : null,
    // The page shows a panel only if it has it.
    panel: isName(panel) ? panel : null,
    selection: readSelection(selection),
    file: isName(file) ? file : null,
    request: readRequest(request),
    composer: readRequest(composer),
  };
  return Object.fromEntries(Object.entries(view).filter(([, part]) => part !== null)) as View;
}

const isMoment = (t: unknown): t is number => typeof t === 'number' && t >= 0 && t <= 999_999;

function readSelection(value: unknown): Selection | null {
  const record = asRecord(value);
  if (record === null) return null;
  const { scene, object } = record;
  if (!(scene === null || isName(scene)) || !(object === null || isKey(object))) return null;
  return { scene, object };
}
