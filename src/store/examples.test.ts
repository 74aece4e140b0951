import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Hop, type Trace } from '../core/index.js';
import type { Snapshot } from '../engine/protocol.js';
import * as edgeAnswers from '../engine/edge-core.js';
import { createStorageSession } from '../engine/testing/storage-session.js';
import * as policyLens from '../scene/policy-lens.js';
import type { EngineSession } from '../engine/session.js';
import { defaultCluster, exampleIds, loadExample, workOfExample, type ExampleId } from '../lessons/index.js';

async function opened(id: ExampleId): Promise<{ session: EngineSession; snapshot: Snapshot }> {
  const session = createStorageSession();
  session.usePolicyLens(policyLens);
  session.useEdgeAnswers(edgeAnswers);
  return { session, snapshot: session.open(workOfExample(await loadExample(id))) };
}

async function openExample(id: ExampleId): Promise<{ session: EngineSession; snapshot: Snapshot; trace: Trace }> {
  const { session, snapshot } = await opened(id);
  if (snapshot.trace === null) throw new Error(`${id} has no trace`);
  return { session, snapshot, trace: snapshot.trace };
}

function hops<K extends Hop['kind']>(trace: Trace, kind: K): Extract<Hop, { kind: K }>[] {
  return trace.hops.filter((hop): hop is Extract<Hop, { kind: K }> => hop.kind === kind);
}

it('starts from the cluster that the core starts from', () => {
  expect(defaultCluster).toEqual(DEFAULT_SETTINGS);
});

describe.each(exampleIds)('the example %s', (id) => {
  it('is valid and says nothing that it does not mean', async () => {
    const { snapshot } = await opened(id);
    expect(snapshot.diagnostics.map(({ code }) => code)).toEqual(EXPECTED_DIAGNOSTICS[id] ?? []);
    expect(snapshot.stale).toBe(NOT_APPLIED.includes(id));
  });

  it('has only pods that came to run, but for those it is about', async () => {
    const { snapshot } = await opened(id);
    const others = snapshot.objects.filter(({ kind, state }) => kind === 'Pod' && state !== 'Running');
    expect(others.map(({ name, state }) => `${name} ${state}`)).toEqual(
      (EXPECTED_TO_WAIT[id] ?? []).map((text) => expect.stringMatching(text) as string),
    );
  });

  it('is looked at through the lens that shows something of it', async () => {
    const { lens = 'traffic', request } = await loadExample(id);
    const { session, snapshot } = await opened(id);
    const { hops } = session.show(lens).timelines[lens];
    // What is not valid is not applied: there is nothing to tell of it yet but a packet that nobody answers.
    expect({ asks: request !== null, tells: hops.length > 0 }).toEqual({
      asks: lens !== 'storage',
      tells: !snapshot.stale || request !== null,
    });
  });
});

/** The slides that are no manifests as they are: nothing of them is applied until they are mended. */
const NOT_APPLIED: readonly ExampleId[] = ['lecture-class', 'lecture-ingress', 'lecture-ingress-tls'];

/** What the examples are warned about: it is what they are there to show. */
const EXPECTED_DIAGNOSTICS: Partial<Record<ExampleId, string[]>> = {
  'typo-in-selector': ['selector-matches-nothing'],
  'no-selector': ['endpoints-deprecated'],
  'default-class': ['no-default-class'],
  'reclaim-policies': ['recycle-deprecated'],
  'multi-attach': ['claim-on-one-node'],
  'external-ip': ['external-ips-deprecated'],
  'ingress-no-secret': ['ingress-secret-missing'],
  'ingress-no-controller': ['no-ingress-controller'],
  'recipe-several-selectors': ['policy-peers-or'],
  'recipe-default-deny-egress': ['policy-without-dns'],
  'policy-no-dns': ['policy-without-dns'],
  'lecture-external-ip': ['external-ips-deprecated'],
  'lecture-ingress': ['removed-api', 'unknown-field'],
  'lecture-ingress-single': ['removed-api'],
  'lecture-ingress-fanout': ['removed-api'],
  'lecture-ingress-hosts': ['removed-api'],
  'lecture-ingress-tls': ['yaml-syntax', 'tls-secret-type', 'illegal-base64', 'illegal-base64'],
  'lecture-isolated-ns': ['null-selector'],
  'lecture-cloud-disk': ['volume-source-migrated'],
  'lecture-claim': ['volume-source-migrated', 'claim-selector-matches-nothing'],
  'lecture-class': ['unknown-field', 'unknown-field', 'provisioner-migrated', 'class-zone-parameter'],
};

/** The pods that wait, where waiting is what the example shows. */
const EXPECTED_TO_WAIT: Partial<Record<ExampleId, RegExp[]>> = {
  'first-consumer': [/^stranded Pending$/],
  'released-volume': [/^reader Pending$/],
  'multi-attach': [/^web-\w+-\w+ ContainerCreating$/],
  'local-volume': [/^db-0 Terminating$/],
  'lecture-claim': [/^mongodb Pending$/],
};

