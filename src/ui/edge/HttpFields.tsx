import { ChevronDown, Copy, SlidersHorizontal } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { HttpRequest, TrafficRequest } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { compose, getState } from '../../store/index.js';
import { copy } from '../actions/copy.js';
import { choicesOf, readTarget, targetValue } from '../composer/choices.js';
import { Button, IconButton } from '../controls/Button.js';
import { SelectField, TextField } from '../controls/Field.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { commandOf } from './command.js';
import styles from './http.module.css';
import { fieldsOf, readUrl, requestOf, targetOf, urlText, withPort, type HttpFields as Fields } from './http-form.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const TYPED = 'typed';
const SAME = 'same';

interface Props {
  readonly request: TrafficRequest;
  readonly http: HttpRequest;
}

/** A request over HTTP as a person writes it: a URL; beside it, folded, another Host, another server name, another place to connect to. */
export function HttpFields({ request, http }: Props) {
  const words = useWords();
  const objects = useApp((state) => state.snapshot?.objects) ?? NONE;
  const [fields, setFields] = useState<Fields>(() => fieldsOf(request, http));
  const made = useRef<TrafficRequest>(request);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const urls = useId();

  // The request was changed elsewhere: by an example, a link, a choice of the list. What is being typed is not thrown away for its own sake.
  useEffect(() => {
    if (sameAs(made.current, request)) return;
    made.current = request;
    setFields(fieldsOf(request, http));
  }, [request, http]);

  const read = readUrl(fields.url);
  const fault = read.ok
    ? ''
    : words.text(`ui.http.fault.${read.fault}`, read.fault === 'host' ? { host: read.host } : {});
  // The browser's own check of a form keeps a request without a URL from being sent, and says why.
  useEffect(() => input.current?.setCustomValidity(fault), [fault]);

  const shown = fields.connect === null ? words.text('ui.http.more') : `→ ${targetText(fields.connect)}`;

  const change = (part: Partial<Fields>): void => {
    const next = { ...fields, ...part };
    setFields(next);
    const asked = requestOf(next, getState().composer.from);
    if (!asked.ok) return;
    made.current = asked.request;
    compose(asked.request);
  };

  return (
    <div className={styles['http']} role="group" aria-label={words.text('ui.http.label')} data-testid="http">
      <SelectField
        label={words.text('ui.http.method')}
        hideLabel
        value={fields.method}
        data-testid="method"
        onChange={(event) => change({ method: event.target.value })}
      >
        {METHODS.map((method) => (
          <option key={method}>{method}</option>
        ))}
      </SelectField>
      <label className={styles['url']}>
        <span className="visually-hidden">{words.text('ui.http.url')}</span>
        <input
          ref={input}
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          value={fields.url}
          list={urls}
          maxLength={1400}
          aria-invalid={!read.ok}
          aria-describedby={hint}
          data-testid="url"
          onChange={(event) => change({ url: event.target.value })}
        />
      </label>
      <datalist id={urls}>
        {urlsOf(objects).map((url) => (
          <option key={url}>{url}</option>
        ))}
      </datalist>
      <Button
        look="quiet"
        aria-expanded={open}
        aria-label={`${shown} · ${words.text('ui.http.about')}`}
        title={words.text('ui.http.about')}
        data-testid="http-more"
        className={styles['more'] ?? ''}
        data-used={isUsed(fields)}
        onClick={() => setOpen(!open)}
      >
        <SlidersHorizontal size={14} aria-hidden />
        <span>{shown}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <p id={hint} className={styles['hint']} role="status" data-fault={!read.ok}>
        {read.ok ? (read.query ? words.text('ui.http.query') : '') : fault}
      </p>
      {open ? <Rest fields={fields} change={change} request={request} objects={objects} /> : null}
    </div>
  );
}

const NONE: readonly ObjectSummary[] = [];

interface RestProps {
  readonly fields: Fields;
  readonly request: TrafficRequest;
  readonly objects: readonly ObjectSummary[];
  change(part: Partial<Fields>): void;
}

