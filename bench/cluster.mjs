// @ts-check
/**
 * The same cluster twice: as manifests for Kubewalk and as a flowchart for mermaid. The benchmark types into the last line of the first
 * manifest and of the flowchart: there stands the port of the first Service, which both pictures show.
 */
const PODS_A_DEPLOYMENT = 20;

/** @param {number} pods */
const namesOf = (pods) => Array.from({ length: Math.ceil(pods / PODS_A_DEPLOYMENT) }, (_, index) => `app-${index}`);

/** @param {number} pods @param {number} index */
const replicasOf = (pods, index) => Math.min(PODS_A_DEPLOYMENT, pods - index * PODS_A_DEPLOYMENT);

/** @param {string} name @param {number} replicas */
const deployment = (name, replicas) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: web
          image: registry.k8s.io/e2e-test-images/agnhost:2.53
          ports:
            - containerPort: 9376
`;

/** @param {string} name */
const service = (name) => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - targetPort: 9376
      port: 80`;

const CLIENT = `apiVersion: v1
kind: Pod
metadata:
  name: client
spec:
  containers:
    - name: shell
      image: registry.k8s.io/e2e-test-images/agnhost:2.53
`;

/** @param {number} pods @returns {{ name: string, text: string }[]} */
export function manifestsOf(pods) {
  const [first = 'app-0', ...others] = namesOf(pods);
  return [
    { name: 'service.yaml', text: service(first) },
    {
      name: 'apps.yaml',
      text: [
        CLIENT,
        ...namesOf(pods).map((name, index) => deployment(name, replicasOf(pods, index))),
        ...others.map(service),
      ].join('\n---\n'),
    },
  ];
}

/** Worker nodes that hold so many pods: a kubelet takes 110. @param {number} pods */
export const workersFor = (pods) => Math.max(2, Math.ceil(pods / 90));

/**
 * @param {number} pods @param {string} port as the first Service shows it, e.g. `:80 → 9376`
 * @returns {string} every pod and Service as a node, every backend as an edge
 */
export function flowchartOf(pods, port) {
  const lines = ['flowchart LR', '  client[client] --> app-0'];
  namesOf(pods).forEach((name, index) => {
    for (let pod = 0; pod < replicasOf(pods, index); pod += 1)
      lines.push(`  ${name} --> ${name}-${pod}[${name}-${pod}<br>10.244.${index}.${pod}]`);
    if (index > 0) lines.push(`  ${name}["${name} :80"]`);
  });
  lines.push(`  app-0["app-0 ${port}"]`);
  return lines.join('\n');
}
