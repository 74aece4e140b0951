import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createManifestCache,
  DEFAULT_SETTINGS,
  DIAGNOSTIC_CODES,
  getField,
  parseManifests,
  type Cause,
  type Diagnostic,
  type KubeObject,
  type ManifestFile,
  type ObjectKey,
  type Pod,
  type TrafficRequest,
} from '../core/index.js';
import { Living } from './living.js';
import type { Snapshot } from './protocol.js';
import { createSession, type EngineSession } from './session.js';
import { firstPathWork } from './testing/first-path.js';
import { hostileText } from './testing/hostile-manifests.js';

const SEED = 20_261_123;
/** Every case is one edit of a session that goes on, so that what one leaves behind meets the next; a session lives this long. */
const CASES_PER_SESSION = 50;
/** Counted work decides; the processor's time only catches what the counters do not count. */
const MOST_RECONCILES = 40_000;
const GUARD_MS = 1_000;
/** A runaway Deployment makes as many pods as the simulator takes; those are given their time. */
const GUARD_MS_A_POD = 4;

const GOOD = firstPathWork.files;
const KNOWN_CODES: ReadonlySet<string> = new Set(DIAGNOSTIC_CODES);

const from = (pod: string): TrafficRequest['from'] => ({ kind: 'pod', pod: `Pod/default/${pod}` as ObjectKey });
const request = (source: TrafficRequest['from'], to: TrafficRequest['to'], protocol: 'TCP' | 'UDP' = 'TCP') => ({
  from: source,
  to,
  port: 80,
  protocol,
  attempt: 0,
});
const service = (name: string): TrafficRequest['to'] => ({
  kind: 'service',
  service: `Service/default/${name}` as ObjectKey,
});

/** Whatever the manifests say, somebody asks for it. */
const REQUESTS: readonly TrafficRequest[] = [
  request(from('client'), service('web')),
  request(from('client'), { kind: 'name', name: 'alias' }),
  request(from('loner'), service('legacy')),
  request(from('loner'), service('web'), 'UDP'),
  request({ kind: 'node', node: 'worker-1' }, { kind: 'ip', ip: '10.96.44.4' }),
  request({ kind: 'outside' }, { kind: 'pod', pod: 'Pod/default/selfish' as ObjectKey }),
  request(from('selfish'), { kind: 'name', name: 'web.default' }),
];
const AGAIN = request(from('client'), service('my-service'));

const fileOf = (text: string) => [{ id: 'hostile', name: 'hostile.yaml', text }];

function checkDiagnostics(files: readonly ManifestFile[], diagnostics: readonly Diagnostic[]): void {
  for (const { code, message, range } of diagnostics) {
    if (!KNOWN_CODES.has(code)) throw new Error(`${code} is no documented code`);
    if (message === '') throw new Error(`${code} says nothing`);
    const length = files.find(({ id }) => id === range.file)?.text.length ?? -1;
    if (!(range.from >= 0 && range.from <= range.to && range.to <= length))
      throw new Error(`${code} at ${range.file} ${range.from}…${range.to}`);
  }
}

/** What must be true of every answer. */
function check(session: EngineSession, files: readonly ManifestFile[], snapshot: Snapshot): void {
  checkDiagnostics(files, snapshot.diagnostics);
  const wrong = snapshot.diagnostics.some(({ severity, code }) => severity === 'error' && code !== 'refused');
  if (wrong !== snapshot.stale) throw new Error('stale means that the text has errors');
  if (snapshot.objects.length === 0) throw new Error('there is always a cluster');
  const { trace } = snapshot;
  if (trace === null) return;
  const objects = new Map<ObjectKey, KubeObject | undefined>();
  for (const cause of [trace.cause, ...trace.hops.map((hop) => hop.cause)]) {
    if (!objects.has(cause.object)) objects.set(cause.object, objectOf(session, cause.object));
    if (!has(objects.get(cause.object), cause)) {
      throw new Error(`the cause ${cause.object} ${cause.field.join('.')} does not exist`);
    }
  }
  for (const scene of [snapshot.scenes.traffic, snapshot.scenes.rules]) {
    for (const { id, box } of [...scene.nodes, ...scene.groups]) {
      if (!Object.values(box).every(Number.isFinite)) throw new Error(`${id} is nowhere`);
    }
  }
}

/** The object as the object panel shows it, read back: what is on screen is what there is. */
function objectOf(session: EngineSession, key: ObjectKey): KubeObject | undefined {
  const text = session.inspect(key)?.yaml;
  if (text === undefined) return undefined;
  return parseManifests(fileOf(text), createManifestCache()).documents[0]?.object;
}

function has(object: KubeObject | undefined, { field }: Cause): boolean {
  return object !== undefined && getField(object, field) !== undefined;
}

function opened(): EngineSession {
  const session = createSession();
  session.open({ files: GOOD, settings: DEFAULT_SETTINGS, history: [], request: AGAIN });
  return session;
}

