import { lazy, Suspense } from 'react';
import type { DialogId } from '../../store/index.js';
import { useWords } from '../words.js';
import { ClusterDialog } from './ClusterDialog.js';
import { Dialog } from './Dialog.js';
import { Drafts } from './Drafts.js';
import { Gallery } from './Gallery.js';
import { KeysHelp } from './KeysHelp.js';
import { TraceTable } from '../panels/TraceTable.js';
import { ShareDialog } from './ShareDialog.js';

const BoardDialog = lazy(() => import('../storage/later.js').then(({ BoardDialog: body }) => ({ default: body })));
const ReachDialog = lazy(() => import('../edge/later.js').then(({ ReachDialog: body }) => ({ default: body })));
const SurvivalDialog = lazy(() =>
  import('../survival/SurvivalDialog.js').then(({ SurvivalDialog: body }) => ({ default: body })),
);

const BODIES = {
  gallery: Gallery,
  cluster: ClusterDialog,
  share: ShareDialog,
  keys: KeysHelp,
  drafts: Drafts,
  survival: SurvivalDialog,
  board: BoardDialog,
  reach: ReachDialog,
  trace: TraceTable,
} as const;

const WIDE: Partial<Record<DialogId, boolean | 'all'>> = {
  gallery: true,
  survival: 'all',
  board: 'all',
  reach: 'all',
  trace: 'all',
};

/** The windows, all in one chunk that is loaded when the first of them is asked for. */
export function Dialogs({ dialog }: { readonly dialog: DialogId }) {
  const words = useWords();
  const Body = BODIES[dialog];
  return (
    <Dialog key={dialog} title={words.text(`ui.${dialog}.title`)} wide={WIDE[dialog] ?? false}>
      <Suspense>
        <Body />
      </Suspense>
    </Dialog>
  );
}
