import { objectKey } from '../../api/key.js';
import type { Node } from '../../api/node.js';
import type { CSINode, NodeSelector, StorageClass, TopologySelectorTerm } from '../../api/storage.js';
import type { Context } from '../../cluster/controller.js';
import { driverFacts, ZONE_LABEL } from '../drivers.js';
import type { WhereFrom } from './why-provision.js';

/** Where a volume is made: the key and value that its node affinity will name. Neither for a driver that reaches every node. */
export interface Place {
  readonly from: WhereFrom;
  readonly key?: string;
  readonly value?: string;
}

/** Names of a zone in StorageClasses: the driver's own key, today's label, and the labels before it. */
const ZONE_KEYS: ReadonlySet<string> = new Set([ZONE_LABEL, 'failure-domain.beta.kubernetes.io/zone']);

/**
 * Where the driver is asked to make a volume, by `pkg/controller/topology.go` of external-provisioner (`GenerateAccessibilityRequirements`
 * without strict topology): with a node in its zone; without one in a zone that the name of the claim settles, so that the claims of a
 * StatefulSet go round. Of several zones the driver takes the first. `error`: why it is not even asked. `wait`: a kubelet has yet to tell
 * of the driver, which the real provisioner finds out by failing and trying again.
 */
export function placeOf(
  context: Pick<Context, 'get' | 'list' | 'recall'>,
  driver: string,
  found: StorageClass,
  claim: string,
  selected: Node | undefined,
): Place | { readonly error: string } | 'wait' {
  const key = driverFacts(driver).topologyKey;
  if (key === undefined) return { from: 'anywhere' };
  const nodes = context.list<Node>('Node').filter((node) => context.recall(`node-down/${node.metadata.name}`) !== true);
  if (nodes.some((node) => !registrationOf(context, driver, node))) return 'wait';
  const allowed = allowedZones(found, key);
  if (selected) return placeAt(context, driver, key, allowed, selected);
  const zones = allowed.length > 0 ? allowed : zonesOf(nodes, key);
  const { hash, index } = spread(claim);
  const value = zones[((hash + index) >>> 0) % zones.length];
  return value === undefined
    ? { error: 'no available topology found' }
    : { from: allowed.length > 0 ? 'class' : 'spread', key, value };
}

/** In the zone of the node that the scheduler chose. */
function placeAt(
  context: Pick<Context, 'get'>,
  driver: string,
  key: string,
  allowed: readonly string[],
  selected: Node,
): Place | { readonly error: string } {
  const { name, labels = {} } = selected.metadata;
  if (!registrationOf(context, driver, selected)?.topologyKeys?.includes(key)) {
    return { error: `no topology key found for node ${name}` };
  }
  const zone = labelOf(selected, key);
  if (zone === undefined) {
    const pairs = Object.entries(labels).map(([label, value]) => `${label}:${value}`);
    return {
      error: `topology labels from selected node map[${pairs.toSorted().join(' ')}] does not match topology keys from CSINode [${key}]`,
    };
  }
  if (allowed.length === 0 || allowed.includes(zone)) return { from: 'node', key, value: zone };
  const terms = allowed.map((one) => `[{${key} ${one}}]`).join(' ');
  return { error: `topology [{${key} ${zone}}] from selected node "${name}" is not in requisite: [${terms}]` };
}

/** A volume made there can be used from these nodes only (`GenerateVolumeNodeAffinity`). */
export function affinityOf({ key, value }: Place): NodeSelector | undefined {
  if (key === undefined || value === undefined) return undefined;
  return { nodeSelectorTerms: [{ matchExpressions: [{ key, operator: 'In', values: [value] }] }] };
}

/**
 * The zones that a class allows, in order: its `allowedTopologies`, and for an in-tree provisioner the parameters `zone` and `zones`,
 * which CSI migration turns into the same (`TranslateInTreeStorageClassToCSI` of csi-translation-lib's `plugins/gce_pd.go`).
 */
function allowedZones(found: StorageClass, key: string): readonly string[] {
  const terms = (found.allowedTopologies ?? []).flatMap((term) => zonesOfTerm(term, key));
  const { zone = '', zones = '' } = isInTree(found) ? (found.parameters ?? {}) : {};
  const named = [zone, ...zones.split(',')].map((one) => one.trim()).filter((one) => one !== '');
  return [...new Set(terms.length > 0 ? terms : named)].toSorted();
}

function isInTree(found: StorageClass): boolean {
  return found.provisioner.startsWith('kubernetes.io/');
}

function zonesOfTerm(term: TopologySelectorTerm, key: string): readonly string[] {
  return (term.matchLabelExpressions ?? []).flatMap((one) =>
    one.key === key || ZONE_KEYS.has(one.key) ? one.values : [],
  );
}

/** What the kubelet of a node told of a driver. */
function registrationOf(context: Pick<Context, 'get'>, driver: string, node: Node) {
  const told = context.get<CSINode>(objectKey('CSINode', undefined, node.metadata.name));
  return told?.spec.drivers.find((one) => one.name === driver);
}

function labelOf({ metadata: { labels = {} } }: Node, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** The zones there are (`aggregateTopologies`), in order. */
function zonesOf(nodes: readonly Node[], key: string): readonly string[] {
  return [...new Set(nodes.flatMap((node) => labelOf(node, key) ?? []))].toSorted();
}

/** `getPVCNameHashAndIndexOffset`: `data-web-2` is the second after the place where the name of the StatefulSet says to begin. */
function spread(claim: string): { readonly hash: number; readonly index: number } {
  const [, stem = claim, ordinal] = /^(.*)-([0-9]+)$/.exec(claim) ?? [];
  if (ordinal === undefined || Number(ordinal) > 0xffffffff) return { hash: fnv1(claim), index: 0 };
  return { hash: fnv1(stem.slice(stem.lastIndexOf('-') + 1)), index: Number(ordinal) };
}

/** `hash/fnv` New32: FNV-1, which multiplies before it mixes. Names of claims are ASCII. */
function fnv1(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash, 0x01000193) ^ text.charCodeAt(i);
  return hash >>> 0;
}
