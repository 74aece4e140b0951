import { describe, expect, it } from 'vitest';
import { find, read, said } from '../testing/read.js';

/** A pod whose container `web` declares 9376 as `http`; `probe` is what follows in it. */
const pod = (probe: string, rest = '') =>
  `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers:
    - name: web
      image: nginx
      ports:
        - containerPort: 9376
          name: http
      ${probe}
${rest}`;
const about = (text: string) => said(read(text)).filter((line) => line.includes('probe'));

describe('a probe', () => {
  it.each<[string, string, string]>([
    [
      'of another number',
      pod('readinessProbe: {httpGet: {port: 8080}}'),
      'warning probe-port-silent 11: lint.probePortSilent',
    ],
    [
      'of another name',
      pod('livenessProbe: {tcpSocket: {port: htp}}'),
      'warning probe-port-name-unknown 11: lint.probePortNameUnknown',
    ],
    ['over gRPC', pod('startupProbe: {grpc: {port: 1}}'), 'warning probe-port-silent 11: lint.probePortSilent'],
    [
      'of a sidecar',
      pod(
        '',
        '  initContainers: [{name: s, image: s, restartPolicy: Always, ports: [{containerPort: 1}], livenessProbe: {tcpSocket: {port: 2}}}]',
      ),
      'warning probe-port-silent 12: lint.probePortSilent',
    ],
  ])('%s is warned of at its port', (_, text, expected) => {
    expect(about(text)).toHaveLength(1);
    expect(about(text)[0]).toMatch(new RegExp(`^${expected}`));
  });

  it.each<[string, string]>([
    ['of a declared number', pod('readinessProbe: {httpGet: {port: 9376}}')],
    ['of a declared name', pod('readinessProbe: {httpGet: {port: http}}')],
    [
      'of another container',
      pod('readinessProbe: {tcpSocket: {port: 1}}', '    - {name: db, image: db, ports: [{containerPort: 1}]}'),
    ],
    ['on another host', pod('readinessProbe: {httpGet: {port: 8080, host: example.com}}')],
    ['with a command', pod('readinessProbe: {exec: {command: [ls]}}')],
    ['that a flag bears out', pod('args: [--health-port=8080]\n      readinessProbe: {httpGet: {port: 8080}}')],
    [
      'of a container that declares nothing',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i, readinessProbe: {httpGet: {port: 80}}}]}',
    ],
    [
      'of an init container, which may have none',
      pod('', '  initContainers: [{name: i, image: i, livenessProbe: {tcpSocket: {port: 2}}}]'),
    ],
  ])('%s is not', (_, text) => expect(about(text).filter((line) => line.includes('probe-port'))).toEqual([]));

  it('in the template of a workload is looked at too', () => {
    const template =
      pod('readinessProbe: {httpGet: {port: 8080}}').split('spec:\n')[1]?.replaceAll(/^/gm, '    ') ?? '';
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: d}
spec:
  selector: {matchLabels: {app: d}}
  template:
    metadata: {labels: {app: d}}
    spec:
${template.trimEnd()}
`;
    expect(find(read(text), 'probe-port-silent').message).toMatchObject({
      params: { port: 8080, declared: '9376', count: 1 },
    });
  });

  it('can be put right: by declaring the port, or by asking one that is declared', () => {
    const text = pod('readinessProbe: {httpGet: {port: 8080}}');
    const [declare, ask] = find(read(text), 'probe-port-silent').fixes;
    expect(declare?.title.params).toEqual({ field: 'containerPort', value: '8080' });
    expect(declare?.edits[0]?.text).toBe('        - { containerPort: 8080 }\n');
    expect(ask?.edits[0]).toMatchObject({ text: '9376' });
    const named = find(read(pod('livenessProbe: {tcpSocket: {port: htp}}')), 'probe-port-name-unknown').fixes;
    expect(named.map(({ edits }) => edits[0]?.text)).toEqual(['http', '9376']);
  });

  it.each([
    'ports: 1',
    'ports: [1, null, {}]',
    'args: {a: 1}',
    'readinessProbe: [1]',
    'readinessProbe: {httpGet: {port: {a: 1}}}',
  ])('of a container with %s is taken as it is', (field) =>
    expect(() => read(pod('').replace(/ports:[^]*$/, field))).not.toThrow(),
  );
});
