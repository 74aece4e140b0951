import { Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { createSceneRenderer, type Pointed, type SceneRenderer } from '../../render/index.js';
import { fitPicture, openMenu, sayUnloaded } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { afterPaint } from '../player/after-paint.js';
import { useTheme } from '../theme/use-theme.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { followPicture } from './follow-picture.js';
import { HoverCard, type Hovered } from './HoverCard.js';
import { pin } from './pin.js';
import styles from './ScenePane.module.css';

/** Under this width, in pixels, the picture is laid out for a phone. */
const COMPACT_UNDER = 560;

/** The picture. React makes an empty svg and a canvas over it; what is inside belongs to the renderer alone. */
export function Picture() {
  const words = useWords();
  const theme = useTheme();
  const svg = useRef<SVGSVGElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [renderer, setRenderer] = useState<SceneRenderer | null>(null);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const motion = useApp((state) => state.motion);

  useEffect(() => {
    const [picture, packets] = [svg.current, canvas.current];
    if (picture === null || packets === null) return;
    const made = createSceneRenderer(picture, packets, {
      say: (message) => message.code,
      label: '',
      afterPaint,
      onActivate: pin,
      onUnloaded: sayUnloaded,
      onHover: (thing, box) => setHovered(thing === null || box === null ? null : { thing, box }),
      onContext: (thing: Pointed, { x, y }) => openMenu(thing.id, x, y),
    });
    const observer = new ResizeObserver(() => {
      made.resize();
      fitPicture(picture.clientWidth < COMPACT_UNDER ? 'compact' : 'wide');
    });
    observer.observe(picture);
    setRenderer(made);
    return () => {
      observer.disconnect();
      made.destroy();
      setRenderer(null);
    };
  }, []);

  useEffect(
    () => renderer?.speak({ say: words.say, label: words.text('ui.scene.label'), role: words.text('ui.scene.role') }),
    [renderer, words],
  );
  useEffect(() => renderer?.setMotion(motion === 'system' ? 'auto' : motion), [renderer, motion]);
  useEffect(() => renderer?.recolour(), [renderer, theme]);
  useEffect(() => (renderer === null ? undefined : followPicture(renderer)), [renderer]);

  return (
    <div className={styles['picture']} data-testid="picture">
      <svg ref={svg} className={styles['svg']} />
      <canvas ref={canvas} className={styles['canvas']} />
      <div className={styles['camera']}>
        <IconButton
          tip="above"
          className={styles['zoom'] ?? ''}
          label={words.text('ui.camera.in')}
          onClick={() => renderer?.zoomBy(1.4)}
        >
          <Plus size={16} aria-hidden />
        </IconButton>
        <IconButton
          tip="above"
          className={styles['zoom'] ?? ''}
          label={words.text('ui.camera.out')}
          onClick={() => renderer?.zoomBy(1 / 1.4)}
        >
          <Minus size={16} aria-hidden />
        </IconButton>
        <IconButton
          tip="above"
          label={words.text('ui.camera.fit')}
          data-testid="fit"
          onClick={() => renderer?.fit(true)}
        >
          <Maximize size={15} aria-hidden />
        </IconButton>
      </div>
      <HoverCard hovered={hovered} />
    </div>
  );
}