function Rest({ fields, change, request, objects }: RestProps) {
  const words = useWords();
  const nodes = useApp((state) => state.settings.nodes);
  const insecure = useApp((state) => state.snapshot?.trace?.http?.tls?.self === true);
  const { to } = choicesOf(objects, nodes);
  const groups = to.filter(({ title }) => title !== 'ui.composer.hosts');
  const { connect } = fields;
  const value = connect === null ? SAME : targetValue({ to: connect, port: request.port, protocol: 'TCP' });
  const known = groups.some(({ choices }) => choices.some((choice) => choice.value === value));
  const line = commandOf(request, objects, insecure);
  return (
    <div className={styles['rest']}>
      <TextField
        label={words.text('ui.http.host')}
        value={fields.hostHeader}
        placeholder={words.text('ui.http.asUrl')}
        maxLength={253}
        data-testid="http-host"
        onChange={(event) => change({ hostHeader: event.target.value })}
      />
      <TextField
        label={words.text('ui.http.sni')}
        value={fields.sni}
        placeholder={words.text('ui.http.asUrl')}
        maxLength={253}
        data-testid="http-sni"
        onChange={(event) => change({ sni: event.target.value })}
      />
      <SelectField
        label={words.text('ui.http.connect')}
        value={connect === null ? SAME : known ? value : TYPED}
        data-testid="http-connect"
        onChange={(event) => {
          const chosen = event.target.value;
          if (chosen === SAME) change({ connect: null, url: withPort(fields.url, null) });
          else if (chosen === TYPED) change({ connect: { kind: 'name', name: 'localhost' } });
          else {
            const target = readTarget(chosen);
            // A node port is another than the URL's; a cluster IP has the URL's own.
            change({ connect: target.to, url: withPort(fields.url, target.port ?? null) });
          }
        }}
      >
        <option value={SAME}>{words.text('ui.http.asUrl')}</option>
        {groups.map(({ title, choices }) => (
          <optgroup key={title} label={words.text(title)}>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.text}
              </option>
            ))}
          </optgroup>
        ))}
        <option value={TYPED}>{words.text('ui.composer.other')}</option>
      </SelectField>
      {connect === null || known ? null : (
        <TextField
          label={words.text('ui.http.address')}
          hideLabel
          placeholder="203.0.113.1"
          value={connect.kind === 'ip' ? connect.ip : connect.kind === 'name' ? connect.name : ''}
          maxLength={253}
          data-testid="http-address"
          onChange={(event) => change({ connect: targetOf(event.target.value) })}
        />
      )}
      {line === null ? null : (
        <p className={styles['command']}>
          <code aria-label={words.text('ui.command.label')} data-testid="command">
            {line}
          </code>
          <IconButton tip="above" label={words.text('ui.action.copy')} onClick={() => void copy(line)}>
            <Copy size={14} aria-hidden />
          </IconButton>
        </p>
      )}
    </div>
  );
}

/** Where the client connects, in short. */
function targetText(target: TrafficRequest['to']): string {
  if (target.kind === 'ip') return target.ip;
  if (target.kind === 'name') return target.name;
  return (target.kind === 'service' ? target.service : target.pod).split('/')[2] ?? '';
}

const isUsed = ({ hostHeader, sni, connect }: Fields): boolean => hostHeader !== '' || sni !== '' || connect !== null;

/** URLs worth asking for: of every Ingress, each host and path. */
function urlsOf(objects: readonly ObjectSummary[]): readonly string[] {
  return objects.flatMap(({ ingress }) =>
    (ingress?.routes ?? []).flatMap(({ host, path }) => {
      if (host === '' || host.startsWith('*')) return [];
      const scheme = ingress?.tls.includes(host) === true ? 'https' : 'http';
      return [urlText({ scheme, host, port: scheme === 'https' ? 443 : 80, path })];
    }),
  );
}

/** The same but for who sends it and how often: those have fields of their own. */
function sameAs(a: TrafficRequest, b: TrafficRequest): boolean {
  const asked = ({ to, port, http }: TrafficRequest): string => JSON.stringify([to, port, http]);
  return a === b || asked(a) === asked(b);
}
