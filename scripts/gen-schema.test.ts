import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('gen-schema.mjs', import.meta.url));
const output = (name: string) => fileURLToPath(new URL(`../gen/${name}`, import.meta.url));
const run = (...args: readonly string[]) => execFileSync(process.execPath, [script, ...args]);
const read = () => ['schema.json', 'schema-docs.json'].map((name) => readFileSync(output(name), 'utf8'));

interface Generated {
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

describe('gen-schema', () => {
  it('writes the same bytes every time, and leaves fresh files alone', () => {
    run();
    const before = read();
    const written = statSync(output('schema.json')).mtimeMs;
    run();
    expect(statSync(output('schema.json')).mtimeMs).toBe(written);
    run('--force');
    expect(read()).toEqual(before);
  });

  const { kinds, types } = JSON.parse(readFileSync(output('schema.json'), 'utf8')) as Generated;

  it('has the kinds of today and those of removed groups', () => {
    for (const kind of [
      'v1/Service',
      'v1/Pod',
      'apps/v1/Deployment',
      'batch/v1/CronJob',
      'networking.k8s.io/v1/NetworkPolicy',
      'discovery.k8s.io/v1/EndpointSlice',
      'storage.k8s.io/v1/StorageClass',
      'policy/v1/PodDisruptionBudget',
      'rbac.authorization.k8s.io/v1/ClusterRole',
      'autoscaling/v2/HorizontalPodAutoscaler',
      'extensions/v1beta1/Ingress',
      'apps/v1beta1/Deployment',
    ])
      expect(Object.keys(kinds)).toContain(kind);
  });

  it('reads every form of a type', () => {
    expect(types['v1.ServicePort']).toEqual({
      appProtocol: 'string',
      name: 'string',
      nodePort: 'int',
      port: '!int',
      protocol: '=SCTP|TCP|UDP',
      targetPort: 'intOrString',
    });
    expect(types['v1.ServiceSpec']).toMatchObject({ ports: '[]#v1.ServicePort', selector: '{}string' });
    expect(types['v1.ResourceRequirements']).toMatchObject({ limits: '{}quantity' });
    expect(types['apps/v1.ControllerRevision']).toMatchObject({ data: 'any', revision: '!int' });
    expect(types['apps/v1.StatefulSetSpec']).toMatchObject({
      volumeClaimTemplates: '[]#apps/v1.StatefulSetSpec.volumeClaimTemplates',
    });
    expect(types['meta/v1.ObjectMeta']).toMatchObject({ creationTimestamp: 'time', labels: '{}string' });
  });

  it('refers to no type that it does not have', () => {
    const missing = Object.values(types)
      .flatMap((fields) => Object.values(fields))
      .flatMap((type) => /#(.+)$/.exec(type)?.[1] ?? [])
      .filter((id) => types[id] === undefined);
    expect(missing).toEqual([]);
  });

  it('keeps the texts out of the schema', () => {
    expect(readFileSync(output('schema.json'), 'utf8').length).toBeLessThan(160_000);
    expect(
      (JSON.parse(readFileSync(output('schema-docs.json'), 'utf8')) as Generated).types['v1.ServicePort']?.['port'],
    ).toBe('The port that will be exposed by this service.');
  });
});
