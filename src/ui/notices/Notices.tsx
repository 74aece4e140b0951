import { X } from 'lucide-react';
import { useEffect } from 'react';
import { dismiss, type Notice } from '../../store/index.js';
import { Button, IconButton } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './Notices.module.css';

/** Short words to the reader, one under the other, read out politely (errors at once). They never cover what is worked on. */
export function Notices() {
  const words = useWords();
  const notices = useApp((state) => state.notices);
  return (
    <div className={styles['notices']} role="region" aria-label={words.text('ui.notices.label')} data-testid="notices">
      <div aria-live="polite">
        {notices.map((notice) => (notice.tone === 'error' ? null : <NoticeCard key={notice.id} notice={notice} />))}
      </div>
      <div role="alert">
        {notices.map((notice) => (notice.tone === 'error' ? <NoticeCard key={notice.id} notice={notice} /> : null))}
      </div>
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const words = useWords();
  const { id, seconds, action } = notice;

  useEffect(() => {
    if (seconds === undefined) return;
    const timer = setTimeout(() => dismiss(id), seconds * 1000);
    return () => clearTimeout(timer);
  }, [id, seconds]);

  return (
    <div className={styles['notice']} data-tone={notice.tone}>
      <p>{words.say({ code: notice.code, params: notice.params })}</p>
      {action === undefined ? null : (
        <Button
          onClick={() => {
            dismiss(id);
            action.run();
          }}
        >
          {words.say({ code: action.code, params: {} })}
        </Button>
      )}
      <IconButton tip="end" label={words.text('ui.dismiss')} onClick={() => dismiss(id)}>
        <X size={15} aria-hidden />
      </IconButton>
    </div>
  );
}
