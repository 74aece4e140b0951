import { Dices, Send } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import type { Protocol, TrafficRequest } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { compose, configure, getState, sendAgain, sendRequest } from '../../store/index.js';
import { Button, IconButton } from '../controls/Button.js';
import { SelectField, TextField } from '../controls/Field.js';
import { Chunk } from '../layout/Chunk.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import {
  choicesOf,
  portsOf,
  readHost,
  readSource,
  readTarget,
  sourceValue,
  targetValue,
  type ChoiceGroup,
} from './choices.js';
import styles from './Composer.module.css';

/** Who sends what to whom. */
export function Composer() {
  const words = useWords();
  const request = useApp((state) => state.composer);
  const objects = useApp((state) => state.snapshot?.objects);
  const nodes = useApp((state) => state.settings.nodes);
  const seed = useApp((state) => state.settings.seed);
  const { from, to } = useMemo(() => choicesOf(objects ?? [], nodes), [objects, nodes]);
  const value = targetValue(request);
  const typed = (request.to.kind === 'ip' || request.to.kind === 'name') && !isChoice(to, value);
  const { http } = request;

  return (
    <form
      className={styles['composer']}
      aria-label={words.text('ui.composer.label')}
      data-testid="composer"
      onSubmit={(event) => {
        event.preventDefault();
        sendRequest({ ...getState().composer, attempt: 0 });
      }}
    >
      <SelectField
        label={words.text('ui.composer.from')}
        className={styles['who'] ?? ''}
        value={sourceValue(request.from)}
        data-testid="from"
        onChange={(event) => compose({ from: readSource(event.target.value) })}
      >
        <Options
          groups={from}
          missing={isChoice(from, sourceValue(request.from)) ? null : sourceValue(request.from)}
          known={objects !== undefined}
        />
      </SelectField>
      {http === undefined ? (
        <>
          <SelectField
            label={words.text('ui.composer.to')}
            className={styles['who'] ?? ''}
            value={typed ? TYPED : value}
            data-testid="to"
            onChange={(event) => sendTo(event.target.value, objects ?? [])}
          >
            <Options groups={to} missing={typed || isChoice(to, value) ? null : value} known={objects !== undefined} />
            <option value={TYPED}>{words.text('ui.composer.other')}</option>
          </SelectField>
          {typed ? (
            <TextField
              label={words.text('ui.composer.address')}
              hideLabel
              className={styles['address'] ?? ''}
              placeholder="web.prod, 10.96.0.10"
              value={request.to.kind === 'ip' ? request.to.ip : request.to.kind === 'name' ? request.to.name : ''}
              data-testid="address"
              required
              maxLength={253}
              onChange={(event) => compose({ to: addressTarget(event.target.value) })}
            />
          ) : null}
          <TextField
            label={words.text('ui.composer.port')}
            className={styles['port'] ?? ''}
            type="number"
            min={1}
            max={65535}
            required
            value={request.port === 0 ? '' : request.port}
            data-testid="port"
            onChange={(event) => compose({ port: Math.min(Math.trunc(Number(event.target.value)) || 0, 65535) })}
          />
        </>
      ) : null}
      <SelectField
        label={words.text('ui.composer.protocol')}
        hideLabel
        value={http === undefined ? request.protocol : HTTP}
        data-testid="protocol"
        onChange={(event) => {
          if (event.target.value === HTTP) askOverHttp(request);
          else compose({ to: request.to, protocol: event.target.value as Protocol });
        }}
      >
        <option>TCP</option>
        <option>UDP</option>
        {request.protocol === 'SCTP' ? <option>SCTP</option> : null}
        <option>{HTTP}</option>
      </SelectField>
      {http === undefined ? null : (
        <Chunk fallback={<span>{words.text('ui.unloaded')}</span>}>
          <Suspense>
            <HttpFields request={request} http={http} />
          </Suspense>
        </Chunk>
      )}
      <Button look="primary" type="submit" data-testid="send">
        <Send size={15} aria-hidden />
        {words.text('ui.composer.send')}
      </Button>
      <Button data-testid="send-again" title={words.text('ui.composer.againHint')} onClick={sendAgain}>
        {words.text('ui.composer.again')}
        {request.attempt > 0 ? <span className={styles['attempt']}>{request.attempt + 1}</span> : null}
      </Button>
      <div className={styles['dice']}>
        <TextField
          label={words.text('ui.composer.seed')}
          className={styles['seed'] ?? ''}
          type="number"
          min={0}
          max={0xffffffff}
          value={seed}
          data-testid="seed"
          title={words.text('ui.composer.seedHint')}
          onChange={(event) => setSeed(Number(event.target.value))}
        />
        <IconButton
          tip="above"
          label={words.text('ui.composer.newSeed')}
          data-testid="new-seed"
          onClick={() => setSeed(seed + 1)}
        >
          <Dices size={16} aria-hidden />
        </IconButton>
      </div>
    </form>
  );
}

