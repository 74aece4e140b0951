import { useEffect } from 'react';
import { followCursor, hopAt, isAnswerDue, markCause, store, type AppState } from '../store/index.js';
import { afterPaint } from './player/after-paint.js';

/** Keeps cause and effect together, both ways: the line behind the current hop is marked, and what the cursor's line causes lights up. */
export function useCauses(): void {
  useEffect(followCauses, []);
}

/**
 * Listens to the store itself: the cursor moves with every key, and nothing is drawn anew because of it. What was typed and what came of it are
 * painted first, and the worker is not asked about a picture that it is just replacing: the new one asks by itself.
 */
function followCauses(): () => void {
  const mark = oncePainted(() => markCause(causeOf(store.getState())));
  const follow = oncePainted(followCursor);
  const stops = [
    store.subscribe(causeOf, mark),
    store.subscribe(({ cursor }) => cursor, follow),
    store.subscribe(
      ({ snapshot }) => snapshot?.revision,
      () => {
        mark();
        follow();
      },
      { fireImmediately: true },
    ),
  ];
  return () => stops.forEach((stop) => stop());
}

/** The cause of the present hop; at the end that of the line that decided the whole way. */
function causeOf({ snapshot, lens, playback: { t } }: AppState) {
  const timeline = snapshot?.timelines[lens];
  if (timeline === undefined || timeline.duration === 0) return null;
  const sum = t >= timeline.duration && lens !== 'storage';
  return (sum ? snapshot?.trace?.cause : timeline.hops[hopAt(timeline, t)]?.cause) ?? null;
}

/** Asks once for any number of calls, when what is on its way to the screen is there, and only if the picture is up to date then. */
function oncePainted(ask: () => Promise<void>): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    afterPaint(() => {
      waiting = false;
      if (store.getState().snapshot !== null && !isAnswerDue()) void ask();
    });
  };
}
