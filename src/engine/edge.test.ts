import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ObjectKey } from '../core/index.js';
import { applyDelta, deltaOf } from './delta.js';
import { createSession } from './session.js';
import { createEdgeSession, edgeWork, pod, withFile } from './testing/edge-session.js';
import { hostileText } from './testing/hostile-manifests.js';

const CONTROLLER = 'Deployment/ingress-nginx/ingress-nginx-controller' as ObjectKey;
const FRONT = 'Service/ingress-nginx/ingress-nginx-controller' as ObjectKey;

function opened() {
  const session = createEdgeSession();
  return { session, first: session.open(edgeWork) };
}

const ask = { from: pod('client'), to: pod('db'), protocol: 'TCP', port: 8080 } as const;

describe('questions about policies', () => {
  it('a pair is decided, and the decision names the policy', () => {
    const { session } = opened();
    expect(session.decide(ask)).toMatchObject({
      allowed: false,
      ingress: { because: 'no-rule', policies: [{ policy: 'NetworkPolicy/default/db' }] },
    });
    expect(session.decide({ ...ask, from: pod('web') })).toMatchObject({ allowed: true });
    expect(session.decide({ ...ask, from: { kind: 'outside', place: 'lan' } })).toMatchObject({ allowed: false });
    const own = {
      kind: 'node',
      node: String(session.inspect(ask.to.pod)?.yaml.match(/nodeName: (\S+)/)?.[1]),
    } as const;
    expect(session.decide({ ...ask, from: own })).toMatchObject({ allowed: true, ingress: { because: 'own-node' } });
  });

  it('a pod that is found by its address is that pod', () => {
    const { session, first } = opened();
    const ip = first.objects.find(({ key }) => key === ask.to.pod)?.ip ?? '';
    expect(session.decide({ ...ask, to: { kind: 'address', ip } })).toEqual(session.decide(ask));
  });

  it('has no answer where an end does not exist, nor before what answers has come', () => {
    const { session } = opened();
    expect(session.decide({ ...ask, to: pod('gone') })).toBeNull();
    expect(session.decide({ ...ask, to: { kind: 'node', node: 'gone' } })).toBeNull();
    const early = createSession();
    early.open(edgeWork);
    expect(early.decide(ask)).toBeNull();
    expect(early.ingress()).toBeNull();
    expect(early.exposure(FRONT)).toBeNull();
  });
});

