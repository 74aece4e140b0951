import { History, TriangleAlert } from 'lucide-react';
import { reveal, seekStep } from '../../store/index.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './ScenePane.module.css';

/** Says that the picture is of an older text, and how many problems the present one has; or that it is of an older cluster. */
export function StaleBanner() {
  const words = useWords();
  const stale = useApp((state) => state.snapshot?.stale ?? false);
  const diagnostics = useApp((state) => state.snapshot?.diagnostics);
  const steps = useApp(({ snapshot }) => snapshot?.steps.length ?? 0);
  // On the Storage lens the player itself says where the cluster stands.
  const at = useApp(({ snapshot, lens }) => (lens === 'storage' ? null : (snapshot?.at ?? null)));
  const errors = diagnostics?.filter(({ severity }) => severity === 'error') ?? [];
  const [first] = errors;
  return (
    <div role="status" className={styles['status']}>
      {stale ? (
        <p className={styles['stale']} data-testid="stale">
          <TriangleAlert size={16} aria-hidden />
          <span>{words.text('ui.stale', { count: errors.length })}</span>
          {first === undefined ? null : (
            <button type="button" className={styles['link']} onClick={() => reveal(first.range)}>
              {words.text('ui.stale.show')}
            </button>
          )}
        </p>
      ) : at !== null && at < steps ? (
        <p className={styles['stale']} data-testid="past">
          <History size={16} aria-hidden />
          <span>{words.text('ui.timeline.shown', { at, steps })}</span>
          <button type="button" className={styles['link']} onClick={() => seekStep(steps)}>
            {words.text('ui.timeline.now')}
          </button>
        </p>
      ) : null}
    </div>
  );
}
