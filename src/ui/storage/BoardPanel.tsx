import { Table2 } from 'lucide-react';
import { useCallback } from 'react';
import type { MatchBoard, ObjectKey } from '../../core/index.js';
import type { ObjectSummary, Snapshot } from '../../engine/protocol.js';
import { causeText } from '../../messages/index.js';
import { closeDialog, engine, lookAt, openDialog, revealCause } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { SelectField } from '../controls/Field.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { BoardTable } from './Board.js';
import styles from './BoardPanel.module.css';
import { useAnswer } from '../use-answer.js';

/** The matchmaking of one claim: what it would be given and why, what its Event says, and every volume against it. */
export function BoardPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const claims = snapshot.objects.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const claim = useClaim(claims);
  const board = useBoard(claim, snapshot);
  if (claim === null) return <p className={styles['none']}>{words.text('ui.board.noClaims')}</p>;
  return (
    <div className={styles['panel']}>
      <SelectField
        label={words.text('ui.board.claim')}
        value={claim}
        data-testid="board-claim"
        onChange={(event) => lookAt(event.target.value as ObjectKey, 'board')}
      >
        {claims.map(({ key, name, namespace, state }) => (
          <option key={key} value={key}>
            {namespace === 'default' ? name : `${namespace}/${name}`} · {state}
          </option>
        ))}
      </SelectField>
      {board === null ? null : (
        <>
          <Decision board={board} />
          <Button data-testid="board-table" onClick={() => openDialog('board')}>
            <Table2 size={15} aria-hidden />
            {words.text('ui.board.table')}
          </Button>
          <BoardTable board={board} testId="match-cards" />
        </>
      )}
    </div>
  );
}

/** The same in a window of its own, where the whole table has room. */
export function BoardDialog() {
  const snapshot = useApp((state) => state.snapshot);
  const claims = (snapshot?.objects ?? []).filter(({ kind }) => kind === 'PersistentVolumeClaim');
  const board = useBoard(useClaim(claims), snapshot);
  if (board === null) return null;
  return (
    <div className={styles['dialog']}>
      <Decision board={board} />
      <BoardTable board={board} testId="match-board" onLeave={closeDialog} />
    </div>
  );
}

function Decision({ board: { claim, phase, chosen, why, event, chain } }: { readonly board: MatchBoard }) {
  const words = useWords();
  const nameOf = (key: ObjectKey): string => key.split('/')[2] ?? '';
  return (
    <div className={styles['decision']} data-chosen={chosen !== null} data-testid="board-decision">
      <p>
        <strong>{nameOf(claim)}</strong> <span className={styles['phase']}>{phase}</span>{' '}
        {chosen === null ? words.text('ui.board.unchosen') : words.text('ui.board.chosen', { name: nameOf(chosen) })}
      </p>
      <p>{words.say(why)}</p>
      {event === null ? null : (
        <p>
          <span className={styles['label']}>{words.text('ui.board.event')}</span>{' '}
          <span lang="en" className={styles['event']} data-testid="board-event">
            {event}
          </span>
        </p>
      )}
      {chain.length === 0 ? null : (
        <>
          <p className={styles['label']}>{words.text('ui.board.chain')}</p>
          <ol className={styles['chain']}>
            {chain.map((link, index) => (
              <li key={index}>
                {words.say(link.why)}{' '}
                <button type="button" className={styles['cause']} onClick={() => void revealCause(link.cause)}>
                  {causeText(link.cause)}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

/** The claim that is looked at: the pinned one, or the one of a pinned volume, or the first that waits, or the first. */
function useClaim(claims: readonly ObjectSummary[]): ObjectKey | null {
  const pinned = useApp((state) => state.selection.object);
  const chosen =
    claims.find(({ key }) => key === pinned) ??
    claims.find(({ storage }) => pinned !== null && storage?.bound === pinned) ??
    claims.find(({ state }) => state === 'Pending') ??
    claims[0];
  return chosen?.key ?? null;
}

function useBoard(claim: ObjectKey | null, snapshot: Snapshot | null): MatchBoard | null {
  const objects = snapshot?.objects;
  const ask = useCallback(
    () => (claim === null || objects === undefined ? Promise.resolve(null) : engine().board(claim)),
    [claim, objects],
  );
  return useAnswer(ask);
}
