import { lazy, Suspense, useState } from 'react';
import { Invitation } from '../invitation/Invitation.js';
import { useNarrow } from '../layout/use-narrow.js';
import { Chunk } from '../layout/Chunk.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { FileTabs } from './FileTabs.js';
import { PlainEditor } from './PlainEditor.js';
import { Problems } from './Problems.js';
import { useDroppedFiles } from './dropped-files.js';
import styles from './EditorPane.module.css';

const CodeEditor = lazy(() => import('./CodeEditor.js').then(({ CodeEditor: component }) => ({ default: component })));

/**
 * The manifests. The text is there and can be edited at once, in a plain field; Monaco takes its place when it has come, and never
 * does where it cannot come.
 */
export function EditorPane() {
  const words = useWords();
  const over = useDroppedFiles();
  const active = useApp((state) => state.active);
  const narrow = useNarrow();
  const [ready, setReady] = useState(false);
  // The picture comes first: Monaco is asked for once there is one, or when there will be none.
  const wanted = useApp(({ snapshot, safeMode, status }) => snapshot !== null || safeMode || status === 'stopped');
  return (
    <div className={styles['editorPane']} data-dropping={over}>
      <FileTabs />
      {narrow ? null : <Invitation />}
      <div className={styles['text']} id="manifest-text" role="tabpanel" aria-labelledby={`file-tab-${active}`}>
        {active === '' ? (
          <p className={styles['empty']}>{words.text('ui.files.none')}</p>
        ) : ready ? null : (
          <PlainEditor />
        )}
        {wanted ? (
          <Chunk fallback={null}>
            <Suspense>
              <CodeEditor onReady={setReady} />
            </Suspense>
          </Chunk>
        ) : null}
      </div>
      <Problems />
    </div>
  );
}
