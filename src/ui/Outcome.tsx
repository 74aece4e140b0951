import { lazy, Suspense } from 'react';
import type { Trace } from '../core/index.js';
import { Chunk } from './layout/Chunk.js';
import { useWords } from './words.js';

const HttpStatus = lazy(() => import('./edge/later.js').then(({ HttpStatus: component }) => ({ default: component })));

interface Props {
  readonly trace: Trace;
  /** In one line. */
  readonly brief?: boolean;
}

/** What the client sees in the end: the answer over HTTP when there is one, else how its connection went. */
export function Outcome({ trace: { client, http }, brief = false }: Props) {
  const words = useWords();
  if (http === undefined) return words.text(`ui.outcome.${client}`);
  return (
    <Chunk fallback={`HTTP ${http.status}`}>
      <Suspense fallback={`HTTP ${http.status}`}>
        <HttpStatus http={http} brief={brief} />
      </Suspense>
    </Chunk>
  );
}
