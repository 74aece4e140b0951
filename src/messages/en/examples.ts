/** What the first screen says of examples: its own, and the gallery's names of the others. */
export const examples = {
  'examples.first-path.title': 'The first path',
  'examples.first-path.text':
    'A client asks my-service; kube-proxy’s rules pick one of three pods, and the reply finds its way back.',
  'examples.first-path.try': 'Now change targetPort to a port where nothing listens, and see where the path breaks.',
  'examples.typo-in-selector.title': 'A typo in a selector',
  'examples.typo-in-selector.text':
    'The Service selects no pod. It has an address and a name, but no endpoints: the client is refused at once.',
  'examples.not-ready.title': 'A pod that is not ready',
  'examples.not-ready.text':
    'Two pods, one fails its readiness probe. It runs on, but it left the endpoints and gets no traffic.',
  'examples.named-port.title': 'A port by name, two versions',
  'examples.named-port.text':
    'targetPort: http is a different number in each version of the pods, and the Service never has to know.',
  'examples.other-namespace.title': 'A name in another namespace',
  'examples.other-namespace.text':
    'The client says web, but the Service is in the namespace prod: every search domain is tried, none has it.',
  'examples.headless.title': 'A headless Service',
  'examples.headless.text':
    'clusterIP: None. DNS answers with the pods’ own addresses, the client picks one, and no rule touches the packet.',
  'examples.session-affinity.title': 'Sticky clients',
  'examples.session-affinity.text':
    'sessionAffinity: ClientIP. The first packet rolls the dice; every later one from this client is sent the same way.',
  'examples.hairpin.title': 'A pod calls itself',
  'examples.hairpin.text':
    'The only pod behind the Service is its client. The packet turns round at the bridge and has to be masqueraded.',
  'examples.no-selector.title': 'A Service without a selector',
  'examples.no-selector.text':
    'The addresses are written by hand: 1.2.3.4 is outside the cluster, and the packet leaves through the node.',
  'examples.udp.title': 'UDP',
  'examples.udp.text': 'No handshake, no connection; yet conntrack knows the flow and turns the reply back.',
  'examples.scratch-space.title': 'Scratch space',
  'examples.scratch-space.text':
    'An emptyDir on the disk of the node and one in memory. A container dies, and its files stay; the pod dies, and they are gone.',
  'examples.files-from-objects.title': 'ConfigMap and Secret as files',
  'examples.files-from-objects.text':
    'What the API server keeps, seen as files: a ConfigMap, a Secret, the pod’s own labels.',
  'examples.static-volume.title': 'A volume made by hand',
  'examples.static-volume.text':
    'An administrator makes the disk and the PersistentVolume; a claim finds it, and a pod uses it.',
  'examples.dynamic-volume.title': 'A volume made on demand',
  'examples.dynamic-volume.text':
    'No PersistentVolume in sight: the StorageClass names a driver, and the driver makes the disk for the claim.',
  'examples.first-consumer.title': 'Wait for the first consumer',
  'examples.first-consumer.text':
    'One disk is made where its pod goes. The other was made at once, in another zone, and its pod fits nowhere.',
  'examples.default-class.title': 'A claim without a class',
  'examples.default-class.text':
    'A claim that names no class is given the default one, even later. A claim of the empty class never is.',
  'examples.shared-files.title': 'One share, many nodes',
  'examples.shared-files.text': 'ReadWriteMany: pods on two nodes see the same files of one NFS share.',
  'examples.stateful-set.title': 'StatefulSet: a disk for each name',
  'examples.stateful-set.text': 'web-2 wrote a file and was scaled away. Its claim was kept.',
  'examples.released-volume.title': 'Released is not Available',
  'examples.released-volume.text':
    'The claim is deleted and the data are kept. The volume still names the old claim, so the new one waits.',
  'examples.reclaim-policies.title': 'Retain, Recycle, Delete',
  'examples.reclaim-policies.text':
    'Three claims are deleted. One volume is kept, one is emptied, one goes together with its disk.',
  'examples.multi-attach.title': 'Two nodes want one disk',
  'examples.multi-attach.text': 'ReadWriteOnce means one node. The second replica waits with a Multi-Attach error.',
  'examples.local-volume.title': 'A local disk and a dead node',
  'examples.local-volume.text':
    'The disk is part of worker-2, and worker-2 is silent. The pod waits for its node, because its data are only there.',
  'examples.lecture-empty-dir.title': 'Lecture: emptyDir',
  'examples.lecture-empty-dir.text': 'The lecture’s pod, word for word.',
  'examples.lecture-cloud-disk.title': 'Lecture: gcePersistentDisk',
  'examples.lecture-cloud-disk.text':
    'The lecture’s pod, word for word. The old in-tree disk is attached by a CSI driver today.',
  'examples.lecture-claim.title': 'Lecture: PersistentVolumeClaim',
  'examples.lecture-claim.text':
    'The lecture’s volume, claim and pod, word for word. The claim waits for ever: it asks for a label that the volume does not have.',
  'examples.lecture-class.title': 'Lecture: StorageClass',
  'examples.lecture-class.text':
    'The lecture’s class and claim, word for word. resources and accessModes stand outside spec.',
  'examples.node-port.title': 'A port of every node',
  'examples.node-port-local.title': 'Only where there is a pod',
  'examples.external-ip.title': 'An address from outside',
  'examples.balancer-pending.title': 'A balancer that never comes',
  'examples.balancer.title': 'A load balancer',
  'examples.source-ranges.title': 'Not for everybody',
  'examples.ingress-fanout.title': 'Ingress: fanout by path',
  'examples.ingress-hosts.title': 'Ingress: virtual hosts',
  'examples.ingress-tls.title': 'Ingress: TLS ends here',
  'examples.ingress-no-secret.title': 'Ingress: no certificate',
  'examples.ingress-no-controller.title': 'Ingress without a controller',
  'examples.recipe-deny-all-to-an-app.title': 'Deny all to an app',
  'examples.recipe-limit-to-an-app.title': 'Only one app may',
  'examples.recipe-allow-all-to-an-app.title': 'Allow all to an app',
  'examples.recipe-default-deny-ingress.title': 'Default deny',
  'examples.recipe-deny-from-other-namespaces.title': 'No other namespaces',
  'examples.recipe-allow-from-all-namespaces.title': 'All namespaces, no strangers',
  'examples.recipe-allow-from-a-namespace.title': 'One namespace, by its label',
  'examples.recipe-allow-some-pods-elsewhere.title': 'Both selectors in one item',
  'examples.recipe-allow-external-clients.title': 'Open to the world',
  'examples.recipe-only-certain-ports.title': 'Only certain ports',
  'examples.recipe-several-selectors.title': 'One of several',
  'examples.recipe-deny-egress-of-an-app.title': 'An app that may only ask DNS',
  'examples.recipe-default-deny-egress.title': 'Default deny of egress',
  'examples.recipe-deny-external-egress.title': 'Nothing to the outside',
  'examples.policy-no-dns.title': 'No egress, no names',
  'examples.policy-ignored.title': 'A policy that nobody enforces',
  'examples.lecture-cluster-ip.title': 'Lecture: ClusterIP',
  'examples.lecture-node-port.title': 'Lecture: NodePort',
  'examples.lecture-load-balancer.title': 'Lecture: LoadBalancer',
  'examples.lecture-external-ip.title': 'Lecture: ExternalIP',
  'examples.lecture-ingress.title': 'Lecture: Ingress',
  'examples.lecture-ingress-single.title': 'Lecture: single Service',
  'examples.lecture-ingress-fanout.title': 'Lecture: simple fanout',
  'examples.lecture-ingress-hosts.title': 'Lecture: virtual hosting',
  'examples.lecture-ingress-tls.title': 'Lecture: TLS termination',
  'examples.lecture-access-nginx.title': 'Lecture: NetworkPolicy',
  'examples.lecture-isolated-ns.title': 'Lecture: isolated namespace',
  'examples.chapter.traffic': 'Traffic',
  'examples.chapter.edge': 'Ways in',
  'examples.chapter.policies': 'Network policies',
  'examples.chapter.storage': 'Storage',
  'examples.chapter.lecture': 'The lecture, word for word',
} as const;
