import { Pin, PinOff, Table2 } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { Reachability, ReachMatrix } from '../../core/index.js';
import type { ReachOptions, Snapshot } from '../../engine/protocol.js';
import { closeDialog, engine, openDialog, pinMoment } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { SelectField } from '../controls/Field.js';
import { useAnswer } from '../use-answer.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import styles from './edge.module.css';
import { matrixOf, packetPort, portText, withPacket } from './packet-port.js';
import { ReachChanges } from './ReachChanges.js';
import { ReachTable } from './ReachTable.js';

type Grouping = ReachOptions['by'];

/** Who reaches whom by the policies, as a table of a port; below it what that was before, or at the moment that the reader pinned. */
export function ReachPanel({ snapshot }: { readonly snapshot: Snapshot }) {
  const words = useWords();
  const { pinned } = snapshot;
  const matrix = useMatrix(snapshot);
  return (
    <div className={styles['panel']} data-testid="reach">
      <Matrix {...matrix} snapshot={snapshot} />
      <Button data-testid="reach-table" onClick={() => openDialog('reach')}>
        <Table2 size={15} aria-hidden />
        {words.text('ui.reach.table')}
      </Button>
      <div className={styles['pins']}>
        <Button data-testid="pin" onClick={() => pinMoment(true)}>
          <Pin size={15} aria-hidden />
          {words.text(pinned === undefined ? 'ui.reach.pin' : 'ui.reach.pinAgain')}
        </Button>
        {pinned === undefined ? null : (
          <Button look="quiet" data-testid="unpin" onClick={() => pinMoment(false)}>
            <PinOff size={15} aria-hidden />
            {words.text('ui.reach.unpin')}
          </Button>
        )}
      </div>
      <ReachChanges by={matrix.by} snapshot={snapshot} />
    </div>
  );
}

/** The same table in a window of its own, where it has room. */
export function ReachDialog() {
  const snapshot = useApp((state) => state.snapshot);
  return snapshot === null ? null : <Whole snapshot={snapshot} />;
}

function Whole({ snapshot }: { readonly snapshot: Snapshot }) {
  return (
    <div className={styles['dialog']}>
      <Matrix {...useMatrix(snapshot)} snapshot={snapshot} onSend={closeDialog} />
    </div>
  );
}

interface MatrixState {
  readonly by: Grouping;
  readonly reach: Reachability | null;
  readonly shown: ReachMatrix | undefined;
  setBy(by: Grouping): void;
  setPort(port: string): void;
}

function useMatrix(snapshot: Snapshot): MatrixState {
  const { objects, trace } = snapshot;
  const [by, setBy] = useState<Grouping>('workload');
  const [choice, setChoice] = useState<{ readonly port: string; readonly of: string } | null>(null);
  const settings = useApp((state) => state.settings);
  const packet = useMemo(() => packetPort(trace), [trace]);
  // Another packet is looked at on its own port, whatever was chosen before it was sent.
  const present = packet === null ? '' : portText(packet);
  const ask = useCallback(
    () => withPacket((ports) => engine().reachability({ by, ...(ports && { ports }) }), packet),
    // Policies, pods and namespaces are objects; whether they are enforced is a setting; of the packet its port is asked about.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [by, objects, settings, present],
  );
  const reach = useAnswer(ask);
  const shown = matrixOf(reach, choice?.of === present ? choice.port : null, packet);
  return { by, reach, shown, setBy, setPort: (port) => setChoice({ port, of: present }) };
}

interface MatrixProps extends MatrixState {
  readonly snapshot: Snapshot;
  onSend?(): void;
}

function Matrix({ by, reach, shown, setBy, setPort, snapshot, onSend }: MatrixProps) {
  const words = useWords();
  const matrices = reach?.matrices ?? [];
  return (
    <>
      <div className={styles['choices']}>
        <SelectField
          label={words.text('ui.reach.by')}
          value={by}
          data-testid="reach-by"
          onChange={(event) => setBy(event.target.value as Grouping)}
        >
          {(['workload', 'namespace', 'pod'] as const).map((choice) => (
            <option key={choice} value={choice}>
              {words.text(`ui.reach.by.${choice}`)}
            </option>
          ))}
        </SelectField>
        {shown === undefined ? null : (
          <SelectField
            label={words.text('ui.reach.port')}
            value={portText(shown.port)}
            data-testid="reach-port"
            onChange={(event) => setPort(event.target.value)}
          >
            {matrices.map((one) => (
              <option key={portText(one.port)}>{portText(one.port)}</option>
            ))}
          </SelectField>
        )}
      </div>
      {reach?.enforced === false ? <p className={styles['warning']}>{words.text('ui.reach.ignored')}</p> : null}
      {reach === null ? <p className={styles['muted']}>{words.text('ui.waiting')}</p> : null}
      {reach !== null && shown === undefined ? <p className={styles['muted']}>{words.text('ui.reach.none')}</p> : null}
      {reach === null || shown === undefined ? null : (
        <>
          <ReachTable reach={reach} matrix={shown} snapshot={snapshot} {...(onSend === undefined ? {} : { onSend })} />
          <p className={styles['muted']}>{words.text('ui.reach.hint')}</p>
        </>
      )}
    </>
  );
}
