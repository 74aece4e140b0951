import type { LintTexts } from '../../core/index.js';

/** English texts of our own sentences about manifests, in ICU MessageFormat. What the API server says is quoted, and has none. */
export const lints = {
  'lint.textTooLong': 'the manifests are {length, number} characters long; at most {most, number} are read',
  'lint.textLong':
    'the manifests are {length, number} characters long: above {most, number} every edit takes noticeably longer',
  'lint.tooManyDocuments': 'there are more than {most, number} documents; what follows is not read',
  'lint.tooManyTokens': 'the documents have more than {most, number} YAML tokens; what follows is not read',
  'lint.documentTooLarge':
    'the document has more than {most, number} {what, select, anchors {anchors} aliases {aliases} values {values} keys {keys in one map} other {YAML tokens}}',
  'lint.unknownTag': 'tag {tag} is ignored',
  'lint.afterEnd': 'what follows "..." is not read: kubectl takes one document between two "---" lines',

  'lint.openQuote':
    'The quote {quote} that opens here is not closed before the next key: everything up to the next quote is read as its text.',
  'lint.openBracket': 'The bracket {bracket} that opens here is not closed: a {closing} is missing.',
  'lint.tabIndent': 'YAML is indented with spaces only, and here stands a tab.',
  'lint.strayIndent':
    'This line is indented by {columns, plural, =0 {nothing} one {# space} other {# spaces}}, which fits no line above it: keys of one map begin in one column, and only under a key without a value does something deeper follow.',
  'lint.noColon': 'A colon seems to be missing after {word}: a key is written as "key: value".',
  'lint.colonWithoutSpace': 'A space is missing after the colon: without it the colon is a part of the word.',
  'lint.dashWithoutSpace': 'A space is missing after the dash: without it the dash is a part of the word.',
  'lint.colonInValue': 'A value with ": " in it must be quoted: otherwise a second key begins there.',

  'lint.reservedStart': 'A value cannot begin with {mark}, which YAML keeps for itself: put it in quotes.',

  'lint.notSimulated': '{kind} is kept but not simulated',
  'lint.removedApi': 'no matches for kind "{kind}" in version "{version}": not served since Kubernetes {since}',
  'lint.replacedApi':
    'no matches for kind "{kind}" in version "{version}": not served since Kubernetes {since}; use {replacement}',
  'lint.namespaceIgnored': '{kind} is not namespaced: the API server clears its namespace',
  'lint.kubeDns':
    'CoreDNS does not read ConfigMap kube-system/kube-dns; its forwarders stand in the Corefile of ConfigMap coredns',
  'lint.tlsSecretType':
    'a Secret with tls.crt and tls.key is meant to have type: kubernetes.io/tls; without it the API server does not check the pair',
  'lint.nullSelector': 'matchLabels is null: the selector is empty and selects every pod of the namespace',
  'lint.volumeRedirected':
    '{field}: deprecated in v{deprecated}; since v{redirected} all operations for the in-tree {source} type are redirected to the {driver} CSI driver',
  'lint.hostPath': '{field}: a place on the node where the pod runs; a pod on another node does not find these files',
  'lint.provisionerRemoved': 'provisioner {provisioner}: deprecated in v{deprecated}, gone since v{removed}',
  'lint.provisionerRedirected':
    'provisioner {provisioner}: deprecated in v{deprecated}; since v{redirected} the {driver} CSI driver makes the volumes',
  'lint.zoneReplaced': '{field}: deprecated and replaced with allowedTopologies',
  'lint.zoneRefused': '{field}: the {driver} driver does not take it; use allowedTopologies',

  'lint.writtenAgain': '{object} is written again in line {line}: the last one is applied',
  'lint.writtenAgainElsewhere': '{object} is written again in line {line} of another file: the last one is applied',
  'lint.serviceSelectsNothing': 'no pod in the manifests has the labels {labels}: the Service has no endpoints',
  'lint.serviceSelectsElsewhere':
    'no pod of namespace {namespace} has the labels {labels}, as those of namespace {other} have: the Service has no endpoints',
  'lint.portNameUnknown':
    'no container of the selected pods has a {protocol} port named "{name}": this port has no endpoints',
  'lint.portNotDeclared':
    'no container of the selected pods declares {protocol} port {port} (they declare {declared}); that is allowed, if something listens there',
  'lint.probePortNameUnknown':
    'container {container} has no port named "{name}": the probe cannot be made, and its result never comes',
  'lint.probePortSilent':
    'nothing in this pod is known to listen on port {port} ({count, plural, =0 {no container declares a TCP port} other {declared: {declared}}}): the simulator refuses this probe',
  'lint.sameSelector': '{object} has the same selector ({labels}): both claim the same pods',
  'lint.endpointsWithoutService': 'there is no Service {service}: nothing uses these Endpoints',
  'lint.endpointsOverwritten': 'Service {service} has a selector: the endpoints controller overwrites these Endpoints',
  'lint.setWithoutService': 'services "{service}" not found: the pods of StatefulSet {set} have no DNS names',

  'lint.noVolumeLabelled':
    'no PersistentVolume in the manifests has the labels {labels}, and a claim with a selector is never provisioned: it stays Pending',
  'lint.noVolumeSelected':
    'no PersistentVolume in the manifests is selected, and a claim with a selector is never provisioned: it stays Pending',
  'lint.claimOnOneNode':
    'claim "{claim}" is {modes} and Deployment {deployment} has {replicas, plural, one {# replica} other {# replicas}}: pods on other nodes wait with a Multi-Attach error',
  'lint.defaultClasses':
    '{count, plural, one {StorageClass {names} is} other {the StorageClasses {names} are}} marked as the default too: claims without a class get the newest of them',
  'lint.noDriver': 'no CSIDriver "{driver}" in the manifests: nothing makes, attaches or mounts its volumes',
  'lint.localWithoutWait':
    'a local volume wants a StorageClass with volumeBindingMode: WaitForFirstConsumer: bound at once, its claim ties the pod to a node where it may not fit',

  'lint.noController':
    'no ingress controller runs in the manifests: an Ingress is only a set of rules, and without one nothing happens',
  'lint.ingressClassMissing':
    'ingressclasses.networking.k8s.io "{name}" not found: no controller takes this Ingress for its own',
  'lint.ingressWithoutClass':
    'the Ingress names no class and no IngressClass is the default: the controller leaves it alone',
  'lint.defaultIngressClasses':
    '{count, plural, one {IngressClass {names} is} other {the IngressClasses {names} are}} marked as the default too: Ingresses without a class get the newest of them',
  'lint.ingressServiceMissing': 'services "{service}" not found: requests for it are answered with 503',
  'lint.ingressServiceElsewhere':
    'services "{service}" not found: the Service of that name is in namespace {other}, and an Ingress reaches only its own, {namespace}',
  'lint.ingressExternalName':
    'Service {service} is of type ExternalName: it has no endpoints, so the controller has to resolve {target} itself, and not every one does',
  'lint.ingressPortMissing':
    'Service {service} has no {named, select, yes {port named "{port}"} other {port {port}}}{count, plural, =0 {} other { (it has {ports})}}: requests for it are answered with 503',
  'lint.ingressSecretMissing': 'secrets "{secret}" not found: the controller shows its own certificate instead',
  'lint.ingressSecretType':
    'secret "{secret}" of type {type} has no tls.crt and tls.key: the controller shows its own certificate instead',
  'lint.hostWithoutTls':
    'no entry of spec.tls is for host {host}: over https the controller shows its own certificate, over http nothing is redirected',
  'lint.pathTwice':
    '{every, select, yes {every host} other {host {host}}}, path "{path}" is written above too: only one of the two gets the requests',
  'lint.pathTwiceElsewhere':
    '{every, select, yes {every host} other {host {host}}}, path "{path}" is written in Ingress {ingress} too: only one of the two gets the requests',

  'lint.policySelectsNothing':
    'no pod in the manifests of namespace {namespace} is selected by {selector}: the policy isolates nothing',
  'lint.policyRulesIgnored':
    'policyTypes does not name {type}: these rules are ignored, and the pods are not isolated for {direction}',
  'lint.policyWithoutDns':
    'the policy leaves {whose, select, own {its pods} other {the pods it selects}} no way to the cluster’s DNS (UDP and TCP 53 of kube-dns): connections by name fail at the name',
  'lint.peerNobody':
    'no pod{pods, select, selected { {podSelector}} other {}} in {where, select, own {namespace {namespace}} selected {namespaces {namespaceSelector}} other {any namespace}} is in the manifests: this peer is nobody',
  'lint.peersOr':
    'two peers, either of them enough: every pod of namespaces {namespaces}, or pods {pods} of namespace {namespace}; one peer with both selectors would be pods {pods} of namespaces {namespaces}',
  'lint.blockOfPods':
    '{cidr} lies in the network of the pods: ipBlock is meant for addresses outside the cluster, pods change theirs, and providers differ in whether it holds for them',
  'lint.policyPortName': 'none of the pods that receive has a {protocol} port named "{name}": this port allows nothing',

  'lint.notSettled':
    'the cluster has not come to rest after {steps, plural, one {# step} other {# steps}}; it is shown as far as it came',
} as const satisfies Record<keyof LintTexts, string>;
