import { DEFAULT_SETTINGS, type ManifestFile, type ObjectKey } from '../core/index.js';
import type { Workspace } from './protocol.js';
import type { RemoteEngine } from './remote.js';

/** How long nobody must have asked for anything before a slice is played, in milliseconds. */
export const QUIET_MS = 400;
/** Between two slices, so that what is asked meanwhile is asked of an idle engine, in milliseconds. */
export const BETWEEN_MS = 60;
/** How many edits are played: after about so many the browser has compiled what an edit runs. */
export const EDITS = 12;

/** Runs something later; gives what takes it back. */
export type Later = (run: () => void, ms: number) => () => void;

/**
 * A browser compiles what runs often, so the first edits of a fresh engine are several times slower than the later ones. While nobody
 * wants anything of it, the engine plays a few edits of a work of its own, on a session of its own, and throws both away: the reader's
 * first key finds it warm. It begins after the first answer, in slices of one small edit; whatever is asked goes first and puts the rest
 * off; real edits count as played.
 * @param stage makes an engine to rehearse on: one that nothing else sees
 */
export function rehearsed(engine: RemoteEngine, stage: () => RemoteEngine, later: Later): RemoteEngine {
  let takeBack: (() => void) | null = null;
  let opened = false;
  let asked = 0;
  let left = EDITS;
  let rehearsal: RemoteEngine | null = null;

  const slice = (): void => {
    takeBack = null;
    play().then(
      () => wait(BETWEEN_MS),
      () => (left = 0),
    );
  };
  const play = async (): Promise<void> => {
    if (rehearsal === null) {
      rehearsal = stage();
      await rehearsal.open(PLAY);
      return;
    }
    left -= 1;
    await rehearsal.edit(PLAY.files.map(left % 2 === 0 ? asIs : retyped), true);
  };
  const wait = (ms: number): void => {
    takeBack?.();
    takeBack = null;
    if (left <= 0) rehearsal = null;
    else if (opened && asked === 0) takeBack = later(slice, ms);
  };

  const calls = Object.entries(engine) as [string, (...args: readonly unknown[]) => Promise<unknown>][];
  const minded = calls.map(([name, call]) => {
    const mind = (...args: readonly unknown[]): Promise<unknown> => {
      takeBack?.();
      takeBack = null;
      asked += 1;
      if (name === 'edit') left -= 1;
      const answered = (): void => {
        asked -= 1;
        opened ||= name === 'open';
        wait(QUIET_MS);
      };
      const answer = call(...args);
      answer.then(answered, answered);
      return answer;
    };
    return [name, mind] as const;
  });
  return Object.fromEntries(minded) as unknown as RemoteEngine;
}

const asIs = (file: ManifestFile): ManifestFile => file;
const retyped = (file: ManifestFile): ManifestFile => ({
  ...file,
  text: file.text.replace('targetPort: 80', 'targetPort: 81'),
});

/** What a rehearsal is played with: one of each that a first edit touches. */
const PLAY: Workspace = {
  files: [
    {
      id: 'play',
      name: 'play.yaml',
      text: `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: nginx, ports: [{containerPort: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: 80
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  containers: [{name: client, image: busybox}]
`,
    },
  ],
  settings: DEFAULT_SETTINGS,
  history: [],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/client' as ObjectKey },
    to: { kind: 'name', name: 'web' },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};
