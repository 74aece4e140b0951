import type { Formatter } from '../../messages/index.js';
import type { Work } from '../../store/index.js';
import { useWords } from '../words.js';

/** What a work is called: an example by its title, also after it was changed; anything else by its first file. */
export function workTitle(words: Formatter, title: string, origin: Work['origin']): string {
  const example = `examples.${title}.title`;
  if (!words.has(example)) return title;
  const name = words.text(example);
  return origin === 'own' ? words.text('ui.work.changed', { name }) : name;
}

export function useWorkTitle(title: string, origin: Work['origin']): string {
  return workTitle(useWords(), title, origin);
}
