import { X } from 'lucide-react';
import { useEffect } from 'react';
import { invite, reveal, waveAway } from '../../store/index.js';
import { Button, IconButton } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './Invitation.module.css';
import { endOfField } from './text-range.js';

/** After the first trip of an example: a quiet word on what to try. It goes when it was tried or waved away, and does not come again. */
export function Invitation() {
  const words = useWords();
  const work = useApp((state) => state.work);
  const invited = useApp((state) => state.invited);
  const arrived = useApp(
    ({ snapshot, lens, playback }) =>
      snapshot !== null && snapshot.timelines[lens].duration > 0 && playback.t >= snapshot.timelines[lens].duration,
  );
  const code = `examples.${work.title}.try`;
  const inviting = work.origin === 'example' && words.has(code);

  useEffect(() => {
    if (arrived && inviting && invited === 'no') invite();
  }, [arrived, inviting, invited]);
  useEffect(() => {
    if (invited === 'shown' && work.origin === 'own') waveAway();
  }, [invited, work]);

  if (!inviting || invited !== 'shown') return null;
  return (
    <aside className={styles['invitation']} aria-label={words.text('ui.invitation.label')} data-testid="invitation">
      <p>{words.text(code)}</p>
      {work.title === 'first-path' ? (
        <Button
          onClick={() => {
            const range = endOfField('targetPort');
            if (range !== null) reveal(range);
          }}
        >
          {words.text('ui.invitation.show')}
        </Button>
      ) : null}
      <IconButton tip="end" label={words.text('ui.dismiss')} onClick={waveAway}>
        <X size={15} aria-hidden />
      </IconButton>
    </aside>
  );
}
