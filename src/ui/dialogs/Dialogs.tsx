import type { DialogId } from '../../store/index.js';
import { useWords } from '../words.js';
import { ClusterDialog } from './ClusterDialog.js';
import { Dialog } from './Dialog.js';
import { Drafts } from './Drafts.js';
import { Gallery } from './Gallery.js';
import { KeysHelp } from './KeysHelp.js';
import { ShareDialog } from './ShareDialog.js';

const BODIES = {
  gallery: Gallery,
  cluster: ClusterDialog,
  share: ShareDialog,
  keys: KeysHelp,
  drafts: Drafts,
} as const;

/** The windows, all in one chunk that is loaded when the first of them is asked for. */
export function Dialogs({ dialog }: { readonly dialog: DialogId }) {
  const words = useWords();
  const Body = BODIES[dialog];
  return (
    <Dialog key={dialog} title={words.text(`ui.${dialog}.title`)} wide={dialog === 'gallery'}>
      <Body />
    </Dialog>
  );
}
