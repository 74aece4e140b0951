import { Copy, PanelRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { ObjectSummary } from '../../engine/protocol.js';
import { act, engine, lookAt } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { useWords } from '../words.js';
import { copy } from './copy.js';
import { looksFor, offersFor, type Offer } from './offers.js';
import styles from './actions.module.css';

/** What can be done to an object, each with the command that does it on a real cluster. */
export function ObjectActions({ object }: { readonly object: ObjectSummary }) {
  const words = useWords();
  const offers = useMemo(() => offersFor(object), [object]);
  const looks = looksFor(object);
  const lines = useKubectl(offers);
  if (offers.length === 0 && looks.length === 0) return null;
  return (
    <ul className={styles['actions']}>
      {looks.map(({ title, panel }) => (
        <li key={panel}>
          <button
            type="button"
            className={styles['action']}
            data-testid={`look-${panel}`}
            onClick={() => lookAt(object.key, panel)}
          >
            <span className={styles['look']}>
              <PanelRight size={15} aria-hidden /> {words.text(title)}
            </span>
          </button>
        </li>
      ))}
      {offers.map(({ title, params, action }, index) => {
        const line = lines[index] ?? null;
        return (
          <li key={`${title}-${index}`}>
            <button
              type="button"
              className={styles['action']}
              data-testid={`action-${action.type}`}
              onClick={() => act(action)}
            >
              <span>{words.text(title, params)}</span>
              {lines.length === 0 ? null : line === null ? (
                <span className={styles['none']}>{words.text('ui.action.noKubectl')}</span>
              ) : (
                <code>{line}</code>
              )}
            </button>
            {line === null ? null : (
              <IconButton tip="end" label={words.text('ui.action.copy')} onClick={() => void copy(line)}>
                <Copy size={14} aria-hidden />
              </IconButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The commands that do the same on a real cluster, one for each offer; empty until the engine has said. */
function useKubectl(offers: readonly Offer[]): readonly (string | null)[] {
  const [lines, setLines] = useState<readonly (string | null)[]>([]);
  useEffect(() => {
    let wanted = true;
    void engine()
      .kubectl(offers.map(({ action }) => action))
      .then((answer) => {
        if (wanted && answer !== null) setLines(answer);
      });
    return () => {
      wanted = false;
    };
  }, [offers]);
  return lines;
}
