import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseLanguage } from './messages/index.js';
import { boot, browserSurroundings, forgetStarts, openFragment } from './store/index.js';
import { App } from './ui/App.js';
import { Broken } from './ui/Broken.js';
import { Chunk } from './ui/layout/Chunk.js';
import { WordsProvider } from './ui/words.js';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

const around = browserSurroundings(chooseLanguage(navigator.languages));
const started = boot(around);

const leave = (): void => {
  forgetStarts(around.storage);
  void started.then(({ flush }) => flush());
};
addEventListener('pagehide', leave);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') leave();
});
addEventListener('hashchange', () => void openFragment(location.hash));

const host = document.getElementById('app');
if (host !== null) {
  createRoot(host).render(
    <StrictMode>
      <WordsProvider>
        <Chunk fallback={<Broken />}>
          <App />
        </Chunk>
      </WordsProvider>
    </StrictMode>,
  );
}
