import { lazy, Suspense, useState } from 'react';
import type { Severity } from '../../core/index.js';
import { Chunk } from '../layout/Chunk.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './Problems.module.css';

/** Comes with Monaco, and by itself when there is something to list before. */
const ProblemRows = lazy(() =>
  import('./ProblemRows.js').then(({ ProblemRows: component }) => ({ default: component })),
);

/** What is wrong with the text, in the API server's own words where it has any: how much, and the list. */
export function Problems() {
  const words = useWords();
  const diagnostics = useApp((state) => state.snapshot?.diagnostics);
  const [open, setOpen] = useState(true);
  if (diagnostics === undefined) return null;

  const count = (severity: Severity): number => diagnostics.filter((one) => one.severity === severity).length;
  const errors = count('error');
  const warnings = count('warning');
  const shown = open && diagnostics.length > 0;

  return (
    <section className={styles['problems']} aria-label={words.text('ui.problems.label')} data-testid="problems">
      <button type="button" className={styles['head']} aria-expanded={shown} onClick={() => setOpen(!open)}>
        <span data-errors={errors > 0}>{words.text('ui.problems.count', { count: errors })}</span>
        {warnings > 0 ? (
          <span className={styles['warnings']}>{words.text('ui.problems.warnings', { count: warnings })}</span>
        ) : null}
      </button>
      {shown ? (
        <Chunk fallback={null}>
          <Suspense>
            <ProblemRows diagnostics={diagnostics} />
          </Suspense>
        </Chunk>
      ) : null}
    </section>
  );
}
