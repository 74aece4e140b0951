import { useEffect, useRef } from 'react';
import { browserStorage, pictureShown } from '../../store/index.js';
import { afterPaint } from '../player/loop.js';
import { useApp } from '../use-app.js';
import styles from './ScenePane.module.css';

/** The place of the picture. React makes it and never writes inside. */
export function Picture() {
  const host = useRef<HTMLDivElement>(null);
  const snapshot = useApp((state) => state.snapshot);
  useEffect(() => {
    if (snapshot === null) return;
    afterPaint(() => {
      document.documentElement.dataset['revision'] = String(snapshot.revision);
      pictureShown(browserStorage());
    });
  }, [snapshot]);
  return <div ref={host} className={styles['picture']} data-testid="picture" />;
}
