import type { SceneRenderer } from '../../render/index.js';
import { frameNow, pictureShown, shownScene, store, type AppState } from '../../store/index.js';
import { afterPaint } from '../player/after-paint.js';

/**
 * Keeps a renderer showing what the store holds, and gives the function that stops it. It listens to the store itself: a new picture
 * stands in the page before React begins with what is around it, and React has nothing to draw for it.
 */
export function followPicture(renderer: SceneRenderer): () => void {
  const stops = [
    store.subscribe(pictureOf, ([scene, timeline]) => draw(scene, timeline), { equalityFn: sameParts }),
    store.subscribe(
      ({ playback }) => playback.t,
      () => renderer.seek(frameNow()),
    ),
    store.subscribe(marksOf, mark, { equalityFn: sameParts }),
    store.subscribe(({ snapshot }) => snapshot?.revision, tell),
  ];
  const state = store.getState();
  draw(...pictureOf(state));
  mark(marksOf(state));
  tell(state.snapshot?.revision);
  return () => stops.forEach((stop) => stop());

  function draw(...[scene, timeline]: ReturnType<typeof pictureOf>): void {
    if (scene === undefined || timeline === undefined) return;
    const held = document.activeElement?.closest('svg.kw-scene');
    renderer.update(scene, timeline);
    renderer.seek(frameNow());
    // What had the focus may be gone from the cluster: the keyboard stays in the picture.
    if (held != null && !held.contains(document.activeElement)) {
      held.querySelector<SVGElement>('[tabindex="0"]')?.focus({ preventScroll: true });
    }
  }

  function mark([selected, caused]: ReturnType<typeof marksOf>): void {
    renderer.select([...(selected === null ? [] : [selected]), ...(caused?.sceneIds ?? [])]);
  }
}

const pictureOf = (state: AppState) => [shownScene(state), state.snapshot?.timelines[state.lens]] as const;
const marksOf = ({ selection, caused }: AppState) => [selection.scene, caused] as const;

function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((part, index) => part === b[index]);
}

/** Says which picture is on screen, once it is. */
function tell(revision: number | undefined): void {
  if (revision === undefined) return;
  afterPaint(() => {
    document.documentElement.dataset['revision'] = String(revision);
    pictureShown();
  });
}
