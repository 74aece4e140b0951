import { FilePen } from 'lucide-react';
import { useCallback, useId, useState } from 'react';
import type { Action, ObjectKey, VolumeChain } from '../../core/index.js';
import type { Snapshot } from '../../engine/protocol.js';
import { act, engine } from '../../store/index.js';
import { Button } from '../controls/Button.js';
import { SelectField, TextField } from '../controls/Field.js';
import { useApp } from '../use-app.js';
import { useWords } from '../words.js';
import { mountPaths } from './contents.js';
import { useAnswer } from '../use-answer.js';
import styles from './VolumesPanel.module.css';

interface Props {
  readonly snapshot: Snapshot;
  readonly chains: readonly VolumeChain[];
}

/** Lets a process of a container write a file, as `kubectl exec` would. */
export function WriteForm({ snapshot, chains }: Props) {
  const words = useWords();
  const paths = useId();
  const pinned = useApp((state) => state.selection.object);
  const [chosen, setChosen] = useState<{ readonly pod: string; readonly container: string } | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const [text, setText] = useState('Hello');

  const pods = snapshot.objects.filter(
    ({ kind, state, system, containers }) =>
      kind === 'Pod' && state === 'Running' && !system && (containers?.length ?? 0) > 0,
  );
  const pod =
    pods.find(({ key }) => key === chosen?.pod) ??
    pods.find(({ key }) => key === pinned) ??
    pods.find(({ key }) => chains.some((chain) => chain.pod === key)) ??
    pods[0];
  const containers = pod?.containers ?? [];
  const container = containers.find((name) => name === chosen?.container) ?? containers[0] ?? '';
  const mounts = pod === undefined ? [] : mountPaths(chains, pod.key, container);
  const where = path ?? `${mounts[0] ?? '/tmp'}/hello.txt`;
  const line = useKubectl(pod?.key, container, where, text);
  if (pod === undefined) return <p className={styles['muted']}>{words.text('ui.write.noPods')}</p>;

  return (
    <form
      className={styles['write']}
      aria-label={words.text('ui.write.title')}
      data-testid="write-file"
      onSubmit={(event) => {
        event.preventDefault();
        act({ type: 'write-file', pod: pod.key, container, path: where, text });
      }}
    >
      <h2>{words.text('ui.write.title')}</h2>
      <SelectField
        label={words.text('ui.write.pod')}
        value={pod.key}
        data-testid="write-pod"
        onChange={(event) => setChosen({ pod: event.target.value, container: '' })}
      >
        {pods.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </SelectField>
      {containers.length < 2 ? null : (
        <SelectField
          label={words.text('ui.write.container')}
          value={container}
          onChange={(event) => setChosen({ pod: pod.key, container: event.target.value })}
        >
          {containers.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
      )}
      <TextField
        label={words.text('ui.write.path')}
        value={where}
        required
        pattern="/.*"
        maxLength={1024}
        list={paths}
        data-testid="write-path"
        onChange={(event) => setPath(event.target.value)}
      />
      <datalist id={paths}>
        {mounts.map((mount) => (
          <option key={mount}>{`${mount}/hello.txt`}</option>
        ))}
      </datalist>
      <TextField
        label={words.text('ui.write.text')}
        value={text}
        maxLength={2000}
        data-testid="write-text"
        onChange={(event) => setText(event.target.value)}
      />
      {line === null ? null : <code className={styles['command']}>{line}</code>}
      <Button look="primary" type="submit" data-testid="write-do">
        <FilePen size={15} aria-hidden />
        {words.text('ui.write.do')}
      </Button>
      <p className={styles['muted']}>{words.text('ui.write.hint')}</p>
    </form>
  );
}

/** The command that does the same on a real cluster; null until the engine has said. */
function useKubectl(pod: ObjectKey | undefined, container: string, path: string, text: string): string | null {
  const ask = useCallback(async () => {
    if (pod === undefined) return null;
    const action: Action = { type: 'write-file', pod, container, path, text };
    return (await engine().kubectl([action]))?.[0] ?? null;
  }, [pod, container, path, text]);
  return useAnswer(ask);
}
