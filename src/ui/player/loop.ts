import { store, tick } from '../../store/index.js';

/**
 * The only loop of frames and the only reader of wall time. It runs while the player plays and the page is seen, and not a frame
 * longer. Gives the function that stops it for good.
 */
export function runLoop(): () => void {
  let frame = 0;
  let last: number | null = null;

  const onFrame = (now: number): void => {
    // A first frame has no length: playing begins with it.
    tick(last === null ? 0 : (now - last) / 1000);
    last = now;
    frame = store.getState().playback.playing ? requestAnimationFrame(onFrame) : 0;
  };

  const start = (playing: boolean): void => {
    if (!playing || frame !== 0) return;
    last = null;
    frame = requestAnimationFrame(onFrame);
  };

  const stop = store.subscribe(({ playback }) => playback.playing, start, { fireImmediately: true });
  return () => {
    stop();
    cancelAnimationFrame(frame);
  };
}