describe('what the examples say is what happens', () => {
  it('first-path: DNS, dice, DNAT to 9376 of one of three pods on two nodes, and the reply undone', async () => {
    const { snapshot, trace } = await openExample('first-path');
    expect(trace.client).toBe('ok');
    expect(trace.server?.port).toBe(9376);
    expect(hops(trace, 'dns')[0]?.answer.answers[0]?.data).toMatch(/^10\./);
    expect(hops(trace, 'nat').map(({ nat }) => nat)).toEqual(['DNAT', 'un-DNAT']);
    const backends = snapshot.objects.filter(({ kind, name }) => kind === 'Pod' && name.startsWith('my-app-'));
    expect(backends).toHaveLength(3);
    const nodes = new Set(backends.map(({ ip }) => ip?.split('.')[2]));
    expect(nodes.size).toBe(2);
  });

  it('first-path: a targetPort where nothing listens is refused by the pod, not by a rule', async () => {
    const { session } = await openExample('first-path');
    const { files } = workOfExample(await loadExample('first-path'));
    const { trace } = session.edit(
      files.map((file) => ({ ...file, text: file.text.replace('targetPort: 9376', 'targetPort: 9377') })),
    );
    expect(trace?.client).toBe('connection-refused');
    expect(trace && hops(trace, 'stop').map(({ stop, at }) => `${stop} at ${at.place}`)).toEqual(['refused at pod']);
  });

  it('typo-in-selector: rejected by the rule for a Service without endpoints', async () => {
    const { trace } = await openExample('typo-in-selector');
    expect([trace.verdict, trace.client]).toEqual(['REJECTED', 'connection-refused']);
    expect(hops(trace, 'rule').at(-1)?.text).toContain('has no endpoints');
  });

  it('not-ready: only the ready pod is left, so no dice are rolled', async () => {
    const { trace, snapshot } = await openExample('not-ready');
    expect(trace.client).toBe('ok');
    expect(trace.server?.pod).toBe('Pod/default/web-2');
    expect(hops(trace, 'rule').some(({ dice }) => dice !== undefined)).toBe(false);
    expect(snapshot.objects.find(({ name }) => name === 'web-1')?.ready).toBe(false);
  });

  it('named-port: each version is reached at its own port', async () => {
    const { session, trace } = await openExample('named-port');
    const ports = new Set<number | undefined>();
    for (let attempt = 0; attempt < 30; attempt += 1)
      ports.add(session.send({ ...trace.request, attempt }).trace?.server?.port);
    expect(ports).toEqual(new Set([8080, 9090]));
  });

  it('other-namespace: web is no name here, web.prod is', async () => {
    const { session, trace } = await openExample('other-namespace');
    expect(trace.client).toBe('nxdomain');
    expect(hops(trace, 'dns').every(({ answer }) => answer.rcode === 'NXDOMAIN')).toBe(true);
    expect(session.send({ ...trace.request, to: { kind: 'name', name: 'web.prod' } }).trace?.client).toBe('ok');
  });

  it('headless: DNS answers with three pods, and nothing is rewritten', async () => {
    const { trace } = await openExample('headless');
    expect(trace.client).toBe('ok');
    expect(hops(trace, 'dns')[0]?.answer.answers).toHaveLength(3);
    expect(hops(trace, 'nat')).toEqual([]);
  });

  it('session-affinity: every packet goes where the first one went', async () => {
    const { session, trace } = await openExample('session-affinity');
    const servers = new Set([trace.server?.pod]);
    for (let attempt = 1; attempt < 20; attempt += 1)
      servers.add(session.send({ ...trace.request, attempt }).trace?.server?.pod);
    expect(servers.size).toBe(1);
  });

  it('hairpin: the server sees the bridge’s address, not its own', async () => {
    const { trace } = await openExample('hairpin');
    expect(trace.client).toBe('ok');
    expect(trace.server?.pod).toBe('Pod/default/mirror');
    expect(hops(trace, 'nat').map(({ nat }) => nat)).toEqual(['DNAT', 'SNAT', 'un-SNAT', 'un-DNAT']);
    expect(trace.server?.sourceIp).toMatch(/^10\.244\.\d+\.1$/);
  });

  it('no-selector: the packet leaves the cluster for 1.2.3.4', async () => {
    const { trace } = await openExample('no-selector');
    expect(hops(trace, 'nat')[0]?.packet.after.dst).toBe('1.2.3.4');
    expect(trace.hops.some(({ at }) => at.place === 'outside')).toBe(true);
  });

  it('udp: the reply is turned back without a connection', async () => {
    const { session, trace } = await openExample('udp');
    expect(trace.client).toBe('ok');
    expect(trace.server?.port).toBe(1123);
    expect(session.send({ ...trace.request, protocol: 'TCP' }).trace?.client).not.toBe('ok');
  });
});
