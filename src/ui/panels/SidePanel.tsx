import { Suspense } from 'react';
import type { Snapshot } from '../../engine/protocol.js';
import type { Lens } from '../../scene/index.js';
import { openPanel, type PanelId } from '../../store/index.js';
import { Tabs } from '../controls/Tabs.js';
import { Chunk } from '../layout/Chunk.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { PANELS } from './list.js';
import type { Panel } from './panel.js';
import styles from './panels.module.css';

/** What shares the place on the right: one panel at a time, each an entry of `PANELS`. */
export function SidePanel() {
  const words = useWords();
  const current = useApp((state) => state.panel);
  const snapshot = useApp((state) => state.snapshot);
  const lens = useApp((state) => state.lens);
  const panel = PANELS.find(({ id }) => id === current) ?? PANELS[0];

  const waiting = <p className={styles['none']}>{words.text('ui.waiting')}</p>;

  return (
    <>
      <div className={styles['head']}>
        <Tabs
          label={words.text('ui.pane.panel')}
          idPrefix="panel"
          controls="side-panel"
          tabs={panelsOf(lens, current, snapshot).map(({ id, title, count }) => ({
            id,
            title: words.text(title),
            badge: snapshot === null ? null : (count?.(snapshot, lens) ?? null),
          }))}
          current={panel.id}
          onChoose={openPanel}
        />
      </div>
      <div
        id="side-panel"
        className={styles['body']}
        role="tabpanel"
        aria-labelledby={`panel-tab-${panel.id}`}
        tabIndex={0}
        data-testid={`panel-${panel.id}`}
      >
        {snapshot === null ? (
          waiting
        ) : (
          <Chunk key={panel.id} fallback={<p className={styles['none']}>{words.text('ui.unloaded')}</p>}>
            <Suspense fallback={waiting}>
              <panel.Body snapshot={snapshot} />
            </Suspense>
          </Chunk>
        )}
      </div>
    </>
  );
}

/** What has something to say about a lens, and what is open anyway. */
function panelsOf(lens: Lens, current: PanelId, snapshot: Snapshot | null): readonly Panel[] {
  return PANELS.filter(
    ({ id, lenses, when }) =>
      id === current ||
      ((lenses === undefined || lenses.includes(lens)) &&
        (when === undefined || (snapshot !== null && when(snapshot, lens)))),
  );
}
