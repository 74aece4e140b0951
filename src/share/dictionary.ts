/**
 * The words a link may take for known: deflate looks back into them, so that a small manifest costs a few dozen characters.
 * They are a part of the link format `k1`. FROZEN: one changed character and every old link is garbage. A test holds their hash.
 * A better list is a new format, `k2`, beside this one. Likeliest words stand last, where a reference to them is the shortest.
 */
export const DICTIONARY_K1 = [
  'networking.k8s.io/v1\nkind: NetworkPolicy\npolicyTypes:\n- Ingress\n- Egress\nipBlock:\ncidr: 0.0.0.0/0\nexcept:\nnamespaceSelector: {}\n',
  'kind: Ingress\nrules:\n- host: foo.example.com\nhttp:\npaths:\n- path: /\npathType: Prefix\nbackend:\nservice:\nnumber: 80\ntls:\nsecretName: ',
  'kind: StorageClass\nprovisioner: \nvolumeBindingMode: WaitForFirstConsumer\nreclaimPolicy: Delete\nkind: PersistentVolumeClaim\n',
  'accessModes:\n- ReadWriteOnce\nresources:\nrequests:\nstorage: 1Gi\nstorageClassName: standard\nvolumeMounts:\n- mountPath: /data\n',
  'volumes:\n- persistentVolumeClaim:\nclaimName: \nemptyDir: {}\nhostPath:\nconfigMap:\nkind: StatefulSet\nserviceName: \nvolumeClaimTemplates:\n',
  'kind: ConfigMap\ndata:\nkind: Secret\ntype: Opaque\nstringData:\nkind: DaemonSet\nkind: Job\nkind: CronJob\nschedule: "*/5 * * * *"\n',
  'discovery.k8s.io/v1\nkind: EndpointSlice\naddressType: IPv4\nendpoints:\n- addresses:\n- 10.0.0.1\nconditions:\nready: true\nnodeName: \n',
  'kubernetes.io/service-name: \nkind: Endpoints\nsubsets:\n- addresses:\n- ip: 1.2.3.4\nnotReadyAddresses:\nkind: Namespace\nkind: Node\n',
  'kind: ReplicaSet\nsessionAffinity: ClientIP\nsessionAffinityConfig:\ntimeoutSeconds: 10800\nclusterIP: None\nexternalTrafficPolicy: Local\n',
  'internalTrafficPolicy: Local\ntype: NodePort\nnodePort: 30080\ntype: LoadBalancer\ntype: ExternalName\nexternalName: \nexternalIPs:\n',
  'publishNotReadyAddresses: true\nhostNetwork: true\ndnsPolicy: ClusterFirst\ndnsConfig:\nnameservers:\nsearches:\noptions:\nndots\n',
  'nodeSelector:\nkubernetes.io/hostname: \ntolerations:\n- key: \noperator: Exists\neffect: NoSchedule\nterminationGracePeriodSeconds: 30\n',
  'readinessProbe:\nhttpGet:\npath: /healthz\nport: 8080\ninitialDelaySeconds: 5\nperiodSeconds: 10\ntcpSocket:\nlivenessProbe:\nexec:\n',
  'strategy:\ntype: RollingUpdate\nrollingUpdate:\nmaxUnavailable: 25%\nmaxSurge: 25%\nenv:\n- name: \nvalue: \nresources:\nlimits:\ncpu: 100m\nmemory: 128Mi\n',
  "    spec:\n      containers:\n        - name: shell\n          image: busybox\n          command: ['sleep', 'infinity']\n          args:\n",
  '        - name: nginx\n          image: nginx:1.27\n          ports:\n            - name: http\n              containerPort: 8080\n              protocol: UDP\n',
  '---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: client\n  namespace: default\n  labels:\n    app: client\nspec:\n  containers:\n    - name: ',
  '---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: my-app\nspec:\n  replicas: 3\n  selector:\n    matchLabels:\n      app: MyApp\n  template:\n    metadata:\n      labels:\n        app: MyApp\n',
  '    spec:\n      containers:\n        - name: hostnames\n          image: registry.k8s.io/serve_hostname\n          ports:\n            - containerPort: 9376\n',
  'kind: Service\napiVersion: v1\nmetadata:\n  name: my-service\nspec:\n  selector:\n    app: MyApp\n  ports:\n    - protocol: TCP\n      port: 80\n      targetPort: 9376\n',
  '"op":"apply","files":"op":"act","action":{"type":"delete-pod","set-readiness","ready":false,"crash-container","container":"scale","workload":"Deployment/default/","replicas":"cordon","on":true,"drain","fail-node","heal-node","at":',
  '"nodes":[{"name":"control-plane","controlPlane":true,"cpu":"2","memory":"4Gi","zone":"zone-a"},{"name":"worker-1","controlPlane":false,"cpu":"4","memory":"8Gi","zone":"zone-a"},{"name":"worker-2","controlPlane":false,"cpu":"4","memory":"8Gi","zone":"zone-b"}],',
  '"podCIDR":"10.244.0.0/16","nodeMask":24,"serviceCIDR":"10.96.0.0/12","nodeCIDR":"192.168.10.0/24","clusterDomain":"cluster.local","seed":42',
  '{"kind":"node","node":"worker-1"},{"kind":"outside"},"to":{"kind":"ip","ip":"10.96.0.10"},{"kind":"service","service":"Service/default/"},{"kind":"pod","pod":"Pod/default/"}',
  '},"history":[],"request":{"from":{"kind":"pod","pod":"Pod/default/client"},"to":{"kind":"name","name":"my-service"},"port":80,"protocol":"TCP","attempt":0}}',
  '{"files":[{"id":"f1","name":"my-service.yaml","text":"","id":"f2","name":"app.yaml","text":"","settings":{',
].join('');
