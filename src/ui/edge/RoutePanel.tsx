import type { Snapshot } from '../../engine/protocol.js';
import { useWords } from '../words.js';
import styles from './edge.module.css';
import { HttpStatus } from './HttpStatus.js';
import { RouteTester } from './RouteTester.js';
import { RouteView } from './RouteView.js';

/** How a balancer chose for the present request, and a place to try another host and path without sending anything. */
export function RoutePanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const { trace } = snapshot;
  const decisions = (trace?.hops ?? []).flatMap((hop) => (hop.kind === 'l7' ? [hop.decision] : []));
  return (
    <div className={styles['panel']}>
      <section>
        <h2>{words.text('ui.route.now')}</h2>
        {decisions.length === 0 ? <p className={styles['muted']}>{words.text('ui.route.none')}</p> : null}
        {decisions.map((decision, index) => (
          <RouteView key={index} decision={decision} testId="route-now" />
        ))}
        {trace?.http === undefined || decisions.length === 0 || decisions.at(-1)?.answer !== undefined ? null : (
          <p className={styles['outcome']}>
            <HttpStatus http={trace.http} />
          </p>
        )}
      </section>
      <RouteTester snapshot={snapshot} />
    </div>
  );
}
