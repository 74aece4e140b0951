import { lazy, Suspense, useEffect, useRef } from 'react';
import type { Hop } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { causeText } from '../../messages/index.js';
import { goToTraceHop, openDialog, revealCause, traceHopAt } from '../../store/index.js';
import { copyCommand } from '../actions/copy-command.js';
import { Chunk } from '../layout/Chunk.js';
import { keepInSight } from '../layout/keep-in-sight.js';
import { Outcome } from '../Outcome.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { headerText, HeaderChange } from './HeaderChange.js';
import { legsOf, placeText } from './legs.js';
import styles from './Journal.module.css';
import { kindText } from './kind-text.js';

/** Every hop of the trace in order, under the place where it happens: what was done, to which header, why, and which field says so. */
export function Journal({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const { trace } = snapshot;
  const current = useApp((state) => traceHopAt(snapshot.timelines[state.lens], state.playback.t));
  const caused = useApp((state) => state.caused);
  if (trace === null) return <p className={styles['none']}>{words.text('ui.journal.none')}</p>;

  return (
    <>
      <p className={styles['verdict']} data-verdict={trace.verdict} data-testid="verdict">
        <strong>{words.text(`ui.verdict.${trace.verdict}`)}</strong>
        <span className={styles['outcome']}>
          <Outcome trace={trace} />
        </span>
        <span className={styles['sum']}>{words.say(trace.why)}</span>
        <button
          type="button"
          className={styles['cause']}
          data-testid="copy-command"
          onClick={() => void copyCommand(trace, snapshot.objects)}
        >
          {words.text('ui.command.copy')}
        </button>
        <button
          type="button"
          className={styles['cause']}
          aria-haspopup="dialog"
          data-testid="trace-table"
          onClick={() => openDialog('trace')}
        >
          {words.text('ui.journal.table')}
        </button>
      </p>
      <ol className={styles['legs']} data-testid="journal">
        {legsOf(trace.hops).map((leg) => (
          <li key={leg.first} className={styles['leg']} data-connection={leg.connection}>
            <h2 className={styles['place']}>
              {leg.direction === 'back' ? <span aria-label={words.text('ui.journal.back')}>↩ </span> : null}
              {placeText(leg.at, words)}
              {leg.connection === 0 ? null : ` · ${words.text('ui.journal.leg')}`}
            </h2>
            <ol start={leg.first + 1}>
              {leg.hops.map((hop, index) => (
                <HopEntry
                  key={leg.first + index}
                  hop={hop}
                  index={leg.first + index}
                  current={current === leg.first + index}
                  caused={caused?.hops.includes(leg.first + index) ?? false}
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </>
  );
}

interface EntryProps {
  readonly hop: Hop;
  readonly index: number;
  readonly current: boolean;
  /** The line under the editor's cursor causes this hop. */
  readonly caused: boolean;
}

function HopEntry({ hop, index, current, caused }: EntryProps) {
  const words = useWords();
  const entry = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (current) keepInSight(entry.current);
  }, [current]);

  const changed = headerText(hop.packet.before) !== headerText(hop.packet.after);
  return (
    <li ref={entry} className={styles['hop']} data-current={current} data-caused={caused} data-kind={hop.kind}>
      <button
        type="button"
        className={styles['line']}
        aria-current={current ? 'step' : undefined}
        data-testid={`hop-${index}`}
        onClick={() => goToTraceHop(index)}
      >
        <span className={styles['number']}>{index + 1}</span>
        <span className={styles['kind']}>{kindText(hop, words)}</span>
        <span className={styles['why']}>{words.say(hop.why)}</span>
      </button>
      {changed || current ? <HeaderChange before={hop.packet.before} after={hop.packet.after} /> : null}
      {current ? (
        <div className={styles['detail']}>
          {hop.kind === 'rule' ? <RuleText hop={hop} /> : null}
          {isOfEdge(hop) ? (
            <Chunk fallback={null}>
              <Suspense>
                <HopMore hop={hop} />
              </Suspense>
            </Chunk>
          ) : null}
          {hop.cause.standsIn ? null : (
            <button
              type="button"
              className={styles['cause']}
              data-testid="hop-cause"
              onClick={() => void revealCause(hop.cause)}
            >
              {causeText(hop.cause)}
            </button>
          )}
        </div>
      ) : null}
    </li>
  );
}

function RuleText({ hop }: { readonly hop: Extract<Hop, { kind: 'rule' }> }) {
  const words = useWords();
  return (
    <>
      <code className={styles['rule']} lang="en">
        {hop.text}
      </code>
      {hop.dice === undefined ? null : (
        <p className={styles['dice']}>
          {words.text(hop.matched ? 'ui.journal.diceHit' : 'ui.journal.diceMiss', {
            roll: hop.dice.roll.toFixed(4),
            probability: hop.dice.probability.toFixed(4),
            cumulative: hop.dice.cumulative.toFixed(4),
          })}
        </p>
      )}
    </>
  );
}

const HopMore = lazy(() => import('../edge/later.js').then(({ HopMore: component }) => ({ default: component })));

type EdgeHop = Extract<Hop, { kind: 'balance' | 'policy' | 'tls' | 'l7' | 'response' }>;

function isOfEdge(hop: Hop): hop is EdgeHop {
  return ['balance', 'policy', 'tls', 'l7', 'response'].includes(hop.kind);
}
