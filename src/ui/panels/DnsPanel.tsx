import type { Hop } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { goToHop } from '../../store/index.js';
import { useWords } from '../words.js';
import styles from './panels.module.css';

type DnsHop = Extract<Hop, { kind: 'dns' }>;

/** The look-up, query by query, as a packet capture on the pod would list it. */
export function DnsPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const queries = (snapshot.trace?.hops ?? [])
    .map((hop, index) => ({ hop, index }))
    .filter((entry): entry is { hop: DnsHop; index: number } => entry.hop.kind === 'dns');
  if (queries.length === 0) return <p className={styles['none']}>{words.text('ui.dns.none')}</p>;
  return (
    <ol className={styles['queries']} aria-label={words.text('ui.panel.dns')}>
      {queries.map(({ hop, index }) => (
        <li key={index}>
          <button type="button" className={styles['link']} onClick={() => goToHop(index)}>
            {hop.question.name} {hop.question.type}
          </button>
          <span>
            <strong data-rcode={hop.answer.rcode}>{hop.answer.rcode}</strong>
            {hop.answer.rcode === 'NOERROR' && hop.answer.answers.length === 0
              ? ` ${words.text('ui.dns.nodata')}`
              : null}
          </span>
          {hop.answer.answers.map((record) => (
            <code key={`${record.type}-${record.data}`}>
              {record.type} {record.data} <span className={styles['muted']}>TTL {record.ttl}</span>
            </code>
          ))}
        </li>
      ))}
    </ol>
  );
}
