import type { ReactNode } from 'react';
import styles from './panels.module.css';

interface Props {
  /** Its name, for those who hear the page. */
  readonly label: string;
  readonly testId: string;
  readonly children: ReactNode;
}

/** A text in Kubernetes' or iptables' own words, with its own lines; what is too wide scrolls, by key too. */
export function Listing({ label, testId, children }: Props) {
  return (
    // What scrolls must be reached by the keyboard (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles['text']} role="region" aria-label={label} tabIndex={0} lang="en" data-testid={testId}>
      {children}
    </pre>
  );
}
