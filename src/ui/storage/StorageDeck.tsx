import { CircleHelp, Files, ShieldCheck, Table2 } from 'lucide-react';
import { lookAt, openDialog, openDrawer, openPanel } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './StorageDeck.module.css';

/** What stands in the place of the request while volumes are looked at: why a claim waits, who fits whom, what is in it, what survives. */
export function StorageDeck() {
  const words = useWords();
  const objects = useApp((state) => state.snapshot?.objects);
  const claims = (objects ?? []).filter(({ kind }) => kind === 'PersistentVolumeClaim');
  // While the story is told, a claim waits for a step or two; what still waits at its end is a question.
  const ended = useApp(({ snapshot }) => snapshot !== null && snapshot.at === snapshot.steps.length);
  const [pending, ...more] = ended ? claims.filter(({ state }) => state === 'Pending') : [];
  const show = (panel: 'board' | 'volumes'): void => {
    openPanel(panel);
    openDrawer('panel');
  };
  return (
    <section className={styles['deck']} aria-label={words.text('ui.deck.label')} data-testid="storage-deck">
      {pending === undefined ? null : (
        <Button
          look="primary"
          className={styles['pending'] ?? ''}
          data-testid="why-pending"
          onClick={() => lookAt(pending.key, 'board')}
        >
          <CircleHelp size={16} aria-hidden />
          <span>{words.text('ui.deck.pending', { name: pending.name })}</span>
        </Button>
      )}
      {more.length === 0 ? null : (
        <span className={styles['more']}>{words.text('ui.deck.pendingMore', { count: more.length })}</span>
      )}
      <Button data-testid="open-board" disabled={claims.length === 0} onClick={() => show('board')}>
        <Table2 size={15} aria-hidden />
        {words.text('ui.deck.board')}
      </Button>
      <Button data-testid="open-volumes" onClick={() => show('volumes')}>
        <Files size={15} aria-hidden />
        {words.text('ui.deck.files')}
      </Button>
      <Button data-testid="open-survival" onClick={() => openDialog('survival')}>
        <ShieldCheck size={15} aria-hidden />
        {words.text('ui.deck.survival')}
      </Button>
    </section>
  );
}
