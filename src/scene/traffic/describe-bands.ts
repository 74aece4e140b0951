import { keyOf, type HostNetwork, type Node, type ObjectKey } from '../../core/index.js';
import { aggregate } from './aggregate.js';
import { VISIBLE_BANDS } from './limits.js';
import type { TrafficOptions } from './options.js';
import type { Participants } from './participants.js';
import { nodeCondition } from './pod-state.js';
import { ruleCounts } from './rule-counts.js';
import type { Band, Tenant } from './topology.js';

/** What a band depends on besides its node. */
export interface BandContext {
  readonly chosen: ReadonlySet<ObjectKey>;
  readonly part: Participants;
  /** There is more than can be read one by one: pods are drawn by owner. */
  readonly crowded: boolean;
  /** There are many nodes: those that the trace does not pass are drawn as one line. */
  readonly many: boolean;
}

const CONTROL_PLANE_ROLE = 'node-role.kubernetes.io/control-plane';

/** A node and its pods. What the host has of its own comes with `equip`. */
export function bandOf(node: Node, own: readonly Tenant[], context: BandContext): Band {
  const { name } = node.metadata;
  const isBackend = ({ object }: Tenant): boolean => object !== undefined && context.chosen.has(object);
  // What the cluster brings comes last on its side, whatever its age: it steps back.
  const side = (backend: boolean): Tenant[] => {
    const list = own.filter((tenant) => (isBackend(tenant) || tenant.system) === backend);
    return [...list.filter(({ system }) => !system), ...list.filter(({ system }) => system)];
  };
  const part = context.part.nodes.has(name) || own.some((tenant) => tenant.part);
  return {
    node: name,
    object: keyOf(node),
    ip: node.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
    podCIDR: node.spec.podCIDR ?? '',
    condition: nodeCondition(node),
    bridge: undefined,
    uplink: undefined,
    rules: undefined,
    veths: vethsOf(undefined),
    clients: aggregate(side(false), name, 'clients', context.crowded),
    backends: aggregate(side(true), name, 'backends', context.crowded),
    pods: own.length,
    part,
    folded: context.many && !part,
    slim: Object.hasOwn(node.metadata.labels ?? {}, CONTROL_PLANE_ROLE),
    ports: [],
  };
}

/** An open band with its interfaces and rules. One that is folded shows neither, so nobody is asked. */
export function equip(band: Band, options: TrafficOptions): Band {
  if (band.folded) return band;
  const network = options.network?.(band.node);
  const rules = options.rules?.(band.node);
  const bridge = network?.interfaces.find(({ kind }) => kind === 'bridge');
  return {
    ...band,
    bridge: bridge && { name: bridge.name, address: bridge.address ?? '' },
    uplink: network?.interfaces.find(({ kind }) => kind === 'physical')?.name,
    rules: rules && ruleCounts(rules),
    veths: vethsOf(network),
  };
}

/** Keyed by pods, whose names are the learner's: no prototype. */
function vethsOf(network: HostNetwork | undefined): Record<ObjectKey, string> {
  const veths = Object.create(null) as Record<ObjectKey, string>;
  for (const { kind, name, pod } of network?.interfaces ?? []) {
    if (kind === 'veth' && pod !== undefined) veths[pod] = name;
  }
  return veths;
}

/** Without a trace, the first nodes with something of the learner's stay open: a picture of folded lines says nothing. */
export function unfoldSome(bands: readonly Band[]): readonly Band[] {
  if (bands.some(({ folded }) => !folded)) return bands;
  const lively = bands.filter((band) => [...band.clients, ...band.backends].some(({ system }) => !system));
  const open = new Set((lively.length > 0 ? lively : bands).slice(0, 3));
  return bands.map((band) => (open.has(band) ? { ...band, folded: false } : band));
}

/** Of a great many nodes, those of the trace and the first of the others, in their order. */
export function visibleBands(bands: readonly Band[]): readonly Band[] {
  if (bands.length <= VISIBLE_BANDS) return bands;
  let room = VISIBLE_BANDS - bands.filter(({ part }) => part).length;
  return bands.filter((band) => band.part || room-- > 0);
}
