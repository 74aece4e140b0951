import { expect, test } from 'vitest';
import { createCluster, createManifestCache, objectKey, parseManifests } from '../core/index.js';
import { createSummaries } from './summaries.js';

const text = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec: { containers: [{ name: agent, image: 'agent:1' }] }
`;

test('a DaemonSet says on how many of its nodes it is ready, owns its pods, and has no number to scale', () => {
  const parsed = parseManifests([{ id: 'a', name: 'a.yaml', text }], createManifestCache());
  const cluster = createCluster();
  cluster.apply(parsed.documents.map(({ object }) => object));
  const key = objectKey('DaemonSet', 'default', 'agent');
  const summaries = createSummaries();
  const summary = () => summaries.all(cluster, parsed).find((one) => one.key === key);
  expect(summary()).toMatchObject({ simulated: true, state: '0/0' });
  cluster.settle();
  expect(summary()).toMatchObject({ simulated: true, state: '2/2' });
  expect(summary()).not.toHaveProperty('replicas');
  const owned = summaries.all(cluster, parsed).filter(({ owner }) => owner === key);
  expect(owned.filter(({ kind }) => kind === 'Pod')).toHaveLength(2);
});