const HttpFields = lazy(() => import('../edge/later.js').then(({ HttpFields: component }) => ({ default: component })));

const TYPED = 'typed';
const HTTP = 'HTTP';

/** A choice of the list: an Ingress's host is asked over HTTP, all else is connected to. */
function sendTo(choice: string, objects: readonly ObjectSummary[]): void {
  if (choice === TYPED) {
    compose({ to: { kind: 'name', name: '' } });
    return;
  }
  if (choice.startsWith('url:')) {
    compose(readHost(choice));
    return;
  }
  const target = readTarget(choice);
  const [port] = target.port === undefined ? portsOf(target.to, objects) : [];
  compose(port === undefined ? target : { ...target, port: port.port, protocol: port.protocol });
}

/** The same target, asked for its root. */
function askOverHttp({ to, port }: TrafficRequest): void {
  const [, namespace, name = 'example.com'] = (
    to.kind === 'service' ? to.service : to.kind === 'pod' ? to.pod : ''
  ).split('/');
  const object = namespace === 'default' || namespace === undefined ? name : `${name}.${namespace}`;
  const host = to.kind === 'ip' ? to.ip : to.kind === 'name' && to.name !== '' ? to.name : object;
  compose({ protocol: 'TCP', http: { scheme: port === 443 ? 'https' : 'http', method: 'GET', host, path: '/' } });
}

function setSeed(seed: number): void {
  configure({ ...getState().settings, seed: Math.min(Math.max(Math.trunc(seed) || 0, 0), 0xffffffff) });
}

function addressTarget(text: string): { kind: 'ip'; ip: string } | { kind: 'name'; name: string } {
  return /^[\d.]+$/.test(text) || text.includes(':') ? { kind: 'ip', ip: text } : { kind: 'name', name: text };
}

function isChoice(groups: readonly ChoiceGroup[], value: string): boolean {
  return groups.some(({ choices }) => choices.some((choice) => choice.value === value));
}

interface OptionsProps {
  readonly groups: readonly ChoiceGroup[];
  /** What is chosen and not among the groups. */
  readonly missing: string | null;
  /** The cluster is known: what is missing is not in it. */
  readonly known: boolean;
}

function Options({ groups, missing, known }: OptionsProps) {
  const words = useWords();
  const name = missing?.slice(missing.lastIndexOf('/') + 1) ?? '';
  return (
    <>
      {missing === null ? null : (
        <option value={missing}>{known ? words.text('ui.composer.gone', { name }) : name}</option>
      )}
      {groups.map(({ title, choices }) => (
        <optgroup key={title} label={words.text(title)}>
          {choices.map(({ value, text }) => (
            <option key={value} value={value}>
              {text === '' ? words.text(value === 'outside' ? 'ui.composer.outside' : 'ui.composer.lan') : text}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  );
}