/** The objects of a text that are applied; null when it has errors. */
function objectsOf(text: string, cache = createManifestCache()): readonly KubeObject[] | null {
  const parsed = parseManifests(fileOf(text), cache);
  checkDiagnostics(fileOf(text), parsed.diagnostics);
  return parsed.valid ? parsed.documents.filter(({ simulated }) => simulated).map(({ object }) => object) : null;
}

/** An object with a finalizer that nobody takes away stays Terminating for ever, and keeps its name, as in a real cluster. */
function isHeld(object: KubeObject | undefined): boolean {
  return object?.metadata.deletionTimestamp !== undefined && (object.metadata.finalizers?.length ?? 0) > 0;
}

describe('ten thousand mutated manifests', () => {
  it('are refused by a diagnostic or make a cluster, with bounded work', () => {
    const good = GOOD.flatMap(({ text }) => objectsOf(text) ?? []);
    let living = new Living(DEFAULT_SETTINGS);
    let cases = 0;
    const seen = { applied: 0, refused: 0, unsettled: 0, most: 0, longest: 0 };
    fc.assert(
      fc.property(hostileText, (text) => {
        if (cases++ % CASES_PER_SESSION === 0) living = new Living(DEFAULT_SETTINGS);
        const began = process.cpuUsage();
        const objects = objectsOf(text);
        if (objects !== null) {
          const before = living.cluster.reconciles;
          const refusals = living.apply(fileOf(text), objects, false) ?? [];
          const reconciles = living.cluster.reconciles - before;
          if (reconciles > MOST_RECONCILES) throw new Error(`${reconciles} reconciles`);
          for (const { message } of refusals) if (message === '') throw new Error('refused without a word');
          seen.applied++;
          if (refusals.length > 0) seen.refused++;
          if (!living.settled.quiet) seen.unsettled++;
          seen.most = Math.max(seen.most, reconciles);
        }
        const { user } = process.cpuUsage(began);
        seen.longest = Math.max(seen.longest, user / 1_000);
        const guard = GUARD_MS + GUARD_MS_A_POD * living.cluster.list('Pod').length;
        if (user / 1_000 > guard) throw new Error(`${user / 1_000} ms`);
        if (cases % CASES_PER_SESSION !== 0) return;
        // Whatever fifty hostile texts left behind, the next good one works.
        living.apply(GOOD, good, false);
        const pods = living.cluster.list<Pod>('Pod', 'default').filter((pod) => !isHeld(pod));
        const wanted = isHeld(living.cluster.get('Pod/default/client' as ObjectKey)) ? 3 : 4;
        const running = pods.map(({ status }) => status.phase);
        expect([living.settled.quiet, ...running]).toEqual([true, ...Array.from({ length: wanted }, () => 'Running')]);
      }),
      { seed: SEED, numRuns: 10_000, endOnFailure: true },
    );
    // The generator is worth something only if it hits every side.
    expect(seen.applied).toBeGreaterThan(2_500);
    expect(seen.applied).toBeLessThan(7_500);
    expect(seen.refused).toBeGreaterThan(100);
    expect(seen.unsettled).toBeGreaterThan(5);
    expect(seen.most).toBeGreaterThan(5_000);
  }, 240_000);
});

describe('five hundred of them beside manifests that are right, all the way to the picture', () => {
  it('give hops with causes that exist, keep the last good picture, and the next good edit works', () => {
    let session = opened();
    let cases = 0;
    const seen = { stale: 0, delivered: 0, lost: 0 };
    fc.assert(
      fc.property(hostileText, fc.nat(2 * REQUESTS.length), (text, asked) => {
        if (cases++ % CASES_PER_SESSION === 0) session = opened();
        const files = [...GOOD, ...fileOf(text)];
        const before = session.send(REQUESTS[asked] ?? AGAIN);
        const snapshot = session.edit(files);
        check(session, files, snapshot);
        if (snapshot.stale) {
          seen.stale++;
          const { scenes, trace: last, at } = before;
          const stays = snapshot.scenes.traffic === scenes.traffic && snapshot.trace === last && snapshot.at === at;
          if (!stays) throw new Error('the last valid cluster is gone');
        } else if (snapshot.trace?.client === 'ok') seen.delivered++;
        else seen.lost++;
        session.edit(GOOD);
        const { trace, stale } = session.send(AGAIN);
        if (stale || trace?.client !== 'ok') throw new Error(`the next good edit: ${trace?.client ?? 'no trace'}`);
      }),
      { seed: SEED + 1, numRuns: 500, endOnFailure: true },
    );
    expect(Math.min(seen.stale, seen.delivered, seen.lost)).toBeGreaterThan(25);
  }, 120_000);

  it('say the same when they are asked again', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...REQUESTS), (text, asked) => {
        const work = { files: [...GOOD, ...fileOf(text)], settings: DEFAULT_SETTINGS, history: [], request: asked };
        expect(JSON.stringify(createSession().open(work))).toBe(JSON.stringify(createSession().open(work)));
      }),
      { seed: SEED + 2, numRuns: 60, endOnFailure: true },
    );
  }, 60_000);
});
