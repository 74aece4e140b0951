import { describe, expect, test } from 'vitest';
import { objectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Service } from '../api/service.js';
import { createCluster } from './create-cluster.js';
import { aDeployment, aNamespace, key, pods } from './testing/manifests.js';

/** A manifest may name what the cluster came with. Taken out of the text again, that is as it was: the API server lets nobody delete `default`. */
describe('what kubeadm made, written into a manifest and taken out again', () => {
  test.each(['default', 'kube-system'])('the namespace %s stays, with all that is in it', (name) => {
    const cluster = createCluster();
    const before = cluster.get(objectKey('Namespace', undefined, name));
    cluster.apply([{ ...aNamespace(name), metadata: { name, labels: { mine: 'yes' } } }, aDeployment('web', 2)]);
    cluster.settle();
    cluster.apply([aDeployment('web', 2)]);
    cluster.settle();
    const after = cluster.get(objectKey('Namespace', undefined, name));
    expect(after?.metadata.labels).toEqual(before?.metadata.labels);
    expect(after?.metadata.deletionTimestamp).toBeUndefined();
    expect(pods(cluster).map(({ status }) => status.phase)).toEqual(['Running', 'Running']);
  });

  test('kube-dns selects CoreDNS again', () => {
    const cluster = createCluster();
    const kubeDns = key.service('kube-dns', 'kube-system');
    const before = cluster.get<Service>(kubeDns);
    cluster.apply([
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'kube-dns', namespace: 'kube-system' },
        spec: { selector: { app: 'nothing' }, ports: [{ port: 53, protocol: 'UDP' }] },
      } as KubeObject,
    ]);
    cluster.settle();
    expect(cluster.get<Service>(kubeDns)?.spec.selector).toEqual({ app: 'nothing' });
    cluster.apply([]);
    cluster.settle();
    expect(cluster.get<Service>(kubeDns)?.spec).toEqual(before?.spec);
  });
});
