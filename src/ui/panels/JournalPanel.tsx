import { lazy } from 'react';
import type { Snapshot } from '../../engine/protocol.js';
import { useApp } from '../use-app.js';
import { Journal } from './Journal.js';

const StorageJournal = lazy(() =>
  import('../storage/later.js').then(({ StorageJournal: component }) => ({ default: component })),
);

/** What the player plays, told line by line: the hops of the packet, or the stages of the volumes' way. */
export function JournalPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const lens = useApp((state) => state.lens);
  return lens === 'storage' ? <StorageJournal snapshot={snapshot} /> : <Journal snapshot={snapshot} />;
}
