import { useMemo } from 'react';
import type { ControllerView } from '../../engine/protocol.js';
import { causeText } from '../../messages/index.js';
import { revealCause } from '../../store/index.js';
import { useWords } from '../words.js';
import { diffLines, type DiffLine } from './config-diff.js';
import styles from './config.module.css';
import shared from './edge.module.css';
import { sinceText } from './since.js';

/** The text that the watching half wrote. Each line with a cause is a way to it; what is new or gone is marked by sign and word. */
export function ConfigText({ view: { config, was, since } }: { readonly view: ControllerView }) {
  const words = useWords();
  const lines = useMemo(() => diffLines(was, config.lines), [was, config]);
  const [added, removed] = (['added', 'removed'] as const).map((how) => lines.filter((one) => one.how === how).length);
  return (
    <section>
      <h3>{words.text('ui.controller.writes', { file: config.fileName })}</h3>
      {since === undefined ? null : (
        <p className={shared['muted']} data-testid="config-news">
          {added === 0 && removed === 0
            ? words.text('ui.controller.same', { since: sinceText(words, since) })
            : words.text('ui.controller.changed', {
                added: added ?? 0,
                removed: removed ?? 0,
                since: sinceText(words, since),
              })}
        </p>
      )}
      {/* What scrolls must be reached by the keyboard (WCAG 2.1.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles['config']} tabIndex={0} role="region" aria-label={config.fileName} lang="en">
        <ol data-testid="config-text">
          {lines.map((line, index) => (
            <ConfigLine key={index} line={line} />
          ))}
        </ol>
      </div>
    </section>
  );
}

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

function ConfigLine({ line: { text, cause, how, number } }: { readonly line: DiffLine }) {
  const words = useWords();
  return (
    <li data-how={how}>
      <span className={styles['sign']} aria-hidden>
        {SIGNS[how]}
      </span>
      {how === 'same' ? null : <span className="visually-hidden">{words.text(`ui.controller.${how}`)}: </span>}
      {cause === undefined ? (
        <code>{text}</code>
      ) : (
        <button
          type="button"
          title={words.text('ui.controller.toLine', { line: number ?? 0, field: causeText(cause) })}
          onClick={() => void revealCause(cause)}
        >
          <code>{text}</code>
        </button>
      )}
    </li>
  );
}
