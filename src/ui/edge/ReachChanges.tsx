import { Minus, Play, Plus, RefreshCw } from 'lucide-react';
import { useCallback } from 'react';
import type { ReachChange } from '../../core/index.js';
import type { ObjectSummary, ReachOptions, Snapshot } from '../../engine/protocol.js';
import { engine } from '../../store/index.js';
import { useAnswer } from '../use-answer.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './edge.module.css';
import reachStyles from './reach.module.css';
import { partyText } from './party.js';
import { playPair } from './reach-packet.js';
import { sinceText } from './since.js';

const MARKS = { opened: Plus, closed: Minus, other: RefreshCw } as const;
/** Longer lists are cut, and the rest is counted. */
const MOST = 200;

/** What the last edit opened and closed, or what is otherwise since the pinned moment. Each can be sent. */
export function ReachChanges({ by, snapshot }: { readonly by: ReachOptions['by']; readonly snapshot: Snapshot }) {
  const words = useWords();
  const settings = useApp((state) => state.settings);
  const ask = useCallback(
    async () => ({ news: await engine().reachChanges({ by }) }),
    // What it is compared with changes with the edits and with the pin.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [by, snapshot.objects, snapshot.history, snapshot.pinned, settings],
  );
  const answer = useAnswer(ask);
  if (answer === null) return null;
  const { news } = answer;
  const heard = (news?.changes ?? []).filter((change) => isHeard(change, snapshot.objects));
  const unheard = (news?.changes ?? []).filter((change) => !heard.includes(change));
  if (news === null) {
    return (
      <p className={styles['muted']} data-testid="reach-news">
        {words.text('ui.reach.noBase')}
      </p>
    );
  }
  return (
    <section className={reachStyles['news']} data-testid="reach-news" data-since={news.since.kind}>
      <h2>{words.text('ui.reach.changes', { since: sinceText(words, news.since) })}</h2>
      {news.changes.length === 0 ? <p className={styles['muted']}>{words.text('ui.reach.noChange')}</p> : null}
      <List changes={heard} snapshot={snapshot} />
      {unheard.length === 0 ? null : (
        <details>
          <summary>{words.text('ui.reach.unheard', { count: unheard.length })}</summary>
          <List changes={unheard} snapshot={snapshot} />
        </details>
      )}
    </section>
  );
}

function List({ changes, snapshot }: { readonly changes: readonly ReachChange[]; readonly snapshot: Snapshot }) {
  const words = useWords();
  return (
    <>
      <ul>
        {changes.slice(0, MOST).map((change) => (
          <Entry
            key={`${change.from.id} ${change.to.id} ${change.port.protocol} ${change.port.port}`}
            change={change}
            snapshot={snapshot}
          />
        ))}
      </ul>
      {changes.length > MOST ? (
        <p className={reachStyles['more']}>{words.text('ui.more', { count: changes.length - MOST })}</p>
      ) : null}
    </>
  );
}

function Entry({ change, snapshot }: { readonly change: ReachChange; readonly snapshot: Snapshot }) {
  const words = useWords();
  const { from, to, port, was, is } = change;
  const how = howOf(change);
  const Mark = MARKS[how];
  const text = (
    <>
      <Mark size={14} strokeWidth={2.6} aria-hidden /> <strong>{words.text(`ui.reach.${how}`)}</strong>{' '}
      {partyText(from, words)} → {partyText(to, words)}, {port.port}/{port.protocol}{' '}
      <span className={styles['muted']}>
        {words.text('ui.reach.was', {
          was: words.text(`ui.reach.state.${was}`),
          is: words.text(`ui.reach.state.${is}`),
        })}
      </span>
    </>
  );
  if (is === 'absent') return <li data-how={how}>{text}</li>;
  return (
    <li data-how={how}>
      <button type="button" onClick={() => void playPair(from, to, port, is, snapshot)}>
        {text} <Play size={12} aria-hidden />
      </button>
    </li>
  );
}

/** Whether more became possible, or less. */
function howOf({ was, is }: ReachChange): keyof typeof MARKS {
  if (is === 'allowed' || (is === 'partly' && was !== 'allowed')) return 'opened';
  if (is === 'denied' || (is === 'partly' && was === 'allowed')) return 'closed';
  return is === 'absent' && (was === 'allowed' || was === 'partly') ? 'closed' : 'other';
}

/** A pod there says that it listens on that port: the connection comes to something. Of machines nobody knows. */
function isHeard({ to, port }: ReachChange, objects: readonly ObjectSummary[]): boolean {
  if (to.kind !== 'pods') return true;
  const pods = new Set(to.pods);
  return objects.some(
    ({ key, ports }) => pods.has(key) && ports.some((one) => one.port === port.port && one.protocol === port.protocol),
  );
}
