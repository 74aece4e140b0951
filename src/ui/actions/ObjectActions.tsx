import { Copy } from 'lucide-react';
import type { ObjectSummary } from '../../engine/protocol.js';
import { act } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { useWords } from '../words.js';
import { copy } from './copy.js';
import { kubectlLine } from './kubectl-line.js';
import { offersFor } from './offers.js';
import styles from './actions.module.css';

/** What can be done to an object, each with the command that does it on a real cluster. */
export function ObjectActions({ object }: { readonly object: ObjectSummary }) {
  const words = useWords();
  const offers = offersFor(object);
  if (offers.length === 0) return null;
  return (
    <ul className={styles['actions']}>
      {offers.map(({ title, action }) => {
        const line = kubectlLine(action);
        return (
          <li key={`${action.type}-${title}-${line ?? ''}`}>
            <button
              type="button"
              className={styles['action']}
              data-testid={`action-${action.type}`}
              onClick={() => act(action)}
            >
              <span>{words.text(title)}</span>
              {line === null ? (
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
