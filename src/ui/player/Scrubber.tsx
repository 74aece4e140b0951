import { useEffect, useRef } from 'react';
import { currentTimeline, goToEnd, goToStart, hopAt, scrubTo, stepHop, store } from '../../store/index.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './PlayerBar.module.css';

/** The line of time with a mark at every hop. It follows the player without React: one write a frame. */
export function Scrubber() {
  const words = useWords();
  const timeline = useApp((state) => state.snapshot?.timelines[state.lens]);
  const field = useRef<HTMLInputElement>(null);
  const duration = timeline?.duration ?? 0;

  useEffect(() => {
    let told = -2;
    return store.subscribe(
      ({ playback }) => playback.t,
      (t) => {
        const range = field.current;
        if (range === null) return;
        range.value = String(t);
        const shown = currentTimeline();
        range.style.setProperty('--done', `${shown.duration === 0 ? 0 : (t / shown.duration) * 100}%`);
        const hop = hopAt(shown, t);
        if (hop === told) return;
        told = hop;
        const caption = shown.hops[hop]?.caption;
        const place = words.text('ui.player.hop', { hop: hop + 1, hops: shown.hops.length });
        range.setAttribute('aria-valuetext', caption === undefined ? place : `${place}. ${words.say(caption)}`);
      },
      { fireImmediately: true },
    );
  }, [words, timeline]);

  return (
    <div className={styles['scrubber']}>
      <div className={styles['marks']} aria-hidden="true">
        {(timeline?.hops ?? []).map((hop) => (
          <i
            key={hop.index}
            data-mood={hop.mood}
            data-direction={hop.direction}
            style={{ left: `${(hop.start / duration) * 100}%` }}
          />
        ))}
      </div>
      <input
        ref={field}
        type="range"
        min={0}
        max={duration}
        step="any"
        defaultValue={0}
        disabled={duration === 0}
        aria-label={words.text('ui.player.time')}
        data-testid="scrubber"
        onInput={(event) => scrubTo(Number(event.currentTarget.value))}
        onKeyDown={(event) => {
          // By hops, as everywhere else; a range's own step would be a meaningless sliver of time.
          if (event.key === 'ArrowRight' || event.key === 'ArrowUp') stepHop(1);
          else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') stepHop(-1);
          else if (event.key === 'Home') goToStart();
          else if (event.key === 'End') goToEnd();
          else return;
          event.preventDefault();
        }}
      />
    </div>
  );
}
