import { Ban, Check, CircleDot, Minus } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { Reachability, ReachMatrix, ReachState } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { useWords } from '../words.js';
import styles from './edge.module.css';
import reachStyles from './reach.module.css';
import { partyText } from './party.js';
import { playPair } from './reach-packet.js';

const MARKS = { allowed: Check, denied: Ban, partly: CircleDot, self: Minus } as const;

/** A table with more rows than this is read by nobody; what is left out is counted. */
const MOST = 80;

interface Props {
  readonly reach: Reachability;
  readonly matrix: ReachMatrix;
  readonly snapshot: Snapshot;
  /** Called when a packet was sent: whatever stands over the picture may leave. */
  onSend?(): void;
}

/**
 * Every party against every party for one port. One tab stop, arrows move along it; a cell says its state by shape and word, and sends that
 * packet.
 */
export function ReachTable({ reach: { parties }, matrix, snapshot, onSend }: Props) {
  const words = useWords();
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const shown = parties.slice(0, MOST);
  const last = shown.length - 1;
  const [row, column] = [Math.min(at[0], last), Math.min(at[1], last)];

  const onKey = (event: KeyboardEvent): void => {
    const next = moved(event, row, column, last);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.join('-')}"]`)?.focus();
  };

  const { port, protocol } = matrix.port;
  const portText = `${port}/${protocol}`;
  return (
    <div className={reachStyles['scroll']}>
      <table ref={grid} className={reachStyles['matrix']} data-testid="reach-grid">
        <caption className="visually-hidden">{`${words.text('ui.reach.title')}, ${portText}`}</caption>
        <thead>
          <tr>
            <th scope="col" className={reachStyles['corner']}>
              {words.text('ui.reach.corner')}
            </th>
            {shown.map((party) => (
              <th key={party.id} scope="col" title={partyText(party, words)}>
                <span>{partyText(party, words)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((from, r) => (
            <tr key={from.id}>
              <th scope="row" title={partyText(from, words)}>
                <span>{partyText(from, words)}</span>
              </th>
              {shown.map((to, c) => {
                const state: ReachState = matrix.cells[r]?.[c] ?? 'allowed';
                const Mark = MARKS[state];
                const label = words.text('ui.reach.cell', {
                  from: partyText(from, words),
                  to: partyText(to, words),
                  port: portText,
                  state: words.text(`ui.reach.state.${state}`),
                });
                return (
                  <td key={to.id} data-state={state}>
                    <button
                      type="button"
                      data-cell={`${r}-${c}`}
                      data-state={state}
                      tabIndex={r === row && c === column ? 0 : -1}
                      aria-label={label}
                      title={label}
                      onFocus={() => setAt([r, c])}
                      onKeyDown={onKey}
                      onClick={() => {
                        onSend?.();
                        void playPair(from, to, matrix.port, state, snapshot);
                      }}
                    >
                      <Mark size={13} strokeWidth={2.6} aria-hidden />
                      <span>{words.text(`ui.reach.state.${state}`)}</span>
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {parties.length > MOST ? (
        <p className={styles['muted']}>{words.text('ui.more', { count: parties.length - MOST })}</p>
      ) : null}
    </div>
  );
}

/** Where a key leads in a square table; null for a key that leads nowhere. */
function moved(event: KeyboardEvent, row: number, column: number, last: number): readonly [number, number] | null {
  switch (event.key) {
    case 'ArrowRight':
      return [row, Math.min(column + 1, last)];
    case 'ArrowLeft':
      return [row, Math.max(column - 1, 0)];
    case 'ArrowDown':
      return [Math.min(row + 1, last), column];
    case 'ArrowUp':
      return [Math.max(row - 1, 0), column];
    case 'Home':
      return [event.ctrlKey ? 0 : row, 0];
    case 'End':
      return [event.ctrlKey ? last : row, last];
    default:
      return null;
  }
}
