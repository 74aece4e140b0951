import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { dismiss, type Notice } from '../../store/index.js';
import { Button, IconButton } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './Notices.module.css';

/** Short words to the reader, one under the other, read out politely (errors at once). They never cover what is worked on. */
export function Notices() {
  const words = useWords();
  const notices = useApp((state) => state.notices);
  const box = useRef<HTMLDivElement>(null);
  useRoom(box, notices.length > 0);
  return (
    <div
      ref={box}
      className={styles['notices']}
      role="region"
      aria-label={words.text('ui.notices.label')}
      data-testid="notices"
    >
      <div aria-live="polite">
        {notices.map((notice) => (notice.tone === 'error' ? null : <NoticeCard key={notice.id} notice={notice} />))}
      </div>
      <div role="alert">
        {notices.map((notice) => (notice.tone === 'error' ? <NoticeCard key={notice.id} notice={notice} /> : null))}
      </div>
    </div>
  );
}

/** Tells the page how high they are together, so that the caption above the player can make room for them. */
function useRoom(box: RefObject<HTMLDivElement | null>, any: boolean): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || !any) return;
    const page = document.documentElement.style;
    const tell = (): void => page.setProperty('--notices', `${element.offsetHeight}px`);
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => {
      observer.disconnect();
      page.removeProperty('--notices');
    };
  }, [box, any]);
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
    <div className={styles['notice']} data-tone={notice.tone} data-testid="notice">
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
