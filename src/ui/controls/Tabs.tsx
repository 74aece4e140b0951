import { useRef, type ReactNode } from 'react';
import styles from './tabs.module.css';

interface Props<T extends string> {
  readonly label: string;
  /** Ids of the tabs are `<idPrefix>-tab-<id>`, so that a panel can name its tab. */
  readonly idPrefix: string;
  /** The id of the element that the tabs change. */
  readonly controls: string;
  readonly tabs: readonly { readonly id: T; readonly title: string; readonly badge?: ReactNode }[];
  readonly current: T;
  onChoose(id: T): void;
  readonly look?: 'line' | 'pill';
}

/** A row of tabs: one tab stop, arrows move along it (WAI-ARIA Authoring Practices, tabs with automatic activation). */
export function Tabs<T extends string>({
  label,
  idPrefix,
  controls,
  tabs,
  current,
  onChoose,
  look = 'line',
}: Props<T>) {
  const list = useRef<HTMLDivElement>(null);

  const move = (by: number): void => {
    const at = tabs.findIndex(({ id }) => id === current);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`#${idPrefix}-tab-${next.id}`)?.focus();
  };

  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      className={`${styles['tabs']} ${styles[look]}`}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight') move(1);
        else if (event.key === 'ArrowLeft') move(-1);
        else return;
        event.preventDefault();
      }}
    >
      {tabs.map(({ id, title, badge }) => (
        <button
          key={id}
          id={`${idPrefix}-tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === current}
          aria-controls={controls}
          tabIndex={id === current ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {title}
          {badge === undefined || badge === null ? null : <span className={styles['badge']}>{badge}</span>}
        </button>
      ))}
    </div>
  );
}
