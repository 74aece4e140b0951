import { useCallback } from 'react';
import type { ObjectKey } from '../../core/index.js';
import type { ControllerView, Snapshot } from '../../engine/protocol.js';
import { objectText } from '../../messages/index.js';
import { engine, lookAt, showObject } from '../../store/index.js';
import { SelectField } from '../controls/Field.js';
import { useAnswer } from '../use-answer.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { ConfigText } from './ConfigText.js';
import styles from './edge.module.css';

/** An ingress controller in its two halves: the one that watches the API and writes a configuration, the one that routes by it. */
export function ControllerPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const { objects } = snapshot;
  const pinned = useApp((state) => state.selection.object);
  // The configuration follows from the objects; what it is compared with, from the moment that is pinned.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const ask = useCallback(() => engine().ingress(), [objects, snapshot.pinned]);
  const controllers = useAnswer(ask);
  if (controllers === null) return <p className={styles['none']}>{words.text('ui.waiting')}</p>;
  const chosen =
    controllers.find(({ controller }) => controller.workload === pinned) ??
    controllers.find(({ controller }) => servesPinned(controller.classes, pinned, snapshot)) ??
    controllers[0];
  if (chosen === undefined) {
    return (
      <p className={styles['none']} data-testid="no-controller">
        {words.text('ui.controller.none')}
      </p>
    );
  }
  return (
    <div className={styles['panel']} data-testid="controller">
      {controllers.length < 2 ? (
        <h2>{objectText(chosen.controller.workload)}</h2>
      ) : (
        <SelectField
          label={words.text('ui.controller.choose')}
          value={chosen.controller.workload}
          onChange={(event) => lookAt(event.target.value as ObjectKey, 'controller')}
        >
          {controllers.map(({ controller }) => (
            <option key={controller.workload} value={controller.workload}>
              {controller.workload.split('/')[2]}
            </option>
          ))}
        </SelectField>
      )}
      <Watches view={chosen} />
      <Routes view={chosen} />
      <ConfigText view={chosen} />
    </div>
  );
}

function servesPinned(classes: readonly ObjectKey[], pinned: ObjectKey | null, { objects }: Snapshot): boolean {
  const name = objects.find(({ key }) => key === pinned)?.ingress?.class;
  return classes.some((key) => key === pinned || key.split('/')[2] === name);
}

function Watches({ view }: { readonly view: ControllerView }) {
  const words = useWords();
  const { classes, program, controllerName } = view.controller;
  // Whatever it serves, it wrote down.
  const causes = view.config.lines.flatMap(({ cause }) => (cause === undefined ? [] : [cause.object]));
  const served = [...new Set(causes)].filter((key) => key.startsWith('Ingress/'));
  return (
    <section>
      <h3>{words.text('ui.controller.watches')}</h3>
      <p className={styles['muted']}>
        {program} · <code>{controllerName}</code>
      </p>
      <p>
        {classes.length === 0 ? (
          words.text('ui.controller.noClass', { name: controllerName })
        ) : (
          <>
            {words.text('ui.controller.classes')} <Links keys={classes} />
          </>
        )}
      </p>
      <p>
        {served.length === 0 ? (
          words.text('ui.controller.servesNone')
        ) : (
          <>
            {words.text('ui.controller.serves')}: <Links keys={served} />
          </>
        )}
      </p>
    </section>
  );
}

function Routes({ view: { controller } }: { readonly view: ControllerView }) {
  const words = useWords();
  const { pods, services } = controller;
  return (
    <section data-ready={pods.length > 0}>
      <h3>{words.text('ui.controller.routes')}</h3>
      <p className={pods.length === 0 ? styles['warning'] : ''}>
        {words.text('ui.controller.pods', { count: pods.length })} <Links keys={pods} />
      </p>
      <p>
        {services.length === 0 ? (
          words.text('ui.controller.noService')
        ) : (
          <>
            {words.text('ui.controller.services')} <Links keys={services} />
          </>
        )}
      </p>
    </section>
  );
}

function Links({ keys }: { readonly keys: readonly ObjectKey[] }) {
  return keys.map((key, index) => (
    <span key={key}>
      {index === 0 ? '' : ', '}
      <button type="button" className={styles['link']} onClick={() => showObject(key)}>
        {objectText(key)}
      </button>
    </span>
  ));
}
