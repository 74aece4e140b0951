import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type ObjectKey } from '../core/index.js';
import * as policyLens from '../scene/policy-lens.js';
import type { Workspace } from './protocol.js';
import { createSession, type EngineSession } from './session.js';
import { isPainted } from './unpainted.js';

const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${name} } }
spec: { containers: [{ name: main, image: nginx, ports: [{ containerPort: 80 }] }] }
`;

const policy = (from: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: ${from} } } }] }]
`;

const file = (id: string, text: string) => ({ id, name: `${id}.yaml`, text });
const files = (from: string) => [
  file('pods', ['web', 'api', 'db'].map(pod).join('---\n')),
  file('policy', policy(from)),
];

const WORK: Workspace = {
  files: files('api'),
  settings: DEFAULT_SETTINGS,
  history: [],
  request: {
    from: { kind: 'pod', pod: 'Pod/default/web' as ObjectKey },
    to: { kind: 'pod', pod: 'Pod/default/db' as ObjectKey },
    port: 80,
    protocol: 'TCP',
    attempt: 0,
  },
};

function opened(lens: 'policy' | 'traffic' = 'policy'): EngineSession {
  const session = createSession();
  session.usePolicyLens(policyLens);
  session.open(WORK, 'wide', lens);
  return session;
}

describe('the Policy lens', () => {
  it('is painted only while it is looked at, and not before it has been loaded', () => {
    const session = createSession();
    session.open(WORK, 'wide', 'policy');
    expect(isPainted(session.show('policy').scenes.policy)).toBe(false);
    session.usePolicyLens(policyLens);
    expect(isPainted(session.show('policy').scenes.policy)).toBe(true);
    expect(isPainted(session.show('traffic').scenes.policy)).toBe(false);
  });

  it('plays the trace hop for hop', () => {
    const { trace, timelines, scenes } = opened().show('policy');
    expect(trace?.client).toBe('timeout');
    expect(timelines.policy.hops).toHaveLength(trace?.hops.length ?? 0);
    expect(timelines.policy.duration).toBe(timelines.traffic.duration);
    expect(scenes.policy.links.some(({ kind, part }) => kind === 'denies' && part === true)).toBe(true);
  });

  it('is the very same when it is asked for again, and lays nothing out', () => {
    const session = opened();
    const first = session.show('policy');
    const again = session.show('policy');
    expect(again.scenes.policy).toBe(first.scenes.policy);
    expect(again.timelines.policy).toBe(first.timelines.policy);
    expect(again.work.nodesLaidOut).toBe(first.work.nodesLaidOut);
  });

  it('shows what the last edit added and removed', () => {
    const changes = opened()
      .edit(files('web'), false)
      .scenes.policy.links.flatMap(({ change }) => (change === undefined ? [] : [change]));
    expect(changes.toSorted()).toEqual(['added', 'removed']);
  });

  it('says that nobody enforces the policies where the provider does not', () => {
    const { scenes } = opened().configure({ ...DEFAULT_SETTINGS, networkPolicy: 'ignored' });
    expect(scenes.policy.lanes.map(({ title }) => title.code)).toContain('scene.policy.ignored');
  });
});
