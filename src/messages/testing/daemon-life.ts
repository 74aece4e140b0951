import { createCluster, objectKey, type Action, type KubeObject, type Message } from '../../core/index.js';

const labels = { app: 'agent' };
const one = { name: 'app', image: 'one:1', ports: [{ containerPort: 80, hostPort: 80 }] };
const daemonSet = (spec: object = {}, pod: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent', namespace: 'default' },
  spec: {
    revisionHistoryLimit: 0,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [one], ...pod } },
    ...spec,
  },
});
const pod = (name: string, spec: object, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', labels },
  spec: { containers: [one], ...spec },
});
const node = (taints: readonly object[] = []) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'edge' },
  spec: { taints },
});
const surging = { updateStrategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } };
const free = { containers: [{ name: 'app', image: 'two:1' }] };

/** What a life full of DaemonSets puts into the journal: templates that change and come back, nodes that come, refuse and go, pods of nobody. */
export function daemonLife(): readonly Message[] {
  const cluster = createCluster();
  const apply = (...objects: readonly object[]) => {
    const { refusals } = cluster.apply(objects as unknown as readonly KubeObject[]);
    if (refusals.length > 0) throw new Error(refusals.map(({ message }) => message).join('\n'));
    cluster.settle();
  };
  const act = (action: Action) => {
    cluster.act(action);
    cluster.settle();
  };
  const set = objectKey('DaemonSet', 'default', 'agent');
  // A pod that has ended, and two on one node: the set takes them all, and keeps one.
  const once = pod('once', { nodeName: 'worker-1', restartPolicy: 'Never', containers: free.containers }, labels);
  const twice = ['a', 'b'].map((name) => pod(name, { nodeName: 'worker-2', containers: free.containers }, labels));
  apply(once, ...twice);
  act({ type: 'crash-container', pod: objectKey('Pod', 'default', 'once'), container: 'app' });
  apply(once, ...twice, daemonSet());
  apply(daemonSet());
  apply(daemonSet({ revisionHistoryLimit: 1 }, free));
  apply(daemonSet({ revisionHistoryLimit: 1 }));
  apply(daemonSet(surging, free));
  apply(daemonSet(surging, { ...free, hostname: 'same' }));
  // A node refuses the pods that it has; another goes while a pod waits for its port.
  apply(daemonSet(surging, free), node());
  apply(daemonSet(surging, free), node([{ key: 'only', effect: 'NoExecute' }]));
  apply(pod('port', { nodeName: 'edge' }), node());
  apply(pod('port', { nodeName: 'edge' }), node(), daemonSet());
  apply(daemonSet());
  const [mine] = cluster.list('Pod', 'default');
  if (mine) apply(daemonSet(), { ...mine, metadata: { ...mine.metadata, labels: { app: 'free' } } });
  act({ type: 'delete-object', object: set, orphan: true });
  apply(daemonSet());
  return cluster.journal.map(({ why }) => why);
}
