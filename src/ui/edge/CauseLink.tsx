import type { Cause } from '../../core/index.js';
import { causeText } from '../../messages/index.js';
import { revealCause } from '../../store/index.js';
import styles from './edge.module.css';

interface Props {
  readonly cause: Cause;
  /** Words in place of the field's own name. */
  readonly text?: string;
}

/** The field that made something so, and the way to its line. */
export function CauseLink({ cause, text }: Props) {
  if (cause.standsIn) return text ?? null;
  return (
    <button type="button" className={styles['cause']} title={causeText(cause)} onClick={() => void revealCause(cause)}>
      {text ?? causeText(cause)}
    </button>
  );
}
