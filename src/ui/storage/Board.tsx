import { Check, CircleSlash, Minus, X } from 'lucide-react';
import type { CandidateVerdict, Cause, MatchBoard, Requirement } from '../../core/index.js';
import { causeText, objectText } from '../../messages/index.js';
import { revealCause } from '../../store/index.js';
import { useWords } from '../words.js';
import styles from './Board.module.css';

const MARKS = { met: Check, failed: X, unasked: Minus } as const;
const OUTCOMES = { chosen: Check, fits: Minus, rejected: CircleSlash } as const;

interface Props {
  readonly board: MatchBoard;
  readonly testId: string;
  /** Called before the page goes to a line: whatever stands in the way may leave. */
  onLeave?(): void;
}

/**
 * One claim against all volumes, requirement by requirement. A table with a row a volume; where it is narrow, the style makes each row a
 * card.
 */
export function BoardTable({ board, testId, onLeave }: Props) {
  const words = useWords();
  const asked = board.candidates[0]?.requirements ?? [];
  const toLine = (cause: Cause): void => {
    onLeave?.();
    void revealCause(cause);
  };
  if (board.candidates.length === 0) return <p className={styles['none']}>{words.text('ui.board.noVolumes')}</p>;
  return (
    <div className={styles['wrap']}>
      <table className={styles['board']} data-testid={testId}>
        <caption className="visually-hidden">{`${words.text('ui.board.title')}: ${objectText(board.claim)}`}</caption>
        <thead>
          <tr>
            <th scope="col">{words.text('ui.board.volume')}</th>
            {asked.map((one) => (
              <th key={one.name} scope="col">
                {words.text(`ui.board.req.${one.name}`)}
                <Value
                  label={words.text('ui.board.asks')}
                  value={one.wanted}
                  cause={one.asks}
                  onGo={toLine}
                  testId={`asks-${one.name}`}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {board.candidates.map((candidate) => (
            <Row key={candidate.volume} candidate={candidate} onGo={toLine} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly candidate: CandidateVerdict;
  onGo(cause: Cause): void;
}

function Row({ candidate: { volume, requirements, outcome, why }, onGo }: RowProps) {
  const words = useWords();
  const Mark = OUTCOMES[outcome];
  return (
    <tr className={styles['row']} data-outcome={outcome}>
      <th scope="row">
        <button
          type="button"
          className={styles['name']}
          onClick={() => onGo({ object: volume, field: ['metadata', 'name'] })}
        >
          {objectText(volume).replace(/^persistentvolume\//, '')}
        </button>
        <span className={styles['outcome']}>
          <Mark size={14} aria-hidden /> {words.text(`ui.board.outcome.${outcome}`)}
        </span>
        <span className={styles['why']}>{words.say(why)}</span>
      </th>
      {requirements.map((one) => (
        <Cell key={one.name} requirement={one} onGo={onGo} />
      ))}
    </tr>
  );
}

interface CellProps {
  readonly requirement: Requirement;
  onGo(cause: Cause): void;
}

function Cell({ requirement: { name, result, wanted, found, asks, answers }, onGo }: CellProps) {
  const words = useWords();
  const Mark = MARKS[result];
  return (
    <td data-result={result} data-requirement={name}>
      <span className={styles['requirement']}>{words.text(`ui.board.req.${name}`)}</span>
      <span className={styles['result']}>
        <Mark size={15} strokeWidth={2.6} aria-hidden /> {words.text(`ui.board.${result}`)}
      </span>
      <span className={styles['wanted']}>
        <Value label={words.text('ui.board.asks')} value={wanted} cause={asks} onGo={onGo} />
      </span>
      <Value label={words.text('ui.board.has')} value={found} cause={answers} onGo={onGo} />
    </td>
  );
}

interface ValueProps {
  readonly label: string;
  readonly value: string;
  readonly cause: Cause;
  readonly testId?: string;
  onGo(cause: Cause): void;
}

/** A value as Kubernetes writes it, and the way to the line that says it. */
function Value({ label, value, cause, testId, onGo }: ValueProps) {
  const words = useWords();
  return (
    <button
      type="button"
      className={styles['value']}
      title={words.text('ui.board.toLine', { field: causeText(cause) })}
      data-testid={testId}
      onClick={() => onGo(cause)}
    >
      <span>{label}</span> <code>{value === '' ? words.text('ui.board.nothing') : value}</code>
    </button>
  );
}
