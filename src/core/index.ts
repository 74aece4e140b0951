/** The only door of the core: nothing outside `src/core` imports past it. */
export type * from './api/meta.js';
export type * from './api/pod.js';
export type * from './api/workload.js';
export type * from './api/service.js';
export type * from './api/endpoints.js';
export type * from './api/node.js';
export type * from './api/networking.js';
export type * from './api/storage.js';
export type * from './api/volume.js';
export type { Cause } from './api/cause.js';
export { messageMaker, type Message } from './api/message.js';
export { formatFieldPath, getField, type FieldPath } from './api/field-path.js';
export { keyOf, objectKey, parseKey, type ObjectKey } from './api/key.js';
export { kindInfo, type KindInfo, type RemovedVersion } from './api/kinds.js';
export { visibleText } from './api/visible-text.js';
export { secretOfWebhookJob } from './api/webhook-job.js';
export { matchesLabels, selectorRequirements } from './api/labels.js';
export {
  formatRequirements,
  matchesRequirements,
  parseSelector,
  type SelectorRequirement,
} from './api/selector-text.js';
export {
  configMapKeyErrors,
  dns1035LabelErrors,
  dns1123LabelErrors,
  dns1123SubdomainErrors,
  fullyQualifiedDomainErrors,
  labelValueErrors,
  portNameErrors,
  portNumberErrors,
  qualifiedNameErrors,
  wildcardSubdomainErrors,
  type NameCheck,
} from './api/names.js';
export { cidrErrors, ipErrors, type AddressRules } from './api/validation/address.js';
export { validateLabelSelector } from './api/validation/label.js';
export {
  compareQuantities,
  formatQuantity,
  isQuantity,
  parseQuantity,
  type Quantity,
  type QuantityFormat,
} from './api/quantity.js';
export { type IpAddress, type IpFamily } from './api/ip.js';
export { type Cidr } from './api/cidr.js';
export { formatFieldError, type FieldError, type FieldErrorType } from './api/field-error.js';
export { defaultObject, type DefaultingOptions } from './api/defaults/index.js';
export { validateObject } from './api/validation/index.js';
export type * from './manifest/types.js';
export { createManifestCache, type ManifestCache, type ManifestWork } from './manifest/cache.js';
export { complete } from './manifest/language/complete.js';
export { hover } from './manifest/language/hover.js';
export type { Completion, HoverText, SchemaDocs } from './manifest/language/types.js';
export { kubernetesSchema, type Schema } from './manifest/schema/schema.js';
export { DIAGNOSTIC_CODES, type DiagnosticCode, type DiagnosticTexts } from './manifest/diagnostic-codes.js';
export { documentOfObject, fieldAt, rangeOf } from './manifest/locate-field.js';
export { say, type LintTexts, type Said } from './manifest/own-words.js';
export { parseManifests } from './manifest/parse-manifests.js';
export type * from './cluster/types.js';
export type * from './storage/types.js';
export type * from './policy/types.js';
export type * from './ingress/types.js';
export type * from './netfilter/types.js';
export type * from './trace/types.js';
export type * from './network/types.js';
export type * from './dns/types.js';
export type * from './kubeproxy/types.js';
export { parseRules, printRules, type RuleTextError } from './netfilter/ruleset-text.js';
export { mergeRules } from './netfilter/merge.js';
export { BUILTIN_CHAINS } from './netfilter/hooks.js';
export { traverse } from './netfilter/traverse.js';
export { type Direction, type Lookup } from './netfilter/conntrack.js';
export { bridgeProvider } from './network/bridge.js';
export { answer } from './dns/coredns.js';
export { type PodResolvConf } from './dns/resolv-conf.js';
export { createKubeProxy, type KubeProxy } from './kubeproxy/kube-proxy.js';
export type { KubeProxyOptions } from './kubeproxy/options.js';
export {
  categorizeEndpoints,
  type CategorizedEndpoints,
  type EndpointState,
  type TopologyRules,
} from './kubeproxy/topology.js';
export { endpointChainName, serviceChainNames, servicePortName } from './kubeproxy/chain-names.js';
export { probability } from './kubeproxy/endpoint-rules.js';
export { decideConnection } from './policy/decision.js';
export { reachability, type ReachQuestion } from './policy/reachability.js';
export { reachChanges } from './policy/reach-changes.js';
export type { PolicyWhy } from './policy/why.js';
export { createTracer, type Tracer, type TracerParts } from './trace/tracer.js';
export { ingressControllers } from './ingress/controllers.js';
export { routeRequest } from './ingress/route-request.js';
export { ingressConfig } from './ingress/ingress-config.js';
export type { IngressWhy } from './ingress/why.js';
export type { HttpWhy } from './trace/why-http.js';
export type { ReasonWhy } from './trace/why-reason.js';
export type { TraceWhy } from './trace/why.js';
export type { EdgeWhy } from './trace/why-edge.js';
export { exposure } from './trace/exposure.js';
export { outsideAddresses } from './trace/world.js';
export { nodeForExternalIp } from './trace/external-ip.js';
export { OUTSIDE_CLIENT } from './trace/place.js';
export { lanMachineOf } from './trace/world.js';
export type { ExposureWhy } from './trace/why-exposure.js';
export type { ClusterWhy } from './cluster/why.js';
export type { BalancerWhy } from './controllers/why-balancer.js';
export { Cluster, type Outcome } from './cluster/cluster.js';
export { kubectlFor } from './cluster/kubectl.js';
export { resolveCause } from './cluster/resolve-cause.js';
export { DEFAULT_SETTINGS } from './cluster/settings.js';
export { createCluster } from './create-cluster.js';
export { volumeStory } from './storage/story.js';
export { matchBoard } from './storage/matching/board.js';
export type { MatchWhy } from './storage/matching/why-match.js';
export type { BinderWhy } from './storage/claims/why-binder.js';
export type { ProvisionWhy } from './storage/claims/why-provision.js';
export { storageWorld } from './storage/disks/world.js';
export { volumeChains } from './storage/mounts/chains.js';
export { diskOfPodVolume, diskOfVolume, type DiskSpec } from './storage/disks/disk-of.js';
export { csiDriverOf } from './storage/drivers.js';
export type { VolumeWhy } from './storage/mounts/why.js';
