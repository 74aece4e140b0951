import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Action, ManifestFile, ObjectKey } from '../core/index.js';
import { Painter } from './picture.js';
import type { Snapshot } from './protocol.js';
import { createSession, type EngineSession } from './session.js';
import { firstPathWork, openFirstPath } from './testing/first-path.js';

const replaced = (files: readonly ManifestFile[], from: string, to: string): readonly ManifestFile[] =>
  files.map((file) => ({ ...file, text: file.text.replace(from, to) }));

function pods(snapshot: Snapshot): string[] {
  return snapshot.objects
    .filter(({ kind, namespace }) => kind === 'Pod' && namespace === 'default')
    .map(({ name, ip, state }) => `${name} ${ip ?? '-'} ${state}`);
}

/**
 * What somebody else sees who opens the exported work: everything that is drawn. The serial of a SOA record is the time of the last
 * change, and a shorter history takes less time.
 */
function drawn({ trace, scenes, timelines, objects }: Snapshot): unknown {
  const text = JSON.stringify({ trace, scenes, timelines, objects });
  return JSON.parse(text.replaceAll(/(hostmaster\.cluster\.local\.) \d+/g, '$1'));
}

function reopened(session: EngineSession): Snapshot {
  return createSession().open(structuredClone(session.workspace()));
}

describe('the Events of an object', () => {
  const client = 'Pod/default/client' as ObjectKey;
  const reasons = (session: EngineSession) => session.inspect(client)?.events.map(({ event }) => event?.reason);

  it('are those of this very one, in order, and not of the one that had its name before', () => {
    const { session, files } = openFirstPath();
    const first = reasons(session);
    expect(first?.slice(0, 1)).toEqual(['Scheduled']);
    const gone = files.map((file) => ({ ...file, text: file.text.replace('name: client', 'name: other') }));
    session.edit(gone);
    expect(session.inspect(client)).toBeNull();
    session.edit(files);
    expect(session.inspect(client)?.events.every(({ event }) => event?.reason !== 'Killing')).toBe(true);
    expect(reasons(session)?.[0]).toBe('Scheduled');
  });
});