describe('who reaches whom', () => {
  const WORKLOADS = { by: 'workload' } as const;
  /** From whom to whom it changed, and how. */
  const news = (session: ReturnType<typeof createEdgeSession>): string[] | null =>
    session
      .reachChanges(WORKLOADS)
      ?.changes.map(({ from, to, port, was, is }) => `${from.name} ${to.name}:${port.port} ${was} ${is}`) ?? null;
  const open = (text: string): string => text.replace('app: web', 'app: client');

  it('is a matrix for each port that pods declare', () => {
    const { session } = opened();
    const reach = session.reachability(WORKLOADS);
    const at = (name: string): number => reach?.parties.findIndex((party) => party.name === name) ?? -1;
    const matrix = reach?.matrices.find(({ port }) => port.port === 8080);
    expect(matrix?.cells[at('client')]?.[at('db')]).toBe('denied');
    expect(matrix?.cells[at('web')]?.[at('db')]).toBe('allowed');
  });

  it('of a work that was just opened nothing has changed: nobody edited it', () => {
    expect(news(opened().session)).toBeNull();
  });

  it('an edit opens and closes, and is compared with the text before it', () => {
    const { session } = opened();
    session.edit(withFile('policy', open));
    expect(session.reachChanges(WORKLOADS)?.since).toMatchObject({ kind: 'edit' });
    expect(news(session)).toEqual(['client db:8080 denied allowed', 'web db:8080 allowed denied']);
    session.edit(edgeWork.files);
    expect(news(session)).toEqual(['client db:8080 allowed denied', 'web db:8080 denied allowed']);
  });

  it('a word that is being typed is one edit; a comment is none', () => {
    const { session } = opened();
    session.edit(
      withFile('policy', (text) => text.replace('app: web', 'app: c')),
      false,
    );
    session.edit(
      withFile('policy', (text) => text.replace('app: web', 'app: cli')),
      true,
    );
    session.edit(withFile('policy', open), true);
    session.edit(
      withFile('policy', (text) => `# a comment\n${open(text)}`),
      false,
    );
    expect(news(session)).toEqual(['client db:8080 denied allowed', 'web db:8080 allowed denied']);
  });

  it('a policy that is deleted by hand is such an edit; any port can be asked about', () => {
    const { session } = opened();
    session.act({ type: 'delete-object', object: 'NetworkPolicy/default/db' as ObjectKey });
    expect(news(session)).toContain('client db:8080 denied allowed');
    expect(session.reachability({ ...WORKLOADS, ports: [{ protocol: 'TCP', port: 1 }] })?.matrices).toHaveLength(1);
  });

  it('a port that only one side declares is asked of both', () => {
    const { session } = opened();
    const other = withFile('pods', (text) => text.replaceAll('8080', '9090'));
    session.edit(other.filter(({ id }) => id !== 'policy'));
    expect(news(session)).toEqual(
      expect.arrayContaining(['client db:8080 denied allowed', 'client db:9090 denied allowed']),
    );
  });

  it('says nothing of an edit while the cluster stands before it', () => {
    const { session, first } = opened();
    const edited = session.edit(withFile('policy', open));
    session.seek(first.steps.length);
    expect(news(session)).toBeNull();
    session.seek(edited.steps.length);
    expect(news(session)).toHaveLength(2);
  });

  it('is compared with the pinned moment while there is one, whatever was edited since', () => {
    const { session } = opened();
    session.pin(true);
    session.edit(withFile('policy', open));
    session.edit(edgeWork.files.slice(0, 3));
    expect(session.reachChanges(WORKLOADS)?.since).toMatchObject({ kind: 'pin' });
    expect(news(session)).toContain('client db:8080 denied allowed');
    expect(news(session)).not.toContain('web db:8080 denied allowed');
    session.pin(false);
    expect(news(session)).toContain('web db:8080 denied allowed');
  });

  it('a provider that ignores policies opens what it ignored them for', () => {
    const { session } = opened();
    session.configure({ ...edgeWork.settings, networkPolicy: 'ignored' });
    expect(session.reachability(WORKLOADS)?.enforced).toBe(false);
    expect(session.reachChanges(WORKLOADS)?.since).toEqual({ kind: 'edit', step: null });
    expect(news(session)).toContain('client db:8080 denied allowed');
  });

  it('a link that ends with an edit asks about that edit', () => {
    const { session } = opened();
    session.act({ type: 'delete-pod', pod: 'Pod/default/client' as ObjectKey });
    session.edit(withFile('policy', open));
    const reader = createEdgeSession();
    reader.open(session.workspace());
    expect(news(reader)).toEqual(news(session));
  });
});

