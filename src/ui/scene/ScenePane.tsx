import { lazy, Suspense } from 'react';
import { closeMenu } from '../../store/index.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { Invitation } from '../invitation/Invitation.js';
import { Chunk } from '../layout/Chunk.js';
import { useNarrow } from '../layout/use-narrow.js';
import { Caption } from './Caption.js';
import { Picture } from './Picture.js';
import styles from './ScenePane.module.css';
import { StaleBanner } from './StaleBanner.js';

const NodeMenu = lazy(() => import('./NodeMenu.js').then(({ NodeMenu: component }) => ({ default: component })));

/** The middle of the screen: the picture, what it says at this moment, and whether it is of the present text. */
export function ScenePane() {
  const words = useWords();
  const lens = useApp((state) => state.lens);
  const editorHidden = useApp((state) => !state.panes.editorOpen);
  const menu = useApp((state) => state.menu !== null);
  const narrow = useNarrow();
  const stale = useApp((state) => state.snapshot?.stale ?? false);
  return (
    <section
      className={styles['scene']}
      aria-label={words.text('ui.scene.label')}
      data-stale={stale}
      data-testid="scene"
    >
      <StaleBanner />
      <div id="scene" className={styles['lens']} role="tabpanel" aria-labelledby={`lens-tab-${lens}`}>
        <Picture />
      </div>
      <Caption />
      {narrow || editorHidden ? <Invitation /> : null}
      {menu ? (
        <Chunk fallback={null} onFail={closeMenu}>
          <Suspense>
            <NodeMenu />
          </Suspense>
        </Chunk>
      ) : null}
    </section>
  );
}
