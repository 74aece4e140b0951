import type { Tuple } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { useWords } from '../words.js';
import styles from './panels.module.css';

/** What conntrack knows after the reply: each connection as it was opened, and the reply it waits for. NAT is where they differ. */
export function ConntrackPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const entries = snapshot.trace?.conntrack ?? [];
  if (entries.length === 0) return <p className={styles['none']}>{words.text('ui.conntrack.none')}</p>;
  return (
    <ul className={styles['entries']}>
      {entries.map(({ node, entry }, index) => (
        <li key={`${node}-${index}`}>
          <h2>
            {words.text('ui.place.node', { name: node })} <span className={styles['muted']}>{entry.state}</span>
            {entry.dnat ? <span className={styles['flag']}>DNAT</span> : null}
            {entry.snat ? <span className={styles['flag']}>SNAT</span> : null}
          </h2>
          <dl>
            <dt>{words.text('ui.conntrack.original')}</dt>
            <dd>
              <code>{tupleText(entry.original)}</code>
            </dd>
            <dt>{words.text('ui.conntrack.reply')}</dt>
            <dd>
              <code>{tupleText(entry.reply)}</code>
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}

function tupleText({ protocol, src, dst, sport, dport }: Tuple): string {
  return `${protocol} src=${src} dst=${dst} sport=${sport} dport=${dport}`;
}
