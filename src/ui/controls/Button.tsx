import type { ButtonHTMLAttributes } from 'react';
import styles from './controls.module.css';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` for the one thing to do here, `plain` for the rest, `quiet` where a border would be noise. */
  readonly look?: 'primary' | 'plain' | 'quiet';
}

/** A button with words. */
export function Button({ look = 'plain', className, ...rest }: Props) {
  return <button type="button" {...rest} className={`${styles['button']} ${styles[look]} ${className ?? ''}`} />;
}

interface IconProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does: its accessible name, and its tooltip. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip. */
  readonly keys?: string;
  /** Where the tooltip stands: above the button at the lower edge of the page, towards the left (`end`) at the right edge. */
  readonly tip?: 'above' | 'below' | 'end';
}

/** A button with a picture. Its name shows on hover and on focus. */
export function IconButton({ label, keys, tip = 'below', className, children, ...rest }: IconProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      className={`${styles['button']} ${styles['quiet']} ${styles['icon']} ${className ?? ''}`}
      data-tip={keys === undefined ? label : `${label} · ${keys}`}
      data-tip-at={tip}
    >
      {children}
    </button>
  );
}
