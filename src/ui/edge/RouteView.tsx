import { Check, CircleSlash, LockKeyhole } from 'lucide-react';
import type { RouteDecision, RouteTrial, TlsDecision } from '../../core/index.js';
import { objectText } from '../../messages/index.js';
import { showObject } from '../../store/index.js';
import { useWords } from '../words.js';
import { CauseLink } from './CauseLink.js';
import styles from './edge.module.css';
import { HttpStatus } from './HttpStatus.js';

interface Props {
  readonly decision: RouteDecision;
  readonly testId: string;
}

/** What a balancer does with a request: its certificate, the rules it tried in its order, and where the request goes from there. */
export function RouteView({ decision, testId }: Props) {
  const words = useWords();
  const { request, tls, tried, unlisted = 0, rewritten, backend, answer, why, cause } = decision;
  return (
    <div className={styles['route']} data-testid={testId}>
      <p>
        <code className={styles['line']}>
          {request.method} {request.scheme}://{request.host}
          {request.path}
        </code>
      </p>
      <p>{words.say(why)}</p>
      <CauseLink cause={cause} />
      {tls === undefined ? null : <Certificate tls={tls} />}
      <h3>{words.text('ui.route.tried')}</h3>
      {tried.length === 0 ? <p className={styles['muted']}>{words.text('ui.route.untried')}</p> : null}
      <ol className={styles['tried']}>
        {tried.map((trial, index) => (
          <Trial key={index} trial={trial} index={index} />
        ))}
      </ol>
      {unlisted === 0 ? null : (
        <p className={styles['muted']}>{words.text('ui.route.unlisted', { count: unlisted })}</p>
      )}
      {backend === undefined ? null : (
        <>
          <h3>{words.text('ui.route.to')}</h3>
          <p data-testid="route-backend">
            <strong>
              {backend.service === undefined
                ? words.text(
                    backend.kind === 'resource' ? 'ui.route.backend.resource' : 'ui.route.backend.controller-default',
                  )
                : words.text('ui.route.backend.service', {
                    name: objectText(backend.service),
                    port: String(backend.port ?? ''),
                  })}
            </strong>{' '}
            {backend.service === undefined || backend.external ? null : (
              <span className={styles['muted']}>
                {words.text('ui.route.endpoints', { count: backend.endpoints.length })}
              </span>
            )}{' '}
            <CauseLink cause={backend.cause} />
          </p>
          {rewritten === undefined ? null : <p>{words.text('ui.route.rewritten', { path: rewritten })}</p>}
          <ul>
            {backend.external === undefined ? null : (
              <li>
                <code>
                  {backend.external.name}:{backend.external.port}
                </code>
              </li>
            )}
            {backend.endpoints.map(({ ip, port, pod }) => (
              <li key={`${ip}:${port}`}>
                <code>
                  {ip}:{port}
                </code>{' '}
                {pod === undefined ? null : (
                  <button type="button" className={styles['link']} onClick={() => showObject(pod)}>
                    {objectText(pod)}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {answer === undefined ? null : (
        <p>
          <HttpStatus http={{ status: answer.status, by: 'balancer', ...place(answer.location) }} />
        </p>
      )}
    </div>
  );
}

const place = (location: string | undefined) => (location === undefined ? {} : { location });

function Trial({ trial, index }: { readonly trial: RouteTrial; readonly index: number }) {
  const words = useWords();
  const { host, path, pathType, matched, why, cause, ingress } = trial;
  const Mark = matched ? Check : CircleSlash;
  return (
    <li data-matched={matched} data-testid={`tried-${index}`}>
      <p className={styles['head']}>
        <Mark size={14} strokeWidth={2.5} aria-hidden />{' '}
        <code>
          {host === '' ? words.text('ui.route.anyHost') : host}
          {path}
        </code>{' '}
        <span className={styles['muted']}>{pathType}</span>{' '}
        <span className={styles['word']}>{words.text(matched ? 'ui.route.matched' : 'ui.route.missed')}</span>
      </p>
      <p>{words.say(why)}</p>
      <p>
        <span className={styles['muted']}>{objectText(ingress)}</span> <CauseLink cause={cause} />
      </p>
    </li>
  );
}

function Certificate({ tls }: { readonly tls: TlsDecision }) {
  const words = useWords();
  return (
    <div className={styles['tls']} data-testid="route-tls">
      <h3>
        <LockKeyhole size={14} aria-hidden /> {words.text('ui.route.tls')}
      </h3>
      <p>
        {words.text('ui.route.certificate', { names: tls.names.join(', ') })}
        {tls.self ? ` (${words.text('ui.route.self')})` : ''}, {words.text('ui.route.sni', { sni: tls.sni })}
      </p>
      <p>
        {words.say(tls.why)} <CauseLink cause={tls.cause} />
      </p>
    </div>
  );
}
