import { describe, expect, test } from 'vitest';
import type { Cluster } from '../cluster/cluster.js';
import type { Step } from '../cluster/types.js';
import { createCluster } from '../create-cluster.js';
import { storageWorld } from './disks/world.js';
import { causeless } from './testing/causes.js';
import { brokenInvariants } from './testing/invariants.js';
import { run, WORKFLOWS } from './testing/workflows.js';

/** A step as a line: when, who, why, which stage of whose way, what it wrote, and the Event. */
function lineOf({ t, by, why, volume, changes, event }: Step): string {
  const stage = volume === undefined ? '' : ` {${volume.kind}${volume.failed ? ' failed' : ''}${lostOf(volume)}}`;
  const writes = changes.map(({ key, before, after }) => `${before ? (after ? '~' : '-') : '+'}${key}`).join(' ');
  const said = event === undefined ? '' : `\n          ${event.type} ${event.reason}: ${event.message}`;
  return `${(t / 1000).toFixed(3).padStart(8)}  ${by}: ${why.code}${stage} ${writes}`.trimEnd() + said;
}

function lostOf({ lost }: NonNullable<Step['volume']>): string {
  return lost === undefined || lost.length === 0 ? '' : `, lost ${lost.map(({ path }) => path).join(', ')}`;
}

/** What is left in the end: phases, and which disk holds which files. */
function endOf(cluster: Cluster): readonly string[] {
  const phases = (kind: string) =>
    cluster.list(kind).map((one) => {
      const { status } = one as { readonly status?: { readonly phase?: string } };
      return `${kind} ${one.metadata.name} ${status?.phase}`;
    });
  const disks = storageWorld(cluster).disks.map(
    ({ id, files }) => `disk ${id}: ${files.map(({ path }) => path).join(', ') || 'empty'}`,
  );
  const system = new Set(cluster.list('Pod', 'kube-system').map((pod) => `Pod ${pod.metadata.name} Running`));
  return [
    ...phases('PersistentVolume'),
    ...phases('PersistentVolumeClaim'),
    ...phases('Pod').filter((line) => !system.has(line)),
    ...disks,
  ];
}

describe.each(WORKFLOWS)('$name', (workflow) => {
  const cluster = createCluster(workflow.settings);
  run(cluster, workflow);

  test('goes as its golden says', async () => {
    const text = [...cluster.journal.map(lineOf), '', ...endOf(cluster), ''].join('\n');
    await expect(text).toMatchFileSnapshot(`goldens/${workflow.name.replaceAll(/[^A-Za-z]+/g, '-')}.txt`);
  });

  test('has a cause for every step, and leaves nothing broken', () => {
    expect(causeless(cluster)).toEqual([]);
    expect(brokenInvariants(cluster)).toEqual([]);
  });
});
