import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { english, loadFormatter, loadWholeEnglish, whenMoreIsWanted, type Formatter } from '../messages/index.js';
import { notify } from '../store/index.js';
import { useApp } from './use-app.js';

const Words = createContext<Formatter>(english);

/** The words of the reader's language. */
export function useWords(): Formatter {
  return useContext(Words);
}

/** Gives the page its language. Until a catalogue has come, and when it cannot, the words stay as they are. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const language = useApp((state) => state.language);
  const [words, setWords] = useState<Formatter>(english);

  useEffect(() => {
    let wanted = true;
    loadFormatter(language).then(
      (formatter) => {
        if (wanted) setWords(formatter);
      },
      () => notify({ topic: 'language', tone: 'warning', code: 'ui.language.failed', params: {} }),
    );
    return () => {
      wanted = false;
    };
  }, [language]);

  useEffect(() => {
    let asked = false;
    return whenMoreIsWanted(() => {
      if (asked) return;
      asked = true;
      loadWholeEnglish().then(
        (formatter) => setWords((present) => (present.language === 'en' ? formatter : present)),
        () => {
          notify({ topic: 'language', tone: 'warning', code: 'ui.language.failed', params: {} });
          setWords((present) => ({ ...present }));
        },
      );
    });
  }, []);

  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);

  return <Words value={words}>{children}</Words>;
}
