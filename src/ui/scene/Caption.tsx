import { useEffect, useRef, useState } from 'react';
import { causeText } from '../../messages/index.js';
import { hopAt, revealCause } from '../../store/index.js';
import { Outcome } from '../Outcome.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './ScenePane.module.css';

/** At most one sentence a second is read out; what comes faster is skipped, never queued. */
const READ_EVERY_MS = 1000;

/** What the picture says at this moment, in one sentence, with the field that caused it. */
export function Caption() {
  const words = useWords();
  const timeline = useApp((state) => state.snapshot?.timelines[state.lens]);
  const trace = useApp((state) => state.snapshot?.trace ?? null);
  const hop = useApp((state) => (timeline === undefined ? -1 : hopAt(timeline, state.playback.t)));
  const done = useApp(
    (state) => timeline !== undefined && timeline.duration > 0 && state.playback.t >= timeline.duration,
  );
  const entry = timeline?.hops[hop];
  const step = entry?.step;
  const stage = useApp((state) => (step === undefined ? undefined : state.snapshot?.steps[step - 1]?.volume?.kind));
  const storage = useApp((state) => state.lens === 'storage');
  const sum = done && trace !== null && !storage;
  const sentence = sum ? words.say(trace.why) : entry === undefined ? '' : words.say(entry.caption);
  const cause = sum ? trace.cause : entry?.cause;
  const place =
    entry === undefined
      ? ''
      : words.text(storage ? 'ui.story.step' : 'ui.player.hop', { hop: hop + 1, hops: timeline?.hops.length ?? 0 });
  const said = sum
    ? `${words.text(`ui.verdict.${trace.verdict}`)}${trace.http === undefined ? '' : `, HTTP ${trace.http.status}`}. ${sentence}`
    : sentence === ''
      ? ''
      : `${place}${stage === undefined ? '' : `, ${words.text(`ui.stage.${stage}`)}`}. ${sentence}`;

  return (
    <div
      className={styles['caption']}
      data-testid="caption"
      data-verdict={sum ? trace.verdict : undefined}
      data-story={storage ? '' : undefined}
    >
      {sum ? (
        <strong className={styles['verdict']}>
          {words.text(`ui.verdict.${trace.verdict}`)} · <Outcome trace={trace} brief />
        </strong>
      ) : null}
      {stage === undefined ? null : (
        <strong className={styles['stage']} data-testid="stage">
          {hop + 1}/{timeline?.hops.length ?? 0} {words.text(`ui.stage.${stage}`)}
        </strong>
      )}
      <p>{sentence}</p>
      {cause === undefined || cause.standsIn ? null : (
        <button
          type="button"
          className={styles['link']}
          data-testid="caption-cause"
          title={causeText(cause)}
          onClick={() => void revealCause(cause)}
        >
          {causeText(cause)}
        </button>
      )}
      <Narrator text={said} />
    </div>
  );
}

function Narrator({ text }: { readonly text: string }) {
  const [told, setTold] = useState('');
  const latest = useRef('');
  const resting = useRef<ReturnType<typeof setTimeout> | null>(null);

  useEffect(() => {
    latest.current = text;
    const tell = (): void => {
      const telling = latest.current;
      setTold(telling);
      resting.current = setTimeout(() => {
        resting.current = null;
        if (latest.current !== telling) tell();
      }, READ_EVERY_MS);
    };
    if (resting.current === null) tell();
  }, [text]);
  useEffect(
    () => () => {
      if (resting.current !== null) clearTimeout(resting.current);
      resting.current = null;
    },
    [],
  );

  return (
    <p className="visually-hidden" aria-live="polite" data-testid="narration">
      {told}
    </p>
  );
}
