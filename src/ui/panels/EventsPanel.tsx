import type { Snapshot } from '../../engine/protocol.js';
import { objectText } from '../../messages/index.js';
import { showObject } from '../../store/index.js';
import { useWords } from '../words.js';
import styles from './panels.module.css';

const MOST = 300;

/** Events as `kubectl get events` has them, the latest first, up to the present moment. They are Kubernetes' words and stay English. */
export function EventsPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const events = snapshot.steps
    .slice(0, snapshot.at)
    .filter((step) => step.event !== undefined)
    .toReversed();
  if (events.length === 0) return <p className={styles['none']}>{words.text('ui.events.none')}</p>;
  return (
    <>
      <ul className={styles['events']} lang="en">
        {events.slice(0, MOST).map(({ index, event }) =>
          event === undefined ? null : (
            <li key={index} data-type={event.type}>
              <span className={styles['reason']}>{event.reason}</span>
              <button type="button" className={styles['link']} onClick={() => showObject(event.object)}>
                {objectText(event.object)}
              </button>
              <span className={styles['message']}>{event.message}</span>
            </li>
          ),
        )}
      </ul>
      {events.length > MOST ? (
        <p className={styles['none']}>{words.text('ui.more', { count: events.length - MOST })}</p>
      ) : null}
    </>
  );
}
