import { CircleCheck, CornerUpRight, OctagonX, TriangleAlert } from 'lucide-react';
import type { HttpOutcome } from '../../core/index.js';
import { useWords } from '../words.js';
import styles from './edge.module.css';
import { reasonOf, statusClass } from './status.js';

const MARKS = { 2: CircleCheck, 3: CornerUpRight, 4: OctagonX, 5: TriangleAlert } as const;

interface Props {
  readonly http: HttpOutcome;
  /** Without who answered, where it leads and which certificate was shown: where there is room for one line. */
  readonly brief?: boolean;
}

/** What came back over HTTP, by word and shape: a check, a turn, an octagon, a triangle. */
export function HttpStatus({ http, brief = false }: Props) {
  const words = useWords();
  const { status, by, location, tls } = http;
  const kind = statusClass(status);
  const Mark = MARKS[kind];
  return (
    <span className={styles['status']} data-class={kind} data-testid="http-status">
      <Mark size={15} strokeWidth={2.4} aria-hidden />
      <span>
        <strong>{words.text('ui.status.client', { status, reason: reasonOf(status) })}</strong>
        {brief ? null : (
          <span className={styles['muted']}>
            {' '}
            {words.text(`ui.status.${kind}`)}, {words.text(`ui.status.${by}`)}
            {location === undefined ? null : <>, {words.text('ui.status.location', { location })}</>}
            {tls === undefined ? null : (
              <>
                , {words.text('ui.status.certificate', { names: tls.names.join(', ') })}
                {tls.self ? ` (${words.text('ui.route.self')})` : ''}
              </>
            )}
          </span>
        )}
      </span>
    </span>
  );
}
