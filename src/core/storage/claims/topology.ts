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
 * StatefulSet go round. Of several zones the driver takes the first. `error`: why it is not even asked.
 */
export function placeOf(
  context: Pick<Context, 'get' | 'list'>,
  driver: string,
  found: StorageClass,
  claim: string,
  selected: Node | undefined,
): Place | { readonly error: string } {
  const key = driverFacts(driver).topologyKey;
  if (key === undefined) return { from: 'anywhere' };
  const label = labelFor(context, key);
  const allowed = allowedZones(found, key);
  if (selected) {
    const { name, labels = {} } = selected.metadata;
    if (!isRegistered(context, driver, name)) return { error: `no topology key found on CSINode ${name}` };
    const zone = zoneOf(selected, key);
    if (zone === undefined) {
      const said = Object.entries(labels).map(([label, value]) => `${label}:${value}`);
      const labelsText = `map[${said.toSorted().join(' ')}]`;
      return {
        error: `topology labels from selected node ${labelsText} does not match topology keys from CSINode [${key}]`,
      };
    }
    if (allowed.length > 0 && !allowed.includes(zone)) {
      const terms = allowed.map((one) => `[{${key} ${one}}]`).join(' ');
      return { error: `topology [{${key} ${zone}}] from selected node "${name}" is not in requisite: [${terms}]` };
    }
    return { from: 'node', key: label, value: zone };
  }
  const zones = allowed.length > 0 ? allowed : zonesOfNodes(context, driver, key);
  const { hash, index } = spread(claim);
  const value = zones[((hash + index) >>> 0) % zones.length];
  return value === undefined
    ? { error: 'no available topology found' }
    : { from: allowed.length > 0 ? 'class' : 'spread', key: label, value };
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
export function allowedZones(found: StorageClass, key: string): readonly string[] {
  const terms = (found.allowedTopologies ?? []).flatMap((term) => zonesOfTerm(term, key));
  const { zone = '', zones = '' } = isInTree(found) ? (found.parameters ?? {}) : {};
  const named = [zone, ...zones.split(',')].map((one) => one.trim()).filter((one) => one !== '');
  return [...new Set(terms.length > 0 ? terms : named)].toSorted();
}

export function isInTree(found: StorageClass): boolean {
  return found.provisioner.startsWith('kubernetes.io/');
}

function zonesOfTerm(term: TopologySelectorTerm, key: string): readonly string[] {
  return (term.matchLabelExpressions ?? []).flatMap((one) =>
    one.key === key || ZONE_KEYS.has(one.key) ? one.values : [],
  );
}

/** A node's zone by the driver's label, which its registration copies from the node's own one. */
function zoneOf({ metadata: { labels = {} } }: Node, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : Object.hasOwn(labels, ZONE_LABEL) ? labels[ZONE_LABEL] : undefined;
}

/** The label by which nodes can be told apart: the driver's where it has put it on them. */
function labelFor(context: Pick<Context, 'list'>, key: string): string {
  const known = context.list<Node>('Node').some(({ metadata: { labels = {} } }) => Object.hasOwn(labels, key));
  return known ? key : ZONE_LABEL;
}

/** A driver that is installed runs on every node; one whose kubelet has told of its drivers must name it. */
function isRegistered(context: Pick<Context, 'get'>, driver: string, node: string): boolean {
  const told = context.get<CSINode>(objectKey('CSINode', undefined, node));
  return told === undefined || told.spec.drivers.some((one) => one.name === driver);
}

function zonesOfNodes(context: Pick<Context, 'get' | 'list'>, driver: string, key: string): readonly string[] {
  const zones = context
    .list<Node>('Node')
    .filter((node) => isRegistered(context, driver, node.metadata.name))
    .flatMap((node) => zoneOf(node, key) ?? []);
  return [...new Set(zones)].toSorted();
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
