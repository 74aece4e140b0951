import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseLanguage } from './messages/index.js';
import { boot, browserSurroundings } from './store/index.js';
import { App } from './ui/App.js';
import { Broken } from './ui/Broken.js';
import { Chunk } from './ui/layout/Chunk.js';
import { WordsProvider } from './ui/words.js';
import './ui/theme/tokens.css';
import './ui/theme/base.css';

const page = boot(browserSurroundings(chooseLanguage(navigator.languages)));

addEventListener('pagehide', page.leave);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') page.leave();
  else page.comeBack();
});
addEventListener('hashchange', () => void page.follow());

const host = document.getElementById('app');
if (host !== null) {
  createRoot(host).render(
    <StrictMode>
      <WordsProvider>
        <Chunk fallback={<Broken />} onFail={page.breakDown}>
          <App />
        </Chunk>
      </WordsProvider>
    </StrictMode>,
  );
}
