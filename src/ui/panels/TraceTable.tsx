import type { Cause } from '../../core/index.js';
import { causeText } from '../../messages/index.js';
import { closeDialog, revealCause } from '../../store/index.js';
import link from '../controls/link.module.css';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { headerText } from './HeaderChange.js';
import { kindText } from './kind-text.js';
import { placeText } from './legs.js';
import styles from './TraceTable.module.css';

const COLUMNS = ['hop', 'place', 'what', 'before', 'after', 'why', 'cause'] as const;

/** The whole trace as a table, a hop a row: for who hears the page and walks it by cells, and for who wants it all at one look. */
export function TraceTable() {
  const words = useWords();
  const trace = useApp((state) => state.snapshot?.trace ?? null);
  if (trace === null) return <p>{words.text('ui.journal.none')}</p>;
  return (
    <table className={styles['trace']} data-testid="trace">
      <caption>{words.say(trace.why)}</caption>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {words.text(`ui.trace.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {trace.hops.map((hop, index) => {
          const [before, after] = [headerText(hop.packet.before), headerText(hop.packet.after)];
          return (
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              <td>
                {hop.direction === 'back' ? `${words.text('ui.journal.back')}: ` : ''}
                {placeText(hop.at, words)}
              </td>
              <td>{kindText(hop, words)}</td>
              <td>{before}</td>
              <td>{before === after ? words.text('ui.trace.same') : <strong>{after}</strong>}</td>
              <td>{words.say(hop.why)}</td>
              <td>
                {hop.cause.standsIn ? null : (
                  <button type="button" className={link['link']} onClick={() => toCause(hop.cause)}>
                    {causeText(hop.cause)}
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function toCause(cause: Cause): void {
  closeDialog();
  void revealCause(cause);
}
