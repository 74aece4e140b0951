import type { DiagnosticTexts } from '../../core/index.js';

/**
 * English texts of the diagnostics area, in ICU MessageFormat: what each diagnostic means and what to do about it, and the titles of fixes.
 * The diagnostic's own message is in the words of kubectl or the API server; this explains them.
 */
export const diagnostics = {
  'diagnostic.text-too-long':
    'The manifests together are longer than Kubewalk reads. Nothing was read, and your text is untouched. Split them, or remove what the lesson does not need.',
  'diagnostic.text-long':
    'So much text is read whole, but each edit takes longer than it should. Consider removing what you do not need.',
  'diagnostic.too-many-documents':
    'There are more documents than Kubewalk reads. Those before this line were read, the rest was not.',
  'diagnostic.yaml-syntax':
    'This is not YAML that kubectl can read. Look at the indentation, a missing colon or quote, or a tab: YAML is indented with spaces only.',
  'diagnostic.yaml-control-character':
    'An invisible control character stands here, usually from a copy out of a document or a terminal. YAML does not allow it: delete it.',
  'diagnostic.yaml-too-complex':
    'The document is built to grow: nesting, anchors or aliases go past any real manifest. It is not read further, so that it cannot stop the page.',
  'diagnostic.yaml-bad-alias':
    'An alias (*name) needs an anchor (&name) before it, and cannot stand inside its own anchor.',
  'diagnostic.yaml-bad-key': 'Manifests become JSON, and there a key is text. A list, a map or null cannot be one.',
  'diagnostic.yaml-bad-merge': 'The merge key << takes a map, or a list of maps, usually by an alias.',
  'diagnostic.yaml-bad-number':
    'Infinity and “not a number” exist in YAML, but not in JSON, which is what the API server receives.',
  'diagnostic.yaml-unknown-tag': 'kubectl ignores tags that it does not know. The value is read as plain text.',
  'diagnostic.yaml-after-end':
    'Three dots end a document. kubectl looks for the next one only after a line of three dashes, so this part is lost.',
  'diagnostic.duplicate-key':
    'The key is written twice in one map. kubectl keeps the last value and says nothing; the first one is lost.',
  'diagnostic.not-an-object':
    'A manifest is a map with apiVersion, kind and metadata. This document is something else.',
  'diagnostic.missing-kind':
    'Without a kind nobody knows what this object is. Add the line kind: with the name of the kind.',
  'diagnostic.missing-api-version':
    'A kind is found by its apiVersion: v1 for Pods and Services, apps/v1 for Deployments, and so on.',
  'diagnostic.missing-name': 'Every object has a name, unique for its kind in its namespace. Add metadata.name.',
  'diagnostic.generate-name':
    'With generateName the API server invents a new name at every create. apply has to find the same object again, so it needs metadata.name.',
  'diagnostic.unknown-kind':
    'The Kubernetes API has no such kind. A cluster knows it only if a CustomResourceDefinition adds it. Kubewalk keeps the object and does not simulate it.',
  'diagnostic.wrong-api-version': 'The kind exists, but in another apiVersion. kubectl would not find it in this one.',
  'diagnostic.not-simulated':
    'The object is kept and its fields are checked, but nothing in the picture depends on it.',
  'diagnostic.removed-api':
    'Clusters of today do not serve this apiVersion any more, so kubectl apply fails. Ingresses, their classes and network policies are played here as they were meant. Where a faithful conversion is possible, the fix makes it.',
  'diagnostic.namespace-ignored':
    'Objects of this kind belong to the whole cluster. The namespace written here has no effect.',
  'diagnostic.unknown-field':
    'The kind has no such field at this place. Most often it is misspelt or indented wrongly. Strict validation, which kubectl apply asks for, refuses the object.',
  'diagnostic.wrong-type':
    'The field takes another type. Numbers and true/false in a text field need quotes; a list needs dashes; a map needs keys.',
  'diagnostic.unsupported-value': 'The field takes one of a few words, and their letter case counts.',
  'diagnostic.required-field': 'The API’s schema says that this field must be there.',
  'diagnostic.invalid-value': 'The API server checks this value and refuses it, for the reason it gives.',
  'diagnostic.illegal-base64':
    'Values under data are bytes, written in base64. Plain text goes under stringData, where the API server encodes it.',
  'diagnostic.duplicate-object':
    'Two documents describe one object: same kind, namespace and name. Both are applied in order, so the last one stays.',
  'diagnostic.namespace-missing':
    'The API server refuses objects in a namespace that does not exist. Add a Namespace, or change metadata.namespace.',
  'diagnostic.selector-matches-nothing':
    'A Service finds its pods by labels: every label of the selector must be on the pod, in the same namespace. None fits, so its clients get “connection refused”.',
  'diagnostic.target-port-name-unknown':
    'A named targetPort is looked up among the ports that the pod’s containers declare. Where no container has that name, the pod is no endpoint of this port.',
  'diagnostic.probe-port-name-unknown':
    'The kubelet looks the name of a probe’s port up in the container that has the probe, and nowhere else. When it is not there, every probe ends in an error whose result is thrown away: a readiness probe then never succeeds, a liveness probe never fails.',
  'diagnostic.probe-port-silent':
    'In Kubernetes containerPort is only information: the program decides where it listens. The simulator runs no program. It takes a container to listen on the TCP ports it declares, on ports that its own flags name, and on those that a well-known image is known for; a container that declares nothing at all listens where its probes ask. On any other port a probe is refused, as a request is. If your program does listen there, declare the port.',
  'diagnostic.target-port-not-declared':
    'containerPort is information only: a container may listen on ports that it does not declare. If nothing listens here, connections are refused by the pod.',
  'diagnostic.overlapping-selectors':
    'A controller finds its pods by its selector. Give each workload a label of its own, in the selector and in the template.',
  'diagnostic.endpoints-deprecated':
    'Endpoints still work and are mirrored into EndpointSlices, which is what kube-proxy reads. New manifests should hold an EndpointSlice with the label kubernetes.io/service-name.',
  'diagnostic.endpoints-overwritten':
    'Endpoints are written by hand for Services without a selector. With one, the controller replaces them with the addresses of the pods.',
  'diagnostic.endpoints-without-service':
    'Endpoints belong to the Service of the same name in the same namespace. There is none here.',
  'diagnostic.external-ips-deprecated':
    'Deprecated since 1.36: whoever may write a Service can take over traffic to any address with it (CVE-2020-8554). Use a LoadBalancer or an Ingress.',
  'diagnostic.null-selector':
    'A key with nothing after it is null, which means an empty selector here, and an empty selector selects everything.',
  'diagnostic.kube-dns-config-ignored':
    'This ConfigMap configured kube-dns. Since Kubernetes 1.13 the cluster’s DNS is CoreDNS, which reads a Corefile: forward . 8.8.8.8 8.8.4.4.',
  'diagnostic.tls-secret-type':
    'With the type kubernetes.io/tls the API server checks that certificate and key are both there.',

  'diagnostic.no-ingress-controller':
    'An Ingress is a set of rules. A controller has to run in the cluster: it watches Ingress objects and configures a balancer by them. Kubernetes brings none. The fix adds a small ingress-nginx: namespace, class, Deployment, and a Service of type LoadBalancer in front.',
  'diagnostic.ingress-class-missing':
    'spec.ingressClassName names an IngressClass, which says which controller the Ingress is for. There is none of this name, so every controller leaves the Ingress alone.',
  'diagnostic.ingress-without-class':
    'A controller serves the Ingresses of its class. Without spec.ingressClassName, without the old annotation and without a default IngressClass (annotation ingressclass.kubernetes.io/is-default-class) this one belongs to nobody. A default class that comes later does not change it.',
  'diagnostic.several-default-ingress-classes':
    'New Ingresses that name no class get the default one. Of several defaults the newest is taken, which is easily not the one you mean.',
  'diagnostic.ingress-service-missing':
    'A backend is a Service in the namespace of the Ingress. Requests for one that does not exist are answered by the controller itself, in most cases with 503. The fix adds a Service and a Deployment that answers.',
  'diagnostic.ingress-port-missing':
    'A backend names a port of the Service, by its number or its name: not the targetPort, not the port of the container.',
  'diagnostic.ingress-external-name':
    'A controller proxies to the endpoints of a Service, and a Service of type ExternalName has none. ingress-nginx resolves the name itself unless it is told not to (--disable-svc-external-name), and so do HAProxy’s controllers; Traefik and Contour make no route of it unless their configuration allows that.',
  'diagnostic.ingress-secret-missing':
    'The certificate is taken from a Secret of the Ingress’s namespace. Without it TLS still ends at the controller, with the certificate that the controller made for itself: browsers warn.',
  'diagnostic.ingress-secret-type':
    'A certificate is a Secret of type kubernetes.io/tls with the keys tls.crt and tls.key.',
  'diagnostic.ingress-host-without-tls':
    'The certificate is chosen by the name in the TLS handshake. A host that no entry of spec.tls names gets the controller’s own certificate, and its plain HTTP is not redirected. Fine where that is meant.',
  'diagnostic.duplicate-ingress-path':
    'The API allows the same host and path in several rules and does not say which one wins. ingress-nginx takes the older Ingress; for the other one no request arrives.',
  'diagnostic.policy-selects-nothing':
    'A policy isolates the pods of its own namespace that spec.podSelector selects. Here there are none, so it does nothing yet.',
  'diagnostic.policy-peer-matches-nothing':
    'A peer with podSelector alone means pods of the policy’s own namespace. With namespaceSelector it means pods of the namespaces with these labels: labels of the Namespace object, not its name. Each has the label kubernetes.io/metadata.name.',
  'diagnostic.policy-peers-or':
    'Items of from and to are alternatives. Two selectors in one item must both hold; in two items one of them is enough, and each podSelector alone looks in the policy’s own namespace. One dash makes the difference.',
  'diagnostic.policy-without-dns':
    'Who is isolated for egress may ask nobody, the DNS included. A client that connects by name fails at the name, long before the connection. Leave it so if no name is needed; otherwise allow UDP and TCP 53 to kube-dns.',
  'diagnostic.policy-ip-block-pods':
    'Address blocks are for what lies outside the cluster. Pods get new addresses when they start again, and whether a block holds for pods at all differs between providers. Select pods by labels.',
  'diagnostic.policy-port-name-unknown':
    'A named port is looked up among the ports that containers of the receiving pods declare, with the same protocol. Where none has that name, the rule allows nothing to that pod.',
  'diagnostic.policy-rules-ignored':
    'policyTypes says for which directions the policy isolates. Rules of a direction that it leaves out do nothing: the API server keeps them and no provider asks them.',

  'diagnostic.volume-source-migrated':
    'The plugin that was part of Kubernetes is gone; the CSI driver named here does its work behind the old field, so this still works where the driver is installed. New manifests should name the driver: in a PersistentVolume as csi, in a pod by a claim.',
  'diagnostic.volume-source-removed':
    'The API server still accepts the field, but nothing mounts such a volume any more: in a cluster of today the pod never starts. Kubewalk plays it as it was meant. The fix names the driver that came after; look the handle up in its documentation.',
  'diagnostic.provisioner-migrated':
    'The in-tree provisioner is gone; Kubernetes passes the claims of this class on to the CSI driver. Name the driver itself.',
  'diagnostic.provisioner-removed':
    'Nothing provisions volumes for this name any more: claims of this class stay Pending in a cluster of today. The driver that came after may want other parameters.',
  'diagnostic.class-zone-parameter':
    'Where volumes may be made is said by allowedTopologies. For old classes Kubernetes translates zone; a CSI driver refuses it.',
  'diagnostic.recycle-deprecated':
    'Recycle empties the volume with rm -rf and offers it again; only nfs and hostPath can do it. Use dynamic provisioning, or Retain and clean the volume yourself.',
  'diagnostic.host-path-on-node':
    'The files belong to the node, not to the pod or the cluster. Fine for agents that read the node’s own files; for data, use a claim.',
  'diagnostic.claim-selector-matches-nothing':
    'A claim with a selector takes only a volume that has those labels, and is never provisioned dynamically. Label the volume that is meant, or drop the selector.',
  'diagnostic.claim-missing': 'The pod waits as Pending until a claim of this name exists in its namespace.',
  'diagnostic.config-missing':
    'The container waits in ContainerCreating or CreateContainerConfigError until the object exists. Where it may be missing, say optional: true.',
  'diagnostic.class-missing':
    'No StorageClass has this name. It may stand in the cluster already; a volume made by hand with the same class name also fits.',
  'diagnostic.driver-missing':
    'In Kubewalk a CSI driver is installed when its CSIDriver object exists: applying it stands for installing the driver. Without it claims wait for the provisioner and pods for the mount. The drivers of the clouds bring their own.',
  'diagnostic.claim-on-one-node':
    'ReadWriteOnce means one node. Pods of the Deployment that land on another node wait for the volume, and so does the first pod of a rolling update. Use one replica with strategy Recreate, a StatefulSet with a claim for each pod, or a volume with ReadWriteMany.',
  'diagnostic.local-without-wait':
    'A local volume can be used on its own node only. Bound at once, the claim decides the node before the scheduler has looked at the pod. WaitForFirstConsumer lets the scheduler choose first.',
  'diagnostic.several-default-classes':
    'Claims without storageClassName get the default class. Of several defaults the newest is taken, which is easily not the one you mean.',
  'diagnostic.no-default-class':
    'The claim names no class, no class is the default, and no volume without a class is offered. It waits; a default class that comes later is filled in.',
  'diagnostic.stateful-set-without-service':
    'The pods get their stable names web-0.web… from a headless Service with this name. The API server does not check that it exists; without it the names do not resolve.',

  'diagnostic.refused':
    'The API server refused this object. The rest of the manifests is applied; the cluster keeps what it had of this one.',
  'diagnostic.replica-failure':
    'The ReplicaSet could not make all its pods: the simulator holds only so many, and refuses more as a ResourceQuota would. The pods that exist work as usual.',
  'diagnostic.not-settled':
    'The controllers still have work to do. Either the cluster is very large, or they undo each other’s work for ever, as they would in a real cluster: a template that puts its pods on a node which is gone or evicts them, for example.',

  'fix.replace': 'Replace {from} with {to}',
  'fix.removeKey': 'Remove {key}',
  'fix.moveInto': 'Move {key} into {parent}',
  'fix.addApiVersion': 'Add apiVersion: {apiVersion}',
  'fix.setApiVersion': 'Use apiVersion: {apiVersion}',
  'fix.removeDocument': 'Remove this document; {name} is written again below',
  'fix.addNamespace': 'Add Namespace {name}',
  'fix.setValue': 'Set {field} to {value}',
  'fix.addField': 'Add {field}: {value}',
  'fix.convert': 'Convert this {kind} to {apiVersion}',
  'fix.toEndpointSlice': 'Replace Endpoints {name} with an EndpointSlice',
  'fix.quote': 'Quote {value}',
  'fix.close': 'Add {mark} at the end of the line',
  'fix.tabsToSpaces': 'Write spaces instead of tabs',
  'fix.indent': 'Indent this line by {columns, plural, =0 {nothing} one {# space} other {# spaces}}',
  'fix.addColon': 'Put a colon after {word}',
  'fix.addSpace': 'Put a space after "{mark}"',
  'fix.moveAllInto': 'Move {keys} into {parent}',
  'fix.toCsi': 'Name the CSI driver {driver}',
  'fix.toClaim': 'Make the disk PersistentVolume and claim {name}',
  'fix.toTopologies': 'Say zone {zone} in allowedTopologies',
  'fix.gitClone': 'Clone {repository} in an init container',
  'fix.addLabels': 'Give {name} the labels {labels}',
  'fix.addObject': 'Add {kind} {name}',
  'fix.setOn': 'Set {field} of {name} to {value}',
  'fix.writeRules': 'Write the rule it stands for: {route}',
  'fix.placeholderCertificate': 'Put in a made-up certificate for {hosts} that nobody trusts',
  'fix.encode': 'Write {name} in base64',
  'fix.addController': 'Add the ingress controller {name}: namespace, class, Deployment and Service',
  'fix.addApplication': 'Add Service {name} and a Deployment behind it',
  'fix.addPlaceholderSecret': 'Add Secret {name} with a made-up certificate that nobody trusts',
  'fix.addItem': 'Add {value} to {field}',
  'fix.joinPeers': 'Make one peer of both: pods {pods} of namespaces {namespaces}',
  'fix.allowDns': 'Let {policy} ask the cluster’s DNS',
} as const satisfies Record<keyof DiagnosticTexts, string>;
