import { lazy, Suspense } from 'react';
import { Composer } from './composer/Composer.js';
import { EditorPane } from './editor/EditorPane.js';
import { Chunk } from './layout/Chunk.js';
import { Pane } from './layout/Pane.js';
import { useRegionKeys } from './layout/region-keys.js';
import { Masthead } from './masthead/Masthead.js';
import { Notices } from './notices/Notices.js';
import { SidePanel } from './panels/SidePanel.js';
import { usePlayerKeys } from './player/keys.js';
import { PlayerBar } from './player/PlayerBar.js';
import { ScenePane } from './scene/ScenePane.js';
import { useDocumentLook } from './theme/use-theme.js';
import { closeDialog } from '../store/index.js';
import { useApp } from './use-app.js';
import { useCauses } from './use-causes.js';
import styles from './App.module.css';

const Dialogs = lazy(() => import('./dialogs/Dialogs.js').then(({ Dialogs: component }) => ({ default: component })));

const StorageDeck = lazy(() =>
  import('./storage/later.js').then(({ StorageDeck: component }) => ({ default: component })),
);

/** The screen: manifests on the left, the picture in the middle, what happened on the right, the player under it all. */
export function App() {
  useDocumentLook();
  usePlayerKeys();
  useRegionKeys();
  useCauses();
  const dialog = useApp((state) => state.dialog);
  const storage = useApp((state) => state.lens === 'storage');
  return (
    <div className={styles['shell']} data-testid="app">
      <Masthead />
      <main className={styles['stage']}>
        <Pane side="editor">
          <EditorPane />
        </Pane>
        <ScenePane />
        <Pane side="panel">
          <SidePanel />
        </Pane>
      </main>
      <footer className={styles['deck']}>
        {storage ? (
          <Chunk fallback={null}>
            <Suspense>
              <StorageDeck />
            </Suspense>
          </Chunk>
        ) : (
          <Composer />
        )}
        <PlayerBar />
        <Notices />
      </footer>
      {dialog === null ? null : (
        <Chunk key={dialog} fallback={null} onFail={closeDialog}>
          <Suspense>
            <Dialogs dialog={dialog} />
          </Suspense>
        </Chunk>
      )}
    </div>
  );
}
