import { Archive, Check, Minus, Play, X } from 'lucide-react';
import { useState } from 'react';
import table from 'virtual:survival';
import { openExperiment } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { useWords } from '../words.js';
import styles from './SurvivalDialog.module.css';

type Entry = (typeof table)[number];

const MARKS = { survives: Check, kept: Archive, lost: X, impossible: Minus } as const;

/** What survives what: a row a kind of volume, a column a thing that happens. Every cell says why. */
export function SurvivalDialog() {
  const words = useWords();
  const [chosen, setChosen] = useState<Entry | null>(null);
  const kinds = [...new Set(table.map(({ kind }) => kind))];
  const events = [...new Set(table.map(({ event }) => event))];
  return (
    <div className={styles['survival']}>
      <p>{words.text('ui.survival.text')}</p>
      <div className={styles['why']}>
        <p role="status" data-testid="survival-why">
          {chosen === null ? (
            words.text('ui.survival.choose')
          ) : (
            <>
              <strong>
                {words.text(`ui.survival.row.${chosen.kind}`)}, {words.text(`ui.survival.event.${chosen.event}`)}:{' '}
                {words.text(`ui.survival.${chosen.outcome}`)}.
              </strong>{' '}
              {words.say(chosen.why)}
            </>
          )}
        </p>
        {chosen === null || chosen.outcome === 'impossible' ? null : (
          <Button data-testid="survival-play" onClick={() => openExperiment(chosen.work)}>
            <Play size={15} aria-hidden />
            {words.text('ui.survival.play')}
          </Button>
        )}
      </div>
      <div className={styles['wrap']}>
        <table className={styles['table']} data-testid="survival">
          <caption className="visually-hidden">{words.text('ui.survival.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{words.text('ui.survival.kind')}</th>
              {events.map((event) => (
                <th key={event} scope="col">
                  {words.text(`ui.survival.event.${event}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map((kind) => (
              <tr key={kind}>
                <th scope="row">{words.text(`ui.survival.row.${kind}`)}</th>
                {events.map((event) => {
                  const cell = table.find((one) => one.kind === kind && one.event === event);
                  return (
                    <td key={event}>
                      {cell === undefined ? null : (
                        <Cell cell={cell} chosen={cell === chosen} onChoose={() => setChosen(cell)} />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface CellProps {
  readonly cell: Entry;
  readonly chosen: boolean;
  onChoose(): void;
}

function Cell({ cell: { event, outcome }, chosen, onChoose }: CellProps) {
  const words = useWords();
  const Mark = MARKS[outcome];
  return (
    <button
      type="button"
      className={styles['cell']}
      aria-pressed={chosen}
      data-outcome={outcome}
      onClick={onChoose}
      onFocus={onChoose}
    >
      <span className={styles['event']}>{words.text(`ui.survival.event.${event}`)}</span>
      <span className={styles['outcome']}>
        <Mark size={16} strokeWidth={2.4} aria-hidden /> {words.text(`ui.survival.${outcome}`)}
      </span>
    </button>
  );
}
