import type { MessageCode } from '../../messages/index.js';
import { useWords } from '../words.js';
import styles from './dialogs.module.css';

const KEYS: readonly (readonly [readonly string[], MessageCode])[] = [
  [['space'], 'ui.keys.play'],
  [['→'], 'ui.keys.next'],
  [['←'], 'ui.keys.previous'],
  [['Home'], 'ui.keys.start'],
  [['End'], 'ui.keys.end'],
  [['Tab', '← → ↑ ↓'], 'ui.keys.graph'],
  [['PageDown', 'PageUp'], 'ui.keys.order'],
  [['Enter'], 'ui.keys.line'],
  [['Shift + F10'], 'ui.keys.menu'],
  [['F6', 'Shift + F6'], 'ui.keys.region'],
  [['Ctrl + M'], 'ui.keys.tab'],
  [['F2'], 'ui.keys.rename'],
  [['?'], 'ui.keys.help'],
];

/** Which key does what. */
export function KeysHelp() {
  const words = useWords();
  return (
    <dl className={styles['keys']}>
      {KEYS.map(([keys, code]) => (
        <div key={code}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key === 'space' ? words.text('ui.keys.space') : key}</kbd>
            ))}
          </dt>
          <dd>{words.text(code)}</dd>
        </div>
      ))}
    </dl>
  );
}
