import { causeText } from '../../messages/index.js';
import { describeLink } from '../../render/describe-link.js';
import type { SceneLink } from '../../scene/index.js';
import { shownScene } from '../../store/index.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';

/** What a line is, and the fields that it is there for, or why there is none. */
export function LinkCard({ link }: { readonly link: SceneLink }) {
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
