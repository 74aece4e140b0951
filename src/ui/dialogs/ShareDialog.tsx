import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { closeDialog, linkToHere, sayUnloaded } from '../../store/index.js';
import { copy } from '../actions/copy.js';
import { Button } from '../controls/Button.js';
import { useWords } from '../words.js';
import styles from './dialogs.module.css';

/** A link to exactly what is on screen: the manifests, the cluster, the packet, this very moment of it. Nothing is sent anywhere. */
export function ShareDialog() {
  const words = useWords();
  // As it was when the window opened: the link does not change under the hand that copies it.
  const [link, setLink] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    linkOfPage().then(setLink, () => {
      closeDialog();
      sayUnloaded();
    });
  }, []);
  if (link === undefined) return <p>{words.text('ui.waiting')}</p>;
  if (link === null) return <p>{words.text('ui.share.tooLong')}</p>;
  return (
    <div className={styles['share']}>
      <p>{words.text('ui.share.text')}</p>
      <textarea
        readOnly
        rows={4}
        aria-label={words.text('ui.share.link')}
        value={link}
        data-testid="share-link"
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={styles['row']}>
        <Button look="primary" data-testid="copy-link" onClick={() => void copy(link)}>
          <Copy size={16} aria-hidden />
          {words.text('ui.share.copy')}
        </Button>
        <span className={styles['muted']}>{words.text('ui.share.length', { count: link.length })}</span>
      </div>
    </div>
  );
}

async function linkOfPage(): Promise<string | null> {
  const fragment = await linkToHere();
  if (fragment === null) return null;
  return `${location.origin === 'null' ? '' : location.origin}${location.pathname}${location.search}${fragment}`;
}
