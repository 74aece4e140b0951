import { Ban, Check, CircleSlash, X } from 'lucide-react';
import type { PolicyDecision, PolicyTrial, RuleTrial } from '../../core/index.js';
import { objectText } from '../../messages/index.js';
import { useWords } from '../words.js';
import { CauseLink } from './CauseLink.js';
import styles from './edge.module.css';

/** What the policies say of one end of a connection: who selects the pod, each rule, and the first thing that failed in it. */
export function DecisionView({ decision }: { readonly decision: PolicyDecision }) {
  const words = useWords();
  const { direction, pod, allowed, because, policies, why, cause } = decision;
  const Mark = allowed ? Check : Ban;
  return (
    <section className={styles['decision']} data-allowed={allowed} data-testid={`decision-${direction}`}>
      <h3>
        <Mark size={15} strokeWidth={2.6} aria-hidden /> {words.text(`ui.policy.${direction}`, { name: nameOf(pod) })}:{' '}
        <strong>{words.text(allowed ? 'ui.policy.allowed' : 'ui.policy.denied')}</strong>{' '}
        <span className={styles['muted']}>{words.text(`ui.policy.because.${because}`)}</span>
      </h3>
      <p>{words.say(why)}</p>
      <CauseLink cause={cause} />
      {policies.length === 0 ? null : (
        <ul className={styles['policies']}>
          {policies.map((trial) => (
            <Policy key={trial.policy} trial={trial} direction={direction} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Policy({
  trial,
  direction,
}: {
  readonly trial: PolicyTrial;
  readonly direction: PolicyDecision['direction'];
}) {
  const words = useWords();
  const { policy, allowed, cause, rules } = trial;
  const Mark = allowed ? Check : X;
  return (
    <li data-policy={policy} data-allowed={allowed}>
      <p className={styles['head']}>
        <Mark size={14} strokeWidth={2.6} aria-hidden /> <strong>{objectText(policy)}</strong>{' '}
        <span className={styles['muted']}>{words.text('ui.policy.selects')}</span> <CauseLink cause={cause} />
      </p>
      {rules.length === 0 ? <p className={styles['muted']}>{words.text('ui.policy.noRules')}</p> : null}
      <ol className={styles['rules']}>
        {rules.map((rule) => (
          <Rule key={rule.index} rule={rule} direction={direction} />
        ))}
      </ol>
    </li>
  );
}

function Rule({ rule, direction }: { readonly rule: RuleTrial; readonly direction: PolicyDecision['direction'] }) {
  const words = useWords();
  const { index, matched, failed, peers, ports, cause } = rule;
  const Mark = matched ? Check : CircleSlash;
  const parts = [...peers, ...ports];
  return (
    <li data-matched={matched} data-testid={`rule-${direction}-${index}`}>
      <p className={styles['head']}>
        <Mark size={14} strokeWidth={2.4} aria-hidden />{' '}
        <CauseLink cause={cause} text={words.text('ui.policy.rule', { direction, number: index + 1 })} />{' '}
        <span className={styles['word']}>{words.text(matched ? 'ui.policy.matched' : 'ui.policy.failed')}</span>
      </p>
      {failed === undefined ? null : (
        <p className={styles['failed']}>
          {words.say(failed.why)} <CauseLink cause={failed.cause} />
        </p>
      )}
      {parts.length < 2 ? null : (
        <details>
          <summary>{words.text('ui.policy.parts')}</summary>
          <ul>
            {parts.map((part, at) => (
              <li key={at} data-matched={part.matched}>
                {part.matched ? <Check size={13} aria-hidden /> : <X size={13} aria-hidden />}{' '}
                <span className="visually-hidden">
                  {words.text(part.matched ? 'ui.policy.matched' : 'ui.policy.failed')}:
                </span>
                {words.say(part.why)} <CauseLink cause={part.cause} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

const nameOf = (key: string): string => key.split('/')[2] ?? key;