describe('questions about ways in', () => {
  it('a controller is shown with what it wrote, and how an edit changed that', () => {
    const { session } = opened();
    const [before] = session.ingress() ?? [];
    expect(before?.controller).toMatchObject({ workload: CONTROLLER, program: 'ingress-nginx' });
    expect(before?.was).toBeUndefined();
    expect(before?.config.lines.some(({ text }) => text.includes('shop.example.com'))).toBe(true);

    session.edit(withFile('ingress', (text) => text.replace('shop.example.com', 'store.example.com')));
    const [after] = session.ingress() ?? [];
    expect(after?.since).toMatchObject({ kind: 'edit' });
    expect(after?.was).toEqual(before?.config.lines.map(({ text }) => text));
    expect(after?.config.lines.some(({ text }) => text.includes('store.example.com'))).toBe(true);
  });

  it('a route is tried without a packet', () => {
    const { session, first } = opened();
    const request = { scheme: 'http', method: 'GET', host: 'shop.example.com', path: '/web/a' } as const;
    expect(session.testRoute(CONTROLLER, request)?.backend).toMatchObject({ service: 'Service/default/web' });
    expect(session.testRoute(CONTROLLER, { ...request, host: 'other.example.com' })?.answer).toMatchObject({
      status: 404,
    });
    expect(session.testRoute('Deployment/default/none' as ObjectKey, request)).toBeNull();
    expect(session.send(first.request).trace).toBe(first.trace);
  });

  it('who can reach a Service is tried from four places, and none of it is shown', () => {
    const { session, first } = opened();
    const exposed = session.exposure(FRONT) ?? [];
    expect(exposed.map(({ from, reached }) => [from, reached])).toEqual([
      ['pod', true],
      ['node', true],
      ['lan', true],
      ['internet', true],
    ]);
    expect(session.exposure('Service/default/web' as ObjectKey)?.find(({ from }) => from === 'internet')).toMatchObject(
      {
        reached: false,
      },
    );
    expect(session.send(first.request).trace).toBe(first.trace);
  });

  it('a request over HTTP comes to the pod behind the Ingress', () => {
    const { first } = opened();
    expect(first.trace).toMatchObject({
      client: 'ok',
      http: { status: 200, by: 'server' },
      server: { pod: 'Pod/default/web' },
    });
    expect(first.objects.find(({ kind }) => kind === 'Ingress')?.ingress?.addresses).not.toEqual([]);
  });
});

describe('a pinned moment', () => {
  it('stays the same value until it is another, and crosses to the page', () => {
    const session = createEdgeSession();
    let before = session.open(edgeWork);
    let there = applyDelta(null, structuredClone(deltaOf(null, before)));
    expect(before).not.toHaveProperty('pinned');
    const pinned = session.pin(true);
    expect(pinned.pinned).toEqual({ step: pinned.at });
    const edited = session.edit(edgeWork.files.slice(0, 3));
    expect(edited.pinned).toBe(pinned.pinned);
    for (const next of [pinned, edited, session.configure({ ...edgeWork.settings, seed: 7 }), session.pin(false)]) {
      there = applyDelta(there, structuredClone(deltaOf(before, next)));
      expect(JSON.parse(JSON.stringify(there))).toEqual(JSON.parse(JSON.stringify(next)));
      before = next;
    }
    expect(there.pinned).toBeUndefined();
  });

  it('outlives new settings as a moment of another cluster, and no new work', () => {
    const { session } = opened();
    session.pin(true);
    expect(session.configure({ ...edgeWork.settings, networkPolicy: 'ignored' }).pinned).toEqual({ step: null });
    expect(session.decide(ask)).toMatchObject({ allowed: true });
    expect(session.open(edgeWork)).not.toHaveProperty('pinned');
  });
});

describe('manifests that were tampered with', () => {
  it('get an answer to every question, or none, and never break the engine', () => {
    let session = createEdgeSession();
    let answers = 0;
    let cases = 0;
    const asked = (answer: unknown): void => {
      answers += answer === null ? 0 : 1;
    };
    fc.assert(
      fc.property(hostileText, (text) => {
        if (cases % 20 === 0) {
          session = createEdgeSession();
          session.open(edgeWork);
        }
        cases += 1;
        const { objects } = session.edit([...edgeWork.files, { id: 'h', name: 'h.yaml', text }], false);
        asked(session.reachability({ by: 'workload' }));
        asked(session.reachChanges({ by: 'pod' }));
        asked(session.ingress());
        asked(
          session.testRoute(CONTROLLER, { scheme: 'https', method: 'GET', host: 'shop.example.com', path: '/web' }),
        );
        for (const { key, kind } of objects) if (kind === 'Service') asked(session.exposure(key));
        const pods = objects.filter(({ kind }) => kind === 'Pod').slice(0, 3);
        for (const from of pods) {
          for (const to of pods) {
            const ends = { from: { kind: 'pod', pod: from.key }, to: { kind: 'pod', pod: to.key } } as const;
            asked(session.decide({ ...ends, protocol: 'TCP', port: 80 }));
          }
        }
        session.show(cases % 2 === 0 ? 'policy' : 'traffic');
      }),
      { seed: 5, numRuns: 60 },
    );
    expect(answers).toBeGreaterThan(cases * 5);
  });
});
