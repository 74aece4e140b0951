import { lazy, Suspense } from 'react';
import { isLink, type Pointed } from '../../render/index.js';
import { Chunk } from '../layout/Chunk.js';
import { useWords } from '../words.js';
import styles from './ScenePane.module.css';

const LinkCard = lazy(() => import('./LinkCard.js').then(({ LinkCard: component }) => ({ default: component })));

/** A thing of the picture under the pointer or with the focus, and where it is on the page. */
export interface Hovered {
  readonly thing: Pointed;
  readonly box: DOMRect;
}

/** The whole of what a thing says, beside it: nothing on the picture is cut without this. */
export function HoverCard({ hovered }: { readonly hovered: Hovered | null }) {
  const words = useWords();
  if (hovered === null) return null;
  const { thing, box } = hovered;
  const below = box.bottom + 140 < innerHeight;
  const place = {
    left: Math.max(8, Math.min(box.left, innerWidth - 336)),
    ...(below ? { top: box.bottom + 8 } : { bottom: innerHeight - box.top + 8 }),
  };
  return (
    <div className={styles['hover']} style={place} role="tooltip" data-testid="hover-card">
      {isLink(thing) ? (
        <Chunk fallback={null}>
          <Suspense>
            <LinkCard link={thing} />
          </Suspense>
        </Chunk>
      ) : 'title' in thing ? (
        words.say(thing.title)
      ) : 'full' in thing ? (
        thing.full
      ) : (
        `${thing.label} ${thing.sublabel}`
      )}
    </div>
  );
}
