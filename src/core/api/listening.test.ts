import { describe, expect, test } from 'vitest';
import { listeningAt } from './listening.js';
import type { Protocol } from './meta.js';
import type { PodSpec } from './pod.js';

type Container = Readonly<Record<string, unknown>>;
const web = { name: 'web', image: 'nginx', ports: [{ containerPort: 80, protocol: 'TCP' }] };

/** Who listens on a port, and the field that says so. */
function at(
  containers: readonly Container[],
  port: number,
  protocol: Protocol = 'TCP',
  inits: readonly Container[] = [],
) {
  const found = listeningAt({ containers, initContainers: inits } as unknown as PodSpec, port, protocol);
  return found && `${found.container.name} ${found.field.join('.')}`;
}

describe('a container listens', () => {
  test.each<[string, Container, number, string | undefined]>([
    ['on what it declares', web, 80, 'web spec.containers.0.ports.0.containerPort'],
    ['on nothing else', web, 81, undefined],
    [
      'where a flag says so',
      { ...web, args: ['-v', '--health-probe-bind-address=:8081'] },
      8081,
      'web spec.containers.0.args.1',
    ],
    [
      'where the word after a flag says so',
      { ...web, command: ['app', '--port', '7472'] },
      7472,
      'web spec.containers.0.command.1',
    ],
    ['at an address of its own', { ...web, args: ['--listen=0.0.0.0:9140'] }, 9140, 'web spec.containers.0.args.0'],
    ['not where a flag names a server', { ...web, args: ['--db-addr=db:5432'] }, 5432, undefined],
    ['not where a flag is about something else', { ...web, args: ['--workers=8081'] }, 8081, undefined],
    [
      'where its image is known for it',
      { ...web, image: 'registry.k8s.io/coredns/coredns:v1.14.1' },
      8181,
      'web spec.containers.0.image',
    ],
    [
      'where its probes ask, if it declares nothing',
      { name: 'web', livenessProbe: { httpGet: { port: 8080 } } },
      8080,
      'web spec.containers.0.livenessProbe.httpGet.port',
    ],
    [
      'not where its probes ask, if it declares something',
      { ...web, livenessProbe: { httpGet: { port: 8080 } } },
      8080,
      undefined,
    ],
    ['nowhere, if nothing is written', { name: 'web' }, 8080, undefined],
  ])('%s', (_, container, port, expected) => expect(at([container], port)).toBe(expected));
});

test('of two containers the one that declares the port is meant', () => {
  const guess = { name: 'guess', readinessProbe: { tcpSocket: { port: 80 } } };
  expect(at([guess, web], 80)).toBe('web spec.containers.1.ports.0.containerPort');
});

test('a sidecar listens too, an init container does not', () => {
  const mesh = { name: 'mesh', ports: [{ containerPort: 15_001, protocol: 'TCP' }] };
  expect(at([web], 15_001, 'TCP', [{ ...mesh, restartPolicy: 'Always' }])).toBe(
    'mesh spec.initContainers.0.ports.0.containerPort',
  );
  expect(at([web], 15_001, 'TCP', [mesh])).toBeUndefined();
});

test('flags, images and probes speak of TCP', () => {
  const dns = { name: 'dns', image: 'coredns', args: ['--port=53'], readinessProbe: { tcpSocket: { port: 54 } } };
  for (const port of [53, 54, 8181]) expect(at([dns], port, 'UDP')).toBeUndefined();
});
