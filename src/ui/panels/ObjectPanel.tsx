import { lazy, Suspense, useEffect, useState } from 'react';
import type { EntrySummary, ObjectSummary, ObjectView, Snapshot } from '../../engine/protocol.js';
import { objectText } from '../../messages/index.js';
import { engine, reveal, showObject } from '../../store/index.js';
import { ObjectActions } from '../actions/ObjectActions.js';
import { Button } from '../controls/Button.js';
import { SelectField } from '../controls/Field.js';
import { Chunk } from '../layout/Chunk.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { EventLine } from './EventLine.js';
import { listEvents } from './event-list.js';
import { Listing } from './Listing.js';
import styles from './panels.module.css';

/** One object: as the API server has it, its events, and what can be done to it. */
export function ObjectPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const key = useApp((state) => state.selection.object);
  const [view, setView] = useState<ObjectView | null>(null);
  const summary = snapshot.objects.find((object) => object.key === key);

  useEffect(() => {
    if (key === null) return;
    let wanted = true;
    void engine()
      .inspect(key)
      .then((answer) => {
        if (wanted) setView(answer);
      });
    return () => {
      wanted = false;
    };
  }, [key, snapshot]);

  const kinds = [...new Set(snapshot.objects.map(({ kind }) => kind))];
  return (
    <div className={styles['object']}>
      <SelectField
        label={words.text('ui.object.choose')}
        value={key ?? ''}
        data-testid="object-choice"
        onChange={(event) => showObject(event.target.value as NonNullable<typeof key>)}
      >
        {summary === undefined ? <option value={key ?? ''}>{key === null ? '—' : objectText(key)}</option> : null}
        {kinds.map((kind) => (
          <optgroup key={kind} label={kind}>
            {snapshot.objects
              .filter((object) => object.kind === kind)
              .map((object) => (
                <option key={object.key} value={object.key}>
                  {object.namespace === '' || object.namespace === 'default'
                    ? object.name
                    : `${object.namespace}/${object.name}`}
                </option>
              ))}
          </optgroup>
        ))}
      </SelectField>
      {key === null ? <p className={styles['none']}>{words.text('ui.object.none')}</p> : null}
      {key !== null && summary === undefined ? <p className={styles['none']}>{words.text('ui.object.gone')}</p> : null}
      {summary === undefined ? null : (
        <>
          <p className={styles['state']}>
            <strong>{summary.name}</strong> {summary.state}
            {summary.simulated ? null : <em> · {words.text('ui.object.notSimulated')}</em>}
          </p>
          <Facts object={summary} />
          <ObjectActions object={summary} />
          {summary.kind === 'Service' ? (
            <Chunk fallback={null}>
              <Suspense>
                <ExposureTable service={summary} snapshot={snapshot} />
              </Suspense>
            </Chunk>
          ) : null}
        </>
      )}
      {key === null || view === null ? null : (
        <>
          {view.range === null ? null : (
            <Button onClick={() => view.range !== null && reveal(view.range)}>
              {words.text('ui.object.toManifest')}
            </Button>
          )}
          <Listing label="YAML" testId="object-yaml">
            {view.yaml}
          </Listing>
          {view.events.length === 0 ? null : (
            <ul className={styles['events']} lang="en">
              {listEvents(view.events).map((event) => (
                <EventLine key={event.id} event={event} />
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}

const ExposureTable = lazy(() =>
  import('../edge/later.js').then(({ ExposureTable: component }) => ({ default: component })),
);

/** What kubectl's columns say of the ways in. Kubernetes' own words, the same in every language. */
function Facts({ object: { entry, ingress, ports } }: { readonly object: ObjectSummary }) {
  const facts = [
    ...(entry?.external === undefined ? [] : [['EXTERNAL-IP', entry.external]]),
    ...(entry === undefined ? [] : [['PORT(S)', portsText(ports, entry)]]),
    ...(ingress === undefined
      ? []
      : [
          ['HOSTS', [...new Set(ingress.routes.map(({ host }) => (host === '' ? '*' : host)))].join(',') || '*'],
          ['ADDRESS', ingress.addresses.join(',')],
        ]),
  ];
  if (facts.length === 0) return null;
  return (
    <dl className={styles['facts']} lang="en" data-testid="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** As the PORT(S) column has them: `80:30080/TCP`. */
function portsText(ports: ObjectSummary['ports'], { nodePorts }: EntrySummary): string {
  return ports
    .map(({ port, protocol }) => {
      const node = nodePorts.find((one) => one.port === port && one.protocol === protocol);
      return `${port}${node === undefined ? '' : `:${node.nodePort}`}/${protocol}`;
    })
    .join(',');
}
