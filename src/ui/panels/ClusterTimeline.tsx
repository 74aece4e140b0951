import { useEffect, useRef } from 'react';
import type { Snapshot, StepView } from '../../engine/protocol.js';
import { causeText } from '../../messages/index.js';
import { revealCause, seekStep } from '../../store/index.js';
import { keepInSight } from '../layout/keep-in-sight.js';
import { useWords } from '../words.js';
import { clockText } from './clock-text.js';
import styles from './panels.module.css';

/** A long journal is shown around the present moment; the slider reaches all of it. */
const AROUND = 150;

/** What the cluster's components did, step by step. Moving along it moves the cluster; acting in the past starts another future. */
export function ClusterTimeline({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const { steps, at } = snapshot;
  const past = at < steps.length;
  const first = Math.max(0, Math.min(at - AROUND, steps.length - 2 * AROUND));
  const shown = steps.slice(first, first + 2 * AROUND);

  return (
    <div className={styles['timeline']}>
      <div className={styles['scrub']}>
        <label>
          <span className={styles['label']}>{words.text('ui.timeline.scrub')}</span>
          <input
            type="range"
            min={0}
            max={steps.length}
            step={1}
            value={at}
            data-testid="cluster-scrubber"
            aria-valuetext={words.text('ui.timeline.at', { at, steps: steps.length })}
            onChange={(event) => seekStep(Number(event.target.value))}
          />
        </label>
        <span className={styles['muted']}>
          {at}/{steps.length}
        </span>
      </div>
      {past ? (
        <p className={styles['past']} role="status" data-testid="in-the-past">
          {words.text('ui.timeline.past')}{' '}
          <button type="button" className={styles['link']} onClick={() => seekStep(steps.length)}>
            {words.text('ui.timeline.now')}
          </button>
        </p>
      ) : null}
      <ol start={first + 1}>
        {shown.map((step) => (
          <StepEntry key={step.index} step={step} done={step.index < at} current={step.index === at - 1} />
        ))}
      </ol>
    </div>
  );
}

interface EntryProps {
  readonly step: StepView;
  readonly done: boolean;
  readonly current: boolean;
}

function StepEntry({ step, done, current }: EntryProps) {
  const words = useWords();
  const entry = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (current) keepInSight(entry.current);
  }, [current]);

  return (
    <li ref={entry} className={styles['step']} data-done={done} data-current={current}>
      <button type="button" aria-current={current ? 'step' : undefined} onClick={() => seekStep(step.index + 1)}>
        <span className={styles['when']}>{clockText(step.t)}</span>
        <span className={styles['by']}>{step.by}</span>
        <span className={styles['said']}>{words.say(step.why)}</span>
        {step.event === undefined ? null : (
          <span className={styles['event']} lang="en" data-type={step.event.type}>
            {step.event.reason}: {step.event.message}
          </span>
        )}
      </button>
      {current ? (
        <button type="button" className={styles['cause']} onClick={() => void revealCause(step.cause)}>
          {causeText(step.cause)}
        </button>
      ) : null}
    </li>
  );
}