describe('editing', () => {
  it('goes on with the living cluster: unchanged pods keep name, address and node', () => {
    const { session, first, files } = openFirstPath();
    const more = session.edit(replaced(files, 'replicas: 3', 'replicas: 4'));
    expect(pods(more)).toHaveLength(5);
    expect(pods(more)).toEqual(expect.arrayContaining(pods(first)));
    const fewer = session.edit(replaced(files, 'replicas: 3', 'replicas: 2'));
    expect(pods(more)).toEqual(expect.arrayContaining(pods(fewer)));
  });

  it('prunes what is no longer in the text', () => {
    const { session, files } = openFirstPath();
    const snapshot = session.edit(files.filter(({ id }) => id !== 'f1'));
    expect(snapshot.objects.some(({ key }) => key === 'Service/default/my-service')).toBe(false);
    expect(snapshot.trace?.client).toBe('nxdomain');
  });

  it('keeps the last valid cluster while the text is not valid, marked stale, and goes on after', () => {
    const { session, first, files } = openFirstPath();
    const broken = session.edit(replaced(files, 'ports:', 'prots:'));
    expect(broken.stale).toBe(true);
    expect(broken.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    expect(drawn(broken)).toEqual(drawn(first));
    expect(broken.scenes.traffic).toBe(first.scenes.traffic);
    const healed = session.edit(files);
    expect(healed.stale).toBe(false);
    expect(drawn(healed)).toEqual(drawn(first));
    expect(healed.history).toBe(first.history);
  });

  it('shows an apply that the API server refuses at its line, in its words', () => {
    const { session, first, files } = openFirstPath();
    const taken = first.objects.find(({ key }) => key === 'Service/default/my-service')?.ip ?? '';
    const other = (files[0]?.text ?? '')
      .replace('name: my-service', 'name: other')
      .replace('  selector:', `  clusterIP: ${taken}\n  selector:`);
    const snapshot = session.edit([...files, { id: 'f3', name: 'other.yaml', text: other }]);
    const refused = snapshot.diagnostics.filter(({ code }) => code === 'refused');
    expect(refused.map(({ range, message }) => [range.file, message])).toEqual([
      ['f3', expect.stringContaining('provided IP is already allocated')],
    ]);
  });

  it('parses only the document that changed', () => {
    const { session, first, files } = openFirstPath();
    const next = session.edit(replaced(files, 'targetPort: 9376', 'targetPort: 9377'));
    expect(next.work.documentsParsed - first.work.documentsParsed).toBe(1);
  });

  it('lays nothing out again when only a port changed', () => {
    const { session, first, files } = openFirstPath();
    const next = session.edit(replaced(files, 'command:', 'workingDir: /tmp\n      command:'));
    expect(next.work.nodesLaidOut).toBe(first.work.nodesLaidOut);
  });

  it('typing on takes the place of the edit before it; a pause makes it a step of its own', () => {
    const { session, first, files } = openFirstPath();
    session.edit(replaced(files, 'replicas: 3', 'replicas: 30'), false);
    const typed = session.edit(replaced(files, 'replicas: 3', 'replicas: 4'), true);
    expect(typed.history).toHaveLength(2);
    const direct = openFirstPath().session.edit(replaced(files, 'replicas: 3', 'replicas: 4'));
    expect(drawn(typed)).toEqual(drawn(direct));
    expect(typed.steps).toEqual(direct.steps);
    const back = session.edit(files, true);
    expect(drawn(back)).toEqual(drawn(first));
    const later = session.edit(replaced(files, 'replicas: 3', 'replicas: 5'), false);
    expect(later.history.length).toBeGreaterThan(back.history.length);
  });

  it('typing in another document does not undo the edit before it', () => {
    const { session, files } = openFirstPath();
    const scaled = replaced(files, 'replicas: 3', 'replicas: 4');
    session.edit(scaled, false);
    const snapshot = session.edit(replaced(scaled, 'targetPort: 9376', 'targetPort: 9377'), true);
    expect(pods(snapshot)).toHaveLength(5);
    expect(snapshot.history).toHaveLength(3);
  });
});

describe('time', () => {
  it('goes back and forth without changing anything', () => {
    const { session, first } = openFirstPath();
    const past = session.seek(0);
    expect(past.at).toBe(0);
    expect(pods(past)).toEqual([]);
    expect(past.steps).toBe(first.steps);
    const now = session.seek(first.steps.length);
    expect(drawn(now)).toEqual(drawn(first));
  });

  it('an act in the past is another future: what came after is gone, from the journal and from the history', () => {
    const { session, first, files } = openFirstPath();
    const [pod] = first.objects.filter(({ kind, name }) => kind === 'Pod' && name.startsWith('my-app-'));
    session.edit(replaced(files, 'replicas: 3', 'replicas: 4'));
    session.seek(first.steps.length);
    const forked = session.act({ type: 'delete-pod', pod: pod?.key as ObjectKey });
    expect(forked.history.map(({ op }) => op)).toEqual(['apply', 'act']);
    expect(forked.at).toBe(forked.steps.length);
    expect(pods(forked)).toHaveLength(4);
  });

  it('a comment typed in the past cuts nothing off', () => {
    const { session, first, files } = openFirstPath();
    session.seek(10);
    const snapshot = session.edit(files.map((file) => ({ ...file, text: `# note\n${file.text}` })));
    expect(snapshot.at).toBe(10);
    expect(snapshot.steps).toBe(first.steps);
  });

  it('a refused act says why, and is no part of the history', () => {
    const { session, first } = openFirstPath();
    const snapshot = session.act({ type: 'delete-pod', pod: 'Pod/default/nobody' as ObjectKey });
    expect(snapshot.refused?.map(({ message }) => message)).toEqual(['pods "nobody" not found']);
    expect(snapshot.history).toBe(first.history);
    expect(session.send(null).refused).toBeUndefined();
  });
});

it('who is not in the cluster sends nothing: nobody speaks in their place', () => {
  const { session } = openFirstPath();
  const sent = { ...firstPathWork.request!, from: { kind: 'node', node: 'worker-9' } } as const;
  expect(session.send(sent).trace).toBeNull();
  expect(session.send(firstPathWork.request).trace?.client).toBe('ok');
  // At the first step nothing of the manifests is there yet.
  expect(session.seek(0).trace).toBeNull();
});

describe('another cluster', () => {
  it('other settings make it anew, with the same manifests', () => {
    const { session } = openFirstPath();
    const snapshot = session.configure({ ...firstPathWork.settings, podCIDR: '10.99.0.0/16' });
    expect(pods(snapshot).every((pod) => pod.includes(' 10.99.'))).toBe(true);
    expect(snapshot.trace?.client).toBe('ok');
  });

  it('the seed decides the dice, and nothing else does', () => {
    const servers = (seed: number): (string | undefined)[] => {
      const session = createSession();
      session.open({ ...firstPathWork, settings: { ...firstPathWork.settings, seed } });
      return Array.from(
        { length: 12 },
        (_, attempt) => session.send({ ...firstPathWork.request!, attempt }).trace?.server?.ip,
      );
    };
    expect(servers(1)).toEqual(servers(1));
    expect(servers(1)).not.toEqual(servers(2));
  });
});

describe('cause and text', () => {
  it('every hop of the first path leads to a line or to an object that the cluster made', () => {
    const { session, first } = openFirstPath();
    const lost = (first.trace?.hops ?? []).filter(
      ({ cause }) => session.locate(cause) === null && session.inspect(cause.object) === null,
    );
    expect(lost).toEqual([]);
    const { cause } = first.trace!.hops.find(({ kind }) => kind === 'nat')!;
    expect(session.locate(cause)).toMatchObject({ file: 'f1', startLine: 11 });
  });

  it('a pod’s field is in the template of its Deployment, an EndpointSlice’s in its Service', () => {
    const { session, first } = openFirstPath();
    const of = (kind: string): ObjectKey =>
      first.objects.find((one) => one.kind === kind && one.name.startsWith('my-'))!.key;
    expect(session.locate({ object: of('Pod'), field: ['spec', 'containers', 0, 'image'] })?.startLine).toBe(17);
    expect(session.locate({ object: of('ReplicaSet'), field: ['spec', 'replicas'] })?.startLine).toBe(6);
    expect(session.locate({ object: of('EndpointSlice'), field: ['endpoints', 0] })).toMatchObject({
      file: 'f1',
      startLine: 7,
    });
    expect(session.locate({ object: 'Node//worker-1' as ObjectKey, field: ['spec', 'podCIDR'] })).toBeNull();
  });

  it('the cursor on targetPort lights the DNAT; in the Deployment, its pods', () => {
    const { session, first, files } = openFirstPath();
    const [service, app] = files as [ManifestFile, ManifestFile];
    const here = session.causedAt('f1', service.text.indexOf('9376'));
    expect(here.field).toEqual(['spec', 'ports', 0, 'targetPort']);
    expect(here.hops.map((hop) => first.trace?.hops[hop]?.kind)).toContain('nat');
    const there = session.causedAt('f2', app.text.indexOf('image:'));
    expect(there.object).toBe('Deployment/default/my-app');
    const lit = first.scenes.traffic.nodes.filter(({ id }) => there.sceneIds.includes(id));
    expect(lit.filter(({ kind }) => kind === 'pod')).toHaveLength(3);
    expect(session.causedAt('f1', 10_000).object).toBeNull();
    expect(session.causedAt('no-such-file', 0).hops).toEqual([]);
  });

  it('the cursor on the selector lights the lines to the endpoints; in the template, the wires of the pods made from it', () => {
    const { session, first, files } = openFirstPath();
    const [service, app] = files as [ManifestFile, ManifestFile];
    const linesAt = (file: string, offset: number): string[] => {
      const { sceneIds } = session.causedAt(file, offset);
      return first.scenes.traffic.links.flatMap(({ id, kind }) => (sceneIds.includes(id) ? [kind] : []));
    };
    expect(linesAt('f1', service.text.indexOf('app: MyApp'))).toEqual(['selects', 'selects', 'selects']);
    expect(linesAt('f2', app.text.indexOf('template:') + 12)).toEqual(['veth', 'veth', 'veth']);
    expect(linesAt('f1', service.text.indexOf('targetPort'))).toEqual([]);
  });

  it('a cursor that moves paints nothing', () => {
    const { session, files } = openFirstPath();
    const painted = vi.spyOn(Painter.prototype, 'paint');
    session.edit(replaced(files, '9376', '9377'), true);
    expect(painted).toHaveBeenCalledTimes(1);
    const [service] = files;
    expect(session.causedAt(service!.id, service!.text.indexOf('9376')).sceneIds).not.toEqual([]);
    expect(painted).toHaveBeenCalledTimes(1);
    painted.mockRestore();
  });
});

describe('an exported work opens as the very same picture', () => {
  it('an untouched one needs no history at all', () => {
    const { session, first } = openFirstPath();
    expect(session.workspace().history).toEqual([]);
    expect(drawn(reopened(session))).toEqual(drawn(first));
  });

  it('edits that left no trace need none either', () => {
    const { session, files } = openFirstPath();
    session.edit(replaced(files, 'port: 80', 'port: 81'));
    const last = session.edit(replaced(files, 'port: 80', 'port: 8080'));
    expect(last.history).toHaveLength(3);
    expect(session.workspace().history).toEqual([]);
    expect(drawn(reopened(session))).toEqual(drawn(last));
  });

  it('a text that is not valid is exported beside the cluster that is shown', () => {
    const { session, first, files } = openFirstPath();
    session.edit(replaced(files, 'ports:', 'prots:'));
    const there = reopened(session);
    expect(there.stale).toBe(true);
    expect(drawn(there)).toEqual(drawn(first));
  });

  const deeds = fc.array(
    fc.oneof(
      fc.record({ do: fc.constant('replicas' as const), n: fc.integer({ min: 0, max: 6 }), typing: fc.boolean() }),
      fc.record({ do: fc.constant('port' as const), n: fc.integer({ min: 9375, max: 9378 }), typing: fc.boolean() }),
      fc.record({ do: fc.constant('break' as const) }),
      fc.record({ do: fc.constant('image' as const), n: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('kill' as const), n: fc.nat(5) }),
      fc.record({ do: fc.constant('unready' as const), n: fc.nat(5) }),
      fc.record({ do: fc.constant('cordon' as const), on: fc.boolean() }),
      fc.record({ do: fc.constant('fail' as const) }),
      fc.record({ do: fc.constant('seek' as const), n: fc.nat(150) }),
      fc.record({ do: fc.constant('end' as const) }),
      fc.record({ do: fc.constant('again' as const), n: fc.nat(9) }),
    ),
    { maxLength: 9 },
  );

  it('whatever was done before', () => {
    fc.assert(
      fc.property(deeds, (list) => {
        const { session, first, files } = openFirstPath();
        let [replicas, port, image] = [3, 9376, 1];
        let last = first;
        const edit = (typing: boolean): void => {
          const app = replaced(files, 'replicas: 3', `replicas: ${replicas}`);
          const tagged = replaced(app, 'serve_hostname', `serve_hostname:${image}`);
          last = session.edit(replaced(tagged, 'targetPort: 9376', `targetPort: ${port}`), typing);
        };
        const podAt = (n: number): ObjectKey | undefined =>
          last.objects.filter(({ kind, namespace }) => kind === 'Pod' && namespace === 'default').at(n)?.key;
        const act = (action: Action): void => {
          last = session.act(action);
        };
        for (const deed of list) {
          if (deed.do === 'replicas') {
            replicas = deed.n;
            edit(deed.typing);
          } else if (deed.do === 'port') {
            port = deed.n;
            edit(deed.typing);
          } else if (deed.do === 'image') {
            image = deed.n;
            edit(false);
          } else if (deed.do === 'break') last = session.edit(replaced(files, 'ports:', 'prots:'));
          else if (deed.do === 'seek') last = session.seek(deed.n);
          else if (deed.do === 'end') last = session.seek(last.steps.length);
          else if (deed.do === 'again') last = session.send({ ...firstPathWork.request!, attempt: deed.n });
          else if (deed.do === 'cordon') act({ type: 'cordon', node: 'worker-1', on: deed.on });
          else if (deed.do === 'fail') act({ type: 'fail-node', node: 'worker-2' });
          else {
            const pod = podAt(deed.n);
            if (pod === undefined) continue;
            act(deed.do === 'kill' ? { type: 'delete-pod', pod } : { type: 'set-readiness', pod, ready: false });
          }
        }
        const at = last.at;
        const there = createSession();
        const opened = there.open(structuredClone(session.workspace()));
        // A work that stands in its past keeps its whole journal, and its link says the step.
        const seen = at < last.steps.length ? there.seek(at) : opened;
        expect(drawn(seen)).toEqual(drawn(last));
      }),
      { seed: 7, numRuns: 25 },
    );
  }, 120_000);
});
