import { Check, Play, X } from 'lucide-react';
import { useCallback } from 'react';
import type { Exposure, ObjectKey, Protocol, TrafficSource } from '../../core/index.js';
import type { ObjectSummary, Snapshot } from '../../engine/protocol.js';
import { engine, getState, sendAndLook } from '../../store/index.js';
import { IconButton } from '../controls/Button.js';
import { useAnswer } from '../use-answer.js';
import { useWords } from '../words.js';
import { CauseLink } from './CauseLink.js';
import styles from './edge.module.css';

/** Who can reach a Service: from a pod, a node, the nodes' network, the Internet. Each was tried, and each can be sent. */
export function ExposureTable({ service, snapshot }: { readonly service: ObjectSummary; readonly snapshot: Snapshot }) {
  const words = useWords();
  const { objects } = snapshot;
  // Whether it is reached follows from every object there is.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const ask = useCallback(() => engine().exposure(service.key), [service.key, objects]);
  const exposures = useAnswer(ask);
  if (exposures === null) return null;
  return (
    <section className={styles['exposure']}>
      <h2 id="exposure-title">{words.text('ui.exposure.title')}</h2>
      <ul aria-labelledby="exposure-title" data-testid="exposure">
        {exposures.map((one) => (
          <Row key={one.from} exposure={one} service={service} objects={objects} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly exposure: Exposure;
  readonly service: ObjectSummary;
  readonly objects: readonly ObjectSummary[];
}

function Row({ exposure, service, objects }: RowProps) {
  const words = useWords();
  const { from, address, reached, client, sourceIp, why, cause } = exposure;
  const Mark = reached ? Check : X;
  const name = words.text(`ui.exposure.from.${from}`);
  const source = sourceOf(from, objects);
  return (
    <li data-from={from} data-reached={reached}>
      <p className={styles['head']}>
        <Mark size={15} strokeWidth={2.6} aria-hidden /> <strong>{name}</strong>{' '}
        <span className={styles['word']}>{words.text(reached ? 'ui.exposure.reached' : 'ui.exposure.unreached')}</span>
        {address === undefined || source === null ? null : (
          <IconButton
            tip="end"
            label={words.text('ui.exposure.play', { from: name })}
            data-testid={`play-${from}`}
            onClick={() =>
              sendAndLook({
                from: source,
                to: { kind: 'ip', ip: address.ip },
                port: address.port,
                protocol: protocolOf(service),
                attempt: 0,
              })
            }
          >
            <Play size={14} aria-hidden />
          </IconButton>
        )}
      </p>
      <p>
        <code>{address === undefined ? words.text('ui.exposure.nothing') : `${address.ip}:${address.port}`}</code>
        {sourceIp === undefined ? null : (
          <span className={styles['muted']}> · {words.text('ui.exposure.saw', { ip: sourceIp })}</span>
        )}
        {reached || address === undefined ? null : (
          <span className={styles['muted']}> · {words.text(`ui.outcome.${client}`)}</span>
        )}
      </p>
      <p>
        {words.say(why)} <CauseLink cause={cause} />
      </p>
    </li>
  );
}

const protocolOf = ({ ports }: ObjectSummary): Protocol =>
  ports[0]?.protocol === 'UDP' ? 'UDP' : ports[0]?.protocol === 'SCTP' ? 'SCTP' : 'TCP';

/** Somebody there who can send; null where there is nobody. */
function sourceOf(from: Exposure['from'], objects: readonly ObjectSummary[]): TrafficSource | null {
  if (from === 'lan') return { kind: 'outside', place: 'lan' };
  if (from === 'internet') return { kind: 'outside' };
  const { from: present } = getState().composer;
  if (present.kind === from) return present;
  if (from === 'pod') {
    const pod =
      objects.find(({ kind, system, ready }) => kind === 'Pod' && !system && ready === true) ??
      objects.find(({ kind, ready }) => kind === 'Pod' && ready === true);
    return pod === undefined ? null : { kind: 'pod', pod: pod.key satisfies ObjectKey };
  }
  const node = objects.findLast(({ kind, ready }) => kind === 'Node' && ready === true);
  return node === undefined ? null : { kind: 'node', node: node.name };
}
