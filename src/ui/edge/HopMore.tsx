import { Check, X } from 'lucide-react';
import type { Hop } from '../../core/index.js';
import { openPanel } from '../../store/index.js';
import { useWords } from '../words.js';
import styles from './edge.module.css';
import { HttpStatus } from './HttpStatus.js';

type Kind = Extract<Hop, { kind: 'balance' | 'policy' | 'tls' | 'l7' | 'response' }>;

/** What a hop at the edge has to say besides its sentence: nodes, the rule that was deciding, certificates, statuses. */
export function HopMore({ hop }: { readonly hop: Kind }) {
  const words = useWords();
  switch (hop.kind) {
    case 'balance':
      return (
        <ul className={styles['nodes']}>
          {hop.nodes.map(({ name, healthy }) => (
            <li key={name} data-chosen={name === hop.node}>
              {healthy ? <Check size={13} aria-hidden /> : <X size={13} aria-hidden />} {name}{' '}
              <span className={styles['muted']}>{words.text(healthy ? 'ui.hop.healthy' : 'ui.hop.unhealthy')}</span>
            </li>
          ))}
          {hop.nodes.some(({ healthy }) => healthy) ? null : <li>{words.text('ui.hop.noneHealthy')}</li>}
        </ul>
      );
    case 'policy':
      return (
        <button type="button" className={styles['link']} data-testid="hop-verdict" onClick={() => openPanel('verdict')}>
          {words.text('ui.hop.toVerdict')}
        </button>
      );
    case 'tls':
      return (
        <p className={styles['muted']}>
          {words.text('ui.route.certificate', { names: hop.tls.names.join(', ') })}
          {hop.tls.self ? ` (${words.text('ui.route.self')})` : ''}
        </p>
      );
    case 'l7':
      return (
        <p>
          {words.text('ui.hop.tried', { count: hop.decision.tried.length })}.{' '}
          <button type="button" className={styles['link']} data-testid="hop-route" onClick={() => openPanel('route')}>
            {words.text('ui.hop.toRoute')}
          </button>
        </p>
      );
    case 'response':
      return <HttpStatus http={{ status: hop.status, by: hop.by }} />;
  }
}
