import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes } from 'react';
import styles from './controls.module.css';

interface LabelProps {
  readonly label: string;
  /** The label is for those who hear the page only: what stands around says it to those who see. */
  readonly hideLabel?: boolean;
  readonly children: ReactNode;
}

/** A control with its label. */
function Labelled({ label, hideLabel = false, children }: LabelProps) {
  return (
    <label className={styles['field']}>
      <span className={hideLabel ? 'visually-hidden' : styles['label']}>{label}</span>
      {children}
    </label>
  );
}

type SelectProps = SelectHTMLAttributes<HTMLSelectElement> & Omit<LabelProps, 'children'>;

export function SelectField({ label, hideLabel = false, className, ...rest }: SelectProps) {
  return (
    <Labelled label={label} hideLabel={hideLabel}>
      <select {...rest} className={`${styles['input']} ${styles['select']} ${className ?? ''}`} />
    </Labelled>
  );
}

type InputProps = InputHTMLAttributes<HTMLInputElement> & Omit<LabelProps, 'children'>;

export function TextField({ label, hideLabel = false, className, ...rest }: InputProps) {
  return (
    <Labelled label={label} hideLabel={hideLabel}>
      <input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...rest}
        className={`${styles['input']} ${className ?? ''}`}
      />
    </Labelled>
  );
}
