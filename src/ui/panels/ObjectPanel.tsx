import { useEffect, useState } from 'react';
import type { ObjectView, Snapshot } from '../../engine/protocol.js';
import { objectText } from '../../messages/index.js';
import { engine, reveal, showObject } from '../../store/index.js';
import { ObjectActions } from '../actions/ObjectActions.js';
import { Button } from '../controls/Button.js';
import { SelectField } from '../controls/Field.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
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
          <ObjectActions object={summary} />
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
              {view.events.map((event, index) => (
                <li key={index} data-type={event.type}>
                  <span className={styles['reason']}>{event.reason}</span>
                  <span className={styles['message']}>{event.message}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
