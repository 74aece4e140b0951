import { useEffect, useState } from 'react';
import { drafts, reopenDraft, type DraftEntry } from '../../store/index.js';
import { workTitle } from '../masthead/work-title.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './dialogs.module.css';

/** What was kept, the latest first. */
export function Drafts() {
  const words = useWords();
  const current = useApp((state) => state.work.id);
  const [entries, setEntries] = useState<readonly DraftEntry[] | 'refused' | null>(null);

  useEffect(() => {
    let wanted = true;
    drafts.list().then(
      (list) => wanted && setEntries(list),
      () => wanted && setEntries('refused'),
    );
    return () => {
      wanted = false;
    };
  }, []);

  if (entries === null) return <p>{words.text('ui.waiting')}</p>;
  if (entries === 'refused') return <p>{words.text('ui.save.refused')}</p>;
  if (entries.length === 0) return <p>{words.text('ui.drafts.none')}</p>;
  const when = new Intl.DateTimeFormat(words.language, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <ol className={styles['gallery']}>
      {entries.map(({ id, title, savedAt }) => (
        <li key={id}>
          <button
            type="button"
            aria-current={id === current ? 'true' : undefined}
            onClick={() => void reopenDraft(drafts, id)}
          >
            <strong>{workTitle(words, title, 'own')}</strong>
            <span>{when.format(savedAt)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
