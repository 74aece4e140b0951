import { FilePlus2, History } from 'lucide-react';
import { chapters, exampleIds, linkToExample, openDialog, openEmpty, openFragment } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './dialogs.module.css';

/** The examples, each a link that can be kept and shared; and the way to an empty work and to what was kept. */
export function Gallery() {
  const words = useWords();
  const open = useApp((state) => (state.work.origin === 'example' ? state.work.title : null));
  return (
    <>
      {chapters.map(({ id: chapter, first }, index) => (
        <section key={chapter} aria-labelledby={`chapter-${chapter}`}>
          <h3 id={`chapter-${chapter}`} className={styles['chapter']}>
            {words.text(`examples.chapter.${chapter}`)}
          </h3>
          <ol className={styles['gallery']}>
            {exampleIds.slice(exampleIds.indexOf(first), endOfChapter(index)).map((id) => (
              <li key={id}>
                <a
                  href={`./${linkToExample(id)}`}
                  aria-current={open === id ? 'true' : undefined}
                  data-testid={`example-${id}`}
                  onClick={() => {
                    // The address may say this example already: then no change of it will open it.
                    if (location.hash === linkToExample(id)) void openFragment(location.hash);
                  }}
                >
                  <strong>{words.text(`examples.${id}.title`)}</strong>
                  <span>{words.text(`examples.${id}.text`)}</span>
                </a>
              </li>
            ))}
          </ol>
        </section>
      ))}
      <div className={styles['row']}>
        <Button data-testid="new-work" onClick={openEmpty}>
          <FilePlus2 size={16} aria-hidden />
          {words.text('ui.gallery.empty')}
        </Button>
        <Button data-testid="open-drafts" onClick={() => openDialog('drafts')}>
          <History size={16} aria-hidden />
          {words.text('ui.gallery.drafts')}
        </Button>
      </div>
    </>
  );
}

/** Where a chapter ends: with the first example of the next, or with the last there is. */
function endOfChapter(index: number): number {
  const next = chapters[index + 1];
  return next === undefined ? exampleIds.length : exampleIds.indexOf(next.first);
}
