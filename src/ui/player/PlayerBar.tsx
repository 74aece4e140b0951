import { Pause, Play, Repeat, SkipBack, SkipForward, StepBack, StepForward } from 'lucide-react';
import { useEffect } from 'react';
import { goToEnd, goToStart, hopAt, RATES, setRate, stepHop, toggleLoop, togglePlay } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { SelectField } from '../controls/Field.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { runLoop } from './loop.js';
import styles from './PlayerBar.module.css';
import { Scrubber } from './Scrubber.js';

/** The player: play, step by hops, scrub, speed, loop. */
export function PlayerBar() {
  const words = useWords();
  const playing = useApp((state) => state.playback.playing);
  const rate = useApp((state) => state.playback.rate);
  const loop = useApp((state) => state.playback.loop);
  const hops = useApp((state) => state.snapshot?.timelines[state.lens].hops.length ?? 0);
  const hop = useApp((state) => {
    const shown = state.snapshot?.timelines[state.lens];
    return shown === undefined ? -1 : hopAt(shown, state.playback.t);
  });

  useEffect(runLoop, []);

  return (
    <section className={styles['player']} aria-label={words.text('ui.player.label')} data-testid="player">
      <div className={styles['buttons']}>
        <IconButton
          tip="above"
          label={words.text('ui.player.start')}
          keys="Home"
          disabled={hops === 0}
          onClick={goToStart}
        >
          <SkipBack size={17} aria-hidden />
        </IconButton>
        <IconButton
          tip="above"
          label={words.text('ui.player.back')}
          keys="←"
          disabled={hops === 0}
          data-testid="step-back"
          onClick={() => stepHop(-1)}
        >
          <StepBack size={17} aria-hidden />
        </IconButton>
        <IconButton
          tip="above"
          label={words.text(playing ? 'ui.player.pause' : 'ui.player.play')}
          keys={words.text('ui.keys.space')}
          className={styles['play'] ?? ''}
          disabled={hops === 0}
          data-testid="play"
          onClick={togglePlay}
        >
          {playing ? <Pause size={19} aria-hidden /> : <Play size={19} aria-hidden />}
        </IconButton>
        <IconButton
          tip="above"
          label={words.text('ui.player.forward')}
          keys="→"
          disabled={hops === 0}
          data-testid="step-forward"
          onClick={() => stepHop(1)}
        >
          <StepForward size={17} aria-hidden />
        </IconButton>
        <IconButton tip="above" label={words.text('ui.player.end')} keys="End" disabled={hops === 0} onClick={goToEnd}>
          <SkipForward size={17} aria-hidden />
        </IconButton>
      </div>
      <Scrubber />
      <output
        className={styles['count']}
        data-testid="hop-count"
        aria-label={words.text('ui.player.hop', { hop: hop + 1, hops })}
      >
        {hop + 1}/{hops}
      </output>
      <SelectField
        label={words.text('ui.player.speed')}
        hideLabel
        className={styles['rate'] ?? ''}
        value={rate}
        onChange={(event) => setRate(Number(event.target.value))}
      >
        {RATES.map((value) => (
          <option key={value} value={value}>
            {value}×
          </option>
        ))}
      </SelectField>
      <IconButton tip="above" label={words.text('ui.player.loop')} aria-pressed={loop} onClick={toggleLoop}>
        <Repeat size={16} aria-hidden />
      </IconButton>
    </section>
  );
}
