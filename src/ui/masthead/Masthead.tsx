import { ChevronDown, Contrast, Moon, Settings2, Share2, Sun, SunMoon } from 'lucide-react';
import { openDialog, openDrawer, setLanguage, setTheme, type ThemeChoice } from '../../store/index.js';
import { Button, IconButton } from '../controls/Button.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { useWorkTitle } from './work-title.js';
import { LensTabs } from './LensTabs.js';
import { Logo } from './Logo.js';
import styles from './Masthead.module.css';

const THEMES = { system: SunMoon, paper: Sun, night: Moon, contrast: Contrast } as const;
const NEXT: Record<ThemeChoice, ThemeChoice> = {
  system: 'paper',
  paper: 'night',
  night: 'contrast',
  contrast: 'system',
};

/** The top line: what this is, what is open, which lens, and what concerns the whole page. */
export function Masthead() {
  const words = useWords();
  const work = useApp((state) => state.work);
  const theme = useApp((state) => state.theme);
  const saving = useApp((state) => state.saving);
  const Theme = THEMES[theme];
  const title = useWorkTitle(work.title, work.origin);

  return (
    <header className={styles['masthead']}>
      <h1 className={styles['name']}>
        <Logo />
        <span className={styles['wordmark']}>Kubewalk</span>
      </h1>
      <Button
        look="quiet"
        className={styles['work'] ?? ''}
        aria-haspopup="dialog"
        title={words.text('ui.gallery.open')}
        data-testid="open-gallery"
        onClick={() => openDialog('gallery')}
      >
        <span className={styles['workTitle']}>{title}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <span className={styles['saving']} data-state={saving}>
        {saving === 'refused' ? words.text('ui.save.short') : null}
      </span>
      <LensTabs />
      <div className={styles['drawers']}>
        <Button look="quiet" onClick={() => openDrawer('editor')}>
          {words.text('ui.pane.editor')}
        </Button>
        <Button look="quiet" onClick={() => openDrawer('panel')}>
          {words.text('ui.pane.panel')}
        </Button>
      </div>
      <div className={styles['tools']}>
        <IconButton
          tip="end"
          label={words.text('ui.cluster.open')}
          data-testid="open-cluster"
          onClick={() => openDialog('cluster')}
        >
          <Settings2 size={17} aria-hidden />
        </IconButton>
        <IconButton
          tip="end"
          label={words.text('ui.share.open')}
          data-testid="open-share"
          onClick={() => openDialog('share')}
        >
          <Share2 size={16} aria-hidden />
        </IconButton>
        <IconButton
          tip="end"
          label={`${words.text('ui.theme.label')}: ${words.text(`ui.theme.${theme}`)}`}
          data-testid="theme"
          onClick={() => setTheme(NEXT[theme])}
        >
          <Theme size={17} aria-hidden />
        </IconButton>
        <div className={styles['language']} role="group" aria-label={words.text('ui.language.label')}>
          {(['en', 'ru'] as const).map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={words.language === language}
              aria-label={language === 'en' ? 'EN, English' : 'RU, русский'}
              onClick={() => setLanguage(language)}
            >
              {language.toUpperCase()}
            </button>
          ))}
        </div>
      </div>
    </header>
  );
}
