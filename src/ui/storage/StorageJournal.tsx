import { useEffect, useMemo, useRef } from 'react';
import type { Snapshot, Write } from '../../engine/protocol.js';
import { causeText, objectText } from '../../messages/index.js';
import { goToHop, hopAt, revealCause } from '../../store/index.js';
import { keepInSight } from '../layout/keep-in-sight.js';
import { clockText } from '../panels/clock-text.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { chaptersOf, stagesOf, type Stage } from './chapters.js';
import styles from './StorageJournal.module.css';

/** Every stage of the way of every volume, under the claim or volume it is of: who did it, why, which field says so, what was written. */
export function StorageJournal({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const timeline = snapshot.timelines.storage;
  const current = useApp(({ playback }) => hopAt(timeline, playback.t));
  const caused = useApp((state) => state.caused);
  const chapters = useMemo(() => chaptersOf(stagesOf(snapshot.steps, timeline)), [snapshot.steps, timeline]);
  if (chapters.length === 0) return <p className={styles['none']}>{words.text('ui.story.none')}</p>;
  return (
    <ol className={styles['chapters']} aria-label={words.text('ui.story.label')} data-testid="storage-journal">
      {chapters.map((chapter) => (
        <li key={chapter.first}>
          <h2 className={styles['subject']}>{chapter.subject === null ? '' : objectText(chapter.subject)}</h2>
          <ol start={chapter.first + 1}>
            {chapter.stages.map((stage) => (
              <StageEntry
                key={stage.hop}
                stage={stage}
                current={current === stage.hop}
                caused={caused?.steps.includes(stage.step.index + 1) ?? false}
              />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

interface EntryProps {
  readonly stage: Stage;
  readonly current: boolean;
  /** The line under the editor's cursor causes this stage. */
  readonly caused: boolean;
}

function StageEntry({ stage: { hop, step, mark }, current, caused }: EntryProps) {
  const words = useWords();
  const entry = useRef<HTMLLIElement>(null);

  useEffect(() => {
    if (current) keepInSight(entry.current);
  }, [current]);

  const lost = mark.lost ?? [];
  return (
    <li
      ref={entry}
      className={styles['stage']}
      data-testid={`stage-${hop}`}
      data-current={current}
      data-caused={caused}
      data-kind={mark.kind}
      data-failed={mark.failed === true}
    >
      <button
        type="button"
        className={styles['line']}
        aria-current={current ? 'step' : undefined}
        onClick={() => goToHop(hop)}
      >
        <span className={styles['number']}>{hop + 1}</span>
        <span className={styles['kind']}>
          {words.text(`ui.stage.${mark.kind}`)}
          {mark.failed === true ? <em> · {words.text('ui.story.failed')}</em> : null}
          <span className={styles['when']}>{clockText(step.t)}</span>
        </span>
        <span className={styles['why']}>{words.say(step.why)}</span>
      </button>
      {step.event === undefined ? null : (
        <p className={styles['event']} lang="en" data-type={step.event.type}>
          {step.event.reason}: {step.event.message}
        </p>
      )}
      {lost.length === 0 ? null : (
        <p className={styles['lost']}>
          {words.text('ui.story.lost', { files: '' })}
          {lost.map(({ id, path }) => (
            <del key={id}>{path}</del>
          ))}
        </p>
      )}
      {current ? (
        <div className={styles['detail']}>
          <span className={styles['by']}>{step.by}</span>
          {(step.writes ?? []).map((write) => (
            <WriteLine key={write.object} write={write} />
          ))}
          <button
            type="button"
            className={styles['cause']}
            data-testid="stage-cause"
            onClick={() => void revealCause(step.cause)}
          >
            {causeText(step.cause)}
          </button>
        </div>
      ) : null}
    </li>
  );
}

/** What was written to one object, field by field. Kubernetes' own names, the same in every language. */
function WriteLine({ write: { object, how, fields } }: { readonly write: Write }) {
  const words = useWords();
  return (
    <div className={styles['write']}>
      <span>
        {objectText(object)}
        {how === 'changed' ? null : <em> · {words.text(`ui.story.${how}`)}</em>}
      </span>
      {fields.map(({ path, was, is }) => (
        <code key={path}>
          {path}: {was === undefined ? null : <del>{was}</del>} {is === undefined ? null : <ins>{is}</ins>}
        </code>
      ))}
    </div>
  );
}
