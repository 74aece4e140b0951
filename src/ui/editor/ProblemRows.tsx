import { CircleX, Info, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../core/index.js';
import { diagnosticWords, objectText } from '../../messages/index.js';
import { reveal, tabsOf } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import link from '../controls/link.module.css';
import { isNarrow } from '../layout/use-narrow.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { applyFix } from './fixes.js';
import { problemList } from './problem-list.js';
import styles from './ProblemRows.module.css';

const ICONS = { error: CircleX, warning: TriangleAlert, info: Info } as const;
/** A broken paste can have thousands; the list says how many there are and shows the first. */
const MOST = 200;

/** The list of problems: a click goes to the line, a fix is one click more. */
export function ProblemRows({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const words = useWords();
  const files = useApp(tabsOf);
  const lines = problemList(diagnostics).slice(0, MOST);
  const nameOf = (id: string): string => files.find((file) => file.id === id)?.name ?? '';
  return (
    <ul className={styles['list']}>
      {lines.map(({ first: diagnostic, all }, index) => {
        const Icon = ICONS[diagnostic.severity];
        const { said, quoted, why } = diagnosticWords(diagnostic, words);
        return (
          <li
            key={`${diagnostic.code}-${diagnostic.range.file}-${diagnostic.range.from}-${index}`}
            data-severity={diagnostic.severity}
          >
            <button type="button" className={styles['problem']} onClick={() => reveal(diagnostic.range)}>
              <Icon size={15} aria-label={words.text(`ui.problems.${diagnostic.severity}`)} />
              <span>
                <span lang={quoted ? 'en' : undefined} className={styles['message']}>
                  {said}
                </span>
                {why === '' ? null : <span className={styles['why']}>{why}</span>}
                <span className={styles['where']}>
                  {nameOf(diagnostic.range.file)}:{diagnostic.range.startLine}
                </span>
              </span>
            </button>
            {all.length > 1 ? <Places of={all} nameOf={nameOf} /> : null}
            {diagnostic.fixes.map((fix) => (
              <Button key={words.say(fix.title)} className={styles['fix'] ?? ''} onClick={() => mend(diagnostic, fix)}>
                {words.say(fix.title)}
              </Button>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

interface PlacesProps {
  readonly of: readonly Diagnostic[];
  nameOf(file: string): string;
}

/** Every place of a note, one click away. */
function Places({ of, nameOf }: PlacesProps) {
  const words = useWords();
  return (
    <details className={styles['places']}>
      <summary>{words.text('ui.problems.places', { count: of.length })}</summary>
      <ul>
        {of.slice(0, MOST).map(({ range, object }) => (
          <li key={`${range.file}-${range.from}`}>
            <button type="button" className={link['link']} onClick={() => reveal(range)}>
              {object === undefined ? '' : `${objectText(object)} · `}
              {nameOf(range.file)}:{range.startLine}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Applies a fix and goes to where it was made: what was clicked is gone with the problem, and Ctrl+Z takes the fix back there. */
function mend(diagnostic: Diagnostic, fix: Diagnostic['fixes'][number]): void {
  applyFix(fix);
  // A finger would have the keyboard come up over the text.
  reveal(diagnostic.range, !isNarrow());
}
