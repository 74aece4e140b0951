import { useMemo } from 'react';
import type { Snapshot } from '../../engine/protocol.js';
import { objectText } from '../../messages/index.js';
import { showObject } from '../../store/index.js';
import { useWords } from '../words.js';
import { EventLine } from './EventLine.js';
import { listEvents } from './event-list.js';
import styles from './panels.module.css';

const MOST = 300;

/** Events as `kubectl get events` has them, the latest first, up to the present moment. They are Kubernetes' words and stay English. */
export function EventsPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const { steps, at } = snapshot;
  const events = useMemo(() => listEvents(steps.slice(0, at)), [steps, at]);
  if (events.length === 0) return <p className={styles['none']}>{words.text('ui.events.none')}</p>;
  return (
    <>
      <ul className={styles['events']} lang="en">
        {events.slice(0, MOST).map((event) => (
          <EventLine key={event.id} event={event}>
            <button type="button" className={styles['link']} onClick={() => showObject(event.object)}>
              {objectText(event.object)}
            </button>
          </EventLine>
        ))}
      </ul>
      {events.length > MOST ? (
        <p className={styles['none']}>{words.text('ui.more', { count: events.length - MOST })}</p>
      ) : null}
    </>
  );
}
