import type { ReactNode } from 'react';
import { timesText, type ListedEvent } from './event-list.js';
import styles from './panels.module.css';

/** One Event in a list: its reason, how often it came, what it is about, its message. In Kubernetes' own words, which stay English. */
export function EventLine({ event, children }: { readonly event: ListedEvent; readonly children?: ReactNode }) {
  const times = timesText(event);
  return (
    <li data-type={event.type}>
      <span className={styles['reason']}>{event.reason}</span>
      {children}
      {times === undefined ? null : <span className={styles['times']}> ({times})</span>}
      <span className={styles['message']}>{event.message}</span>
    </li>
  );
}
