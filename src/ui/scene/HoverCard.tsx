import { causeText } from '../../messages/index.js';
import { describeLink, isLink, type Pointed } from '../../render/index.js';
import type { SceneLink } from '../../scene/index.js';
import { shownScene } from '../../store/index.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './ScenePane.module.css';

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
        <LinkCard link={thing} />
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

/** What a line is, and the fields that it is there for, or why there is none. */
function LinkCard({ link }: { readonly link: SceneLink }) {
  const words = useWords();
  const scene = useApp(shownScene);
  if (scene === undefined) return null;
  const { title, causes, without } = describeLink(link, scene, words.say);
  return (
    <>
      {title}
      {without === null ? null : <small>{without}</small>}
      {causes.map((cause) => (
        <code key={causeText(cause)}>{causeText(cause)}</code>
      ))}
    </>
  );
}
