import { useEffect } from 'react';
import { followCursor, hopAt, markCause } from '../store/index.js';
import { useApp } from './use-app.js';

/** Keeps cause and effect together, both ways: the line behind the current hop is marked, and what the cursor's line causes lights up. */
export function useCauses(): void {
  // At the end it is the line that decided the whole way.
  const cause = useApp(({ snapshot, lens, playback: { t } }) => {
    const timeline = snapshot?.timelines[lens];
    if (timeline === undefined || timeline.duration === 0) return null;
    const sum = t >= timeline.duration && lens !== 'storage';
    return (sum ? snapshot?.trace?.cause : timeline.hops[hopAt(timeline, t)]?.cause) ?? null;
  });
  const cursor = useApp((state) => state.cursor);
  const revision = useApp((state) => state.snapshot?.revision);

  useEffect(() => {
    if (revision !== undefined) void markCause(cause);
  }, [cause, revision]);
  useEffect(() => {
    if (cursor !== null && revision !== undefined) void followCursor();
  }, [cursor, revision]);
}
