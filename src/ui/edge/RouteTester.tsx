import { Send } from 'lucide-react';
import { useCallback, useId, useMemo, useState } from 'react';
import type { HttpRequest, ObjectKey } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { engine, getState, sendAndLook } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { SelectField, TextField } from '../controls/Field.js';
import { useAnswer } from '../use-answer.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './edge.module.css';
import { readUrl, urlText } from './http-form.js';
import { RouteView } from './RouteView.js';
import { entryOf } from './way-in.js';

/** A host and a path against the rules of a controller, as they are typed. */
export function RouteTester({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const hosts = useId();
  const paths = useId();
  const { objects } = snapshot;
  const pinned = useApp((state) => state.selection.object);
  // The configuration follows from more than Ingresses: every change of an object may change it.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const ask = useCallback(() => engine().ingress(), [objects]);
  const controllers = useAnswer(ask);
  const routes = useMemo(() => routesOf(snapshot, pinned), [snapshot, pinned]);
  const [workload, setWorkload] = useState<ObjectKey | null>(null);
  const [scheme, setScheme] = useState<'http' | 'https' | null>(null);
  const [host, setHost] = useState<string | null>(null);
  const [path, setPath] = useState<string | null>(null);

  const chosen = controllers?.find(({ controller }) => controller.workload === workload) ?? controllers?.[0];
  const first = routes[0];
  const shownHost = host ?? (first?.host === '' ? 'example.com' : (first?.host ?? ''));
  const shownScheme = scheme ?? (first?.tls === true ? 'https' : 'http');
  const shownPath = path ?? first?.path ?? '/';
  const url = readUrl(
    urlText({ scheme: shownScheme, host: shownHost, port: portOf(shownScheme), path: pathText(shownPath) }),
  );
  const controller = chosen?.controller.workload;
  const request = useMemo<HttpRequest | null>(
    () => (url.ok ? { scheme: url.scheme, method: 'GET', host: url.host, path: url.path } : null),
    // A URL is its parts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [shownScheme, shownHost, shownPath],
  );
  const test = useCallback(
    () =>
      controller === undefined || request === null ? Promise.resolve(null) : engine().testRoute(controller, request),
    // The rules are the snapshot's.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [controller, request, objects],
  );
  const decision = useAnswer(test);

  if (controllers === null) return null;
  if (chosen === undefined) {
    return (
      <section>
        <h2>{words.text('ui.route.test')}</h2>
        <p className={styles['warning']} data-testid="no-controller">
          {words.text('ui.route.noController')}
        </p>
      </section>
    );
  }
  return (
    <section>
      <h2>{words.text('ui.route.test')}</h2>
      <p className={styles['muted']}>{words.text('ui.route.testHint')}</p>
      <form
        className={styles['tester']}
        data-testid="route-tester"
        onSubmit={(event) => {
          event.preventDefault();
          if (request !== null) sendTo(request, snapshot, chosen.controller.services);
        }}
      >
        {controllers.length < 2 ? null : (
          <SelectField
            label={words.text('ui.route.controller')}
            value={controller}
            onChange={(event) => setWorkload(event.target.value as ObjectKey)}
          >
            {controllers.map((one) => (
              <option key={one.controller.workload} value={one.controller.workload}>
                {one.controller.workload.split('/')[2]}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField
          label={words.text('ui.route.scheme')}
          value={shownScheme}
          data-testid="test-scheme"
          onChange={(event) => setScheme(event.target.value as 'http' | 'https')}
        >
          <option>http</option>
          <option>https</option>
        </SelectField>
        <TextField
          label={words.text('ui.route.host')}
          value={shownHost}
          list={hosts}
          maxLength={253}
          data-testid="test-host"
          aria-invalid={!url.ok && url.fault !== 'path'}
          onChange={(event) => setHost(event.target.value)}
        />
        <datalist id={hosts}>
          {[...new Set(routes.map((one) => one.host))].map((one) =>
            one === '' ? null : <option key={one}>{one}</option>,
          )}
        </datalist>
        <TextField
          label={words.text('ui.route.path')}
          value={shownPath}
          list={paths}
          maxLength={1024}
          data-testid="test-path"
          aria-invalid={!url.ok && url.fault === 'path'}
          onChange={(event) => setPath(event.target.value)}
        />
        <datalist id={paths}>
          {[...new Set(routes.map((one) => one.path))].map((one) => (
            <option key={one}>{one}</option>
          ))}
        </datalist>
        <Button type="submit" data-testid="test-send" disabled={request === null}>
          <Send size={14} aria-hidden />
          {words.text('ui.route.send')}
        </Button>
      </form>
      {url.ok ? null : (
        <p className={styles['fault']} role="alert">
          {words.text(`ui.http.fault.${url.fault}`, url.fault === 'host' ? { host: url.host } : {})}
        </p>
      )}
      {decision === null || !url.ok ? null : <RouteView decision={decision} testId="route-tested" />}
    </section>
  );
}

interface Route {
  readonly host: string;
  readonly path: string;
  readonly tls: boolean;
}

/** Every host and path there is, those of the pinned Ingress first. */
function routesOf({ objects }: Snapshot, pinned: ObjectKey | null): readonly Route[] {
  const ingresses = objects.filter(({ kind }) => kind === 'Ingress');
  const ordered = [...ingresses.filter(({ key }) => key === pinned), ...ingresses.filter(({ key }) => key !== pinned)];
  return ordered.flatMap(({ ingress }) =>
    (ingress?.routes ?? []).map(({ host, path }) => ({ host, path, tls: ingress?.tls.includes(host) ?? false })),
  );
}

const portOf = (scheme: 'http' | 'https'): number => (scheme === 'https' ? 443 : 80);
const pathText = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

/** Sends it for real, in by the way that the host's name or the controller's Service gives. */
function sendTo(http: HttpRequest, { objects }: Snapshot, services: readonly ObjectKey[]): void {
  const { from } = getState().composer;
  const { to, port } = entryOf(http, services, objects);
  sendAndLook({ from, to, port, protocol: 'TCP', attempt: 0, http });
}
