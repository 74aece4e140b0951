import { getField, type FieldPath } from '../../api/field-path.js';
import { isEmptySelector } from '../../api/labels.js';
import { cidrContainsCidr, formatCidr, parseCidrSloppy, type Cidr } from '../../api/cidr.js';
import { fix, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import type { PodSource, PodSources } from '../pod-sources.js';
import { listAt, textAt } from '../read-json.js';
import { mostSimilar } from '../schema/similar.js';
import { yamlString } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { addItem } from '../write-edits.js';
import { ofNetworking } from './ingress-objects.js';
import { namespaceOf, type KnownObjects } from './known-objects.js';
import { lint, writtenAt } from './lint.js';
import { lintPeers } from './policy-peers.js';
import { lintDns } from './policy-dns.js';
import { directionsOf, rulesOf, type WrittenRule } from './policy-objects.js';
import { policyPods, selectorAt, selectorText, type PolicyPods } from './policy-pods.js';

/** Where pods get their addresses when no Node says otherwise: what the cluster of this model is set to at first. */
const POD_NETWORK = '10.244.0.0/16';
const MOST_FIXES = 3;

/** What NetworkPolicies find among the pods of the manifests, and what they do that their writer rarely means. */
export function lintPolicies(known: KnownObjects, sources: PodSources): readonly Diagnostic[] {
  const policies = ofNetworking(known, 'NetworkPolicy');
  if (policies.length === 0) return [];
  const pods = policyPods(sources, known);
  const network = podNetwork(known);
  return [
    ...policies.flatMap((placed) => [
      ...lintSelected(placed, pods),
      ...lintDirections(placed),
      ...lintPeers(placed, pods),
      ...rulesOf(placed.document.object).flatMap((rule) => [
        ...lintBlocks(placed, rule, network),
        ...lintPortNames(placed, rule, pods),
      ]),
    ]),
    ...lintDns(policies, pods),
  ];
}

function lintSelected(placed: PlacedObject, pods: PolicyPods): readonly Diagnostic[] {
  const { object } = placed.document;
  const field: FieldPath = ['spec', 'podSelector'];
  const selector = selectorAt(object, field);
  if (selector === undefined || selector === 'bad' || isEmptySelector(selector)) return [];
  const namespace = namespaceOf(object);
  const found = pods.select(namespace, selector);
  if (found === undefined || found.length > 0) return [];
  const others = pods.inNamespace(namespace);
  const message = say('lint.policySelectsNothing', { namespace, selector: selectorText(selector) });
  // Policies are often written apart from their pods: without any there is nothing to be surprised at.
  const severity = others.length > 0 ? 'warning' : 'info';
  return [lint(placed, severity, 'policy-selects-nothing', message, field, labelFixes(placed, others), 'key')];
}

/** Rules for a direction that `policyTypes` leaves out: accepted, kept, and never asked. */
function lintDirections(placed: PlacedObject): readonly Diagnostic[] {
  const { object } = placed.document;
  const types = directionsOf(object);
  return (['Ingress', 'Egress'] as const).flatMap((type) => {
    const field = ['spec', type.toLowerCase()];
    if (types.has(type) || listAt(object, field).length === 0) return [];
    const message = say('lint.policyRulesIgnored', { type, direction: type.toLowerCase() });
    const list = writtenAt(placed, ['spec', 'policyTypes']);
    const edit = list === undefined ? undefined : addItem(placed.place.text, list, type);
    const fixes = edit === undefined ? [] : [fix('fix.addItem', { value: type, field: 'spec.policyTypes' }, [edit])];
    return [lint(placed, 'warning', 'policy-rules-ignored', message, field, fixes, 'key')];
  });
}

/** When the policy has one label, and pods have that key with other values, those are offered. */
function labelFixes(placed: PlacedObject, pods: readonly PodSource[]): readonly LocalFix[] {
  const field: FieldPath = ['spec', 'podSelector', 'matchLabels'];
  const pairs = Object.entries(getField(placed.document.object, field) ?? {});
  const [key, value] = pairs[0] ?? [];
  const node = key === undefined ? undefined : writtenAt(placed, [...field, key]);
  if (key === undefined || typeof value !== 'string' || pairs.length > 1 || node === undefined) return [];
  const values = new Set(
    pods.slice(0, 100).flatMap(({ labels }) => (Object.hasOwn(labels, key) ? [labels[key] ?? ''] : [])),
  );
  const close = mostSimilar(value, values);
  return [...new Set([...(close === undefined ? [] : [close]), ...values])]
    .slice(0, MOST_FIXES)
    .map((to) => fix('fix.replace', { from: value, to }, [{ ...node.value, text: yamlString(to) }]));
}

function podNetwork(known: KnownObjects): readonly Cidr[] {
  const written = known
    .ofKind('Node')
    .flatMap(({ document }) => [
      textAt(document.object, ['spec', 'podCIDR']),
      ...listAt(document.object, ['spec', 'podCIDRs']),
    ])
    .flatMap((cidr) => (typeof cidr === 'string' ? (parseCidrSloppy(cidr) ?? []) : []));
  const usual = parseCidrSloppy(POD_NETWORK);
  return written.length > 0 || usual === undefined ? written : [usual];
}

/** Blocks that lie in the pods' own network: meant for addresses outside, and of pods they may or may not hold. */
function lintBlocks(
  placed: PlacedObject,
  { peers, peersField }: WrittenRule,
  network: readonly Cidr[],
): readonly Diagnostic[] {
  return peers.flatMap((peer, i) => {
    const cidr = parseCidrSloppy(textAt(peer, ['ipBlock', 'cidr']) ?? '');
    if (cidr === undefined || !network.some((one) => cidrContainsCidr(one, cidr))) return [];
    const message = say('lint.blockOfPods', { cidr: formatCidr(cidr) });
    return [lint(placed, 'info', 'policy-ip-block-pods', message, [...peersField, i, 'ipBlock', 'cidr'])];
  });
}

/** A named port is looked up in the pods that receive: those of the policy for ingress, those of the peers for egress. */
function lintPortNames(placed: PlacedObject, written: WrittenRule, pods: PolicyPods): readonly Diagnostic[] {
  const { rule, field, direction } = written;
  const ports = listAt(rule, ['ports']);
  if (!ports.some((port) => typeof getField(port, ['port']) === 'string')) return [];
  const receivers = direction === 'ingress' ? selected(placed, pods) : ofPeers(placed, written, pods);
  if (receivers === undefined || receivers.length === 0) return [];
  return ports.flatMap((port, i) => {
    const name = textAt(port, ['port']);
    if (name === undefined) return [];
    const protocol = textAt(port, ['protocol']) ?? 'TCP';
    const declared = receivers.flatMap((pod) => pod.ports.filter((one) => one.protocol === protocol));
    if (declared.some((one) => one.name === name)) return [];
    const at = [...field, 'ports', i, 'port'];
    const message = say('lint.policyPortName', { protocol, name });
    const node = writtenAt(placed, at);
    const others = [...new Set(declared.flatMap((one) => one.name ?? String(one.port)))];
    const fixes =
      node === undefined
        ? []
        : others
            .slice(0, MOST_FIXES)
            .map((to) =>
              fix('fix.replace', { from: name, to }, [{ ...node.value, text: /^\d+$/.test(to) ? to : yamlString(to) }]),
            );
    return [lint(placed, 'warning', 'policy-port-name-unknown', message, at, fixes)];
  });
}

function selected(placed: PlacedObject, pods: PolicyPods): readonly PodSource[] | undefined {
  const { object } = placed.document;
  if (!directionsOf(object).has('Ingress')) return undefined;
  const selector = selectorAt(object, ['spec', 'podSelector']) ?? {};
  return selector === 'bad' ? undefined : pods.select(namespaceOf(object), selector);
}

function ofPeers(placed: PlacedObject, { peers }: WrittenRule, pods: PolicyPods): readonly PodSource[] | undefined {
  const { object } = placed.document;
  if (!directionsOf(object).has('Egress') || peers.length === 0) return undefined;
  const found = peers.map((peer) => pods.ofPeer(namespaceOf(object), peer));
  return found.includes(undefined) ? undefined : found.flatMap((one) => one ?? []);
}
