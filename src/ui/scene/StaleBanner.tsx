import { TriangleAlert } from 'lucide-react';
import { reveal } from '../../store/index.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './ScenePane.module.css';

/** Says that the picture is of an older text, and how many problems the present one has. */
export function StaleBanner() {
  const words = useWords();
  const stale = useApp((state) => state.snapshot?.stale ?? false);
  const diagnostics = useApp((state) => state.snapshot?.diagnostics);
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
      ) : null}
    </div>
  );
}
