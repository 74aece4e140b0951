import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createManifestCache,
  DEFAULT_SETTINGS,
  getField,
  parseManifests,
  type ClusterSettings,
  type KubeObject,
  type ObjectKey,
  type TrafficRequest,
} from '../core/index.js';
import * as policyLens from '../scene/policy-lens.js';
import * as edgeAnswers from './edge-core.js';
import type { Snapshot } from './protocol.js';
import { createSession, type EngineSession } from './session.js';
import { firstPathWork } from './testing/first-path.js';
import { hostileEdgeText } from './testing/hostile-edge.js';

const SEED = 20_261_124;
const GOOD = firstPathWork.files;
/** Every case is one edit of a session that goes on; a session lives this long. */
const CASES_PER_SESSION = 25;

const BALANCERS: readonly ClusterSettings['loadBalancer'][] = ['none', 'vip', 'proxy'];
const settingsOf = (balancer: ClusterSettings['loadBalancer']): ClusterSettings => ({
  ...DEFAULT_SETTINGS,
  ...(balancer === undefined ? {} : { loadBalancer: balancer }),
});

const asks = (from: TrafficRequest['from'], ip: string, port: number, url?: string): TrafficRequest => {
  const [, scheme, host = '', path = '/'] = /^(https?):\/\/([^/]*)(.*)$/.exec(url ?? '') ?? [];
  return {
    from,
    to: { kind: 'ip', ip },
    port,
    protocol: 'TCP',
    attempt: 0,
    ...(scheme === 'http' || scheme === 'https' ? { http: { scheme, method: 'GET', host, path } } : {}),
  };
};
const internet: TrafficRequest['from'] = { kind: 'outside', place: 'internet' };
const lan: TrafficRequest['from'] = { kind: 'outside', place: 'lan' };
const client: TrafficRequest['from'] = { kind: 'pod', pod: 'Pod/default/client' as ObjectKey };

/** Whatever the manifests say, somebody outside or inside asks for it. */
const REQUESTS: readonly TrafficRequest[] = [
  asks(internet, '203.0.113.1', 80, 'http://foo.bar.com/foo/bar'),
  asks(internet, '203.0.113.1', 443, 'https://foo.bar.com/foo'),
  asks(internet, '203.0.113.2', 80, 'http://a.bar.com/'),
  asks(internet, '1.2.3.4', 80),
  asks(lan, '192.168.10.12', 30_080),
  asks(lan, '192.168.10.13', 30_080, 'http://old.bar.com/'),
  asks(client, '203.0.113.1', 80, 'http://only.host/'),
  { ...asks(client, '', 80), to: { kind: 'service', service: 'Service/default/web' as ObjectKey } },
  { ...asks(internet, '', 80, 'http://foo.bar.com/'), to: { kind: 'name', name: 'foo.bar.com' } },
];
const AGAIN = firstPathWork.request;

const fileOf = (text: string) => [{ id: 'hostile', name: 'hostile.yaml', text }];

function opened(balancer: ClusterSettings['loadBalancer']): EngineSession {
  const session = createSession();
  session.useEdgeAnswers(edgeAnswers);
  session.usePolicyLens(policyLens);
  session.open({ files: GOOD, settings: settingsOf(balancer), history: [], request: AGAIN });
  return session;
}

/** Every hop has a cause that exists, and everything in the pictures has a place. */
function check(session: EngineSession, { trace, scenes }: Snapshot): void {
  const objects = new Map<ObjectKey, KubeObject | undefined>();
  for (const { object, field } of trace === null ? [] : [trace.cause, ...trace.hops.map((hop) => hop.cause)]) {
    if (!objects.has(object)) {
      const yaml = session.inspect(object)?.yaml ?? '';
      objects.set(object, parseManifests(fileOf(yaml), createManifestCache()).documents[0]?.object);
    }
    const there = objects.get(object);
    if (there === undefined || getField(there, field) === undefined)
      throw new Error(`the cause ${object} ${field.join('.')} does not exist`);
  }
  for (const { nodes, groups } of Object.values(scenes)) {
    for (const { id, box } of [...nodes, ...groups]) {
      if (!Object.values(box).every(Number.isFinite)) throw new Error(`${id} is nowhere`);
    }
  }
}

/** What the panels ask is answered, whatever there is. */
function askEverything(session: EngineSession): void {
  session.reachability({ by: 'workload' });
  session.reachChanges({ by: 'pod' });
  const services = ['Service/default/web', 'Service/default/lent', 'Service/edge/controller'] as ObjectKey[];
  for (const service of services) session.exposure(service);
  const request = { scheme: 'https', method: 'GET', host: 'foo.bar.com', path: '/foo/bar' } as const;
  for (const { controller } of session.ingress() ?? []) session.testRoute(controller.workload, request);
}

describe('three hundred ways in, Ingresses and policies that were tampered with', () => {
  it('give hops with causes that exist and pictures, and the next good edit works', () => {
    let session = opened('none');
    let cases = 0;
    const seen = { stale: 0, answered: 0, stopped: 0, refused: 0 };
    fc.assert(
      fc.property(hostileEdgeText, fc.nat(REQUESTS.length - 1), fc.boolean(), (text, asked, policies) => {
        if (cases % CASES_PER_SESSION === 0)
          session = opened(BALANCERS[(cases / CASES_PER_SESSION) % BALANCERS.length]);
        cases += 1;
        session.show(policies ? 'policy' : 'traffic');
        session.send(REQUESTS[asked] ?? null);
        const snapshot = session.edit([...GOOD, ...fileOf(text)], false);
        check(session, snapshot);
        askEverything(session);
        if (snapshot.stale) seen.stale += 1;
        else if (snapshot.trace?.client === 'ok') seen.answered += 1;
        else if (snapshot.trace?.verdict === 'DROPPED') seen.stopped += 1;
        else seen.refused += 1;
        session.edit(GOOD, false);
        const { trace, stale } = session.send(AGAIN);
        if (stale || trace?.client !== 'ok') throw new Error(`the next good edit: ${trace?.client ?? 'no trace'}`);
      }),
      { seed: SEED, numRuns: 300, endOnFailure: true },
    );
    // The generator is worth something only if it hits every side.
    expect(Math.min(seen.stale, seen.answered, seen.stopped, seen.refused)).toBeGreaterThan(5);
  }, 240_000);
});
