/** What only a reader of the Storage lens sees: one chunk, which comes with the lens. */
export { BoardDialog, BoardPanel } from './BoardPanel.js';
export { StorageDeck } from './StorageDeck.js';
export { StorageJournal } from './StorageJournal.js';
export { VolumesPanel } from './VolumesPanel.js';
