import { keyOf, type ClusterView, type HostNetwork, type Node, type ObjectKey, type Trace } from '../../core/index.js';
import { aggregate } from './aggregate.js';
import { byAge, tenantsOf } from './describe-pods.js';
import { servicesOf } from './describe-services.js';
import { VISIBLE_BANDS, VISIBLE_NODES, WHOLE_BANDS } from './limits.js';
import type { TrafficOptions } from './options.js';
import { participantsOf, type Participants } from './participants.js';
import { nodeCondition } from './pod-state.js';
import { ruleCounts } from './rule-counts.js';
import { selectionOf } from './selection.js';
import type { Band, Tenant, Topology } from './topology.js';

const CLUSTER_DNS = 'Service/kube-system/kube-dns' as ObjectKey;

const CONTROL_PLANE_ROLE = 'node-role.kubernetes.io/control-plane';

/** Reads the cluster into what there is to draw. Everything in the result is a value of the model. */
export function describe(view: ClusterView, trace: Trace | null, options: TrafficOptions): Topology {
  const part = participantsOf(trace);
  const selection = selectionOf(view);
  const tenants = tenantsOf(view, new Set(selection.ready.get(CLUSTER_DNS)), part);
  const services = servicesOf(view, selection, part);
  const nodes = [...view.list<Node>('Node')].sort(byAge);

  // Three things of its own stand in each band: the bridge, kube-proxy and the interface.
  const crowded = tenants.length + services.length + 3 * nodes.length > VISIBLE_NODES;
  const standing = new Map<string, Tenant[]>();
  const pending: Tenant[] = [];
  for (const { node, ...tenant } of tenants) {
    const list = node === undefined || node === '' ? pending : (standing.get(node) ?? []);
    list.push(tenant);
    if (node !== undefined && node !== '') standing.set(node, list);
  }

  const bands = nodes.map((node) => {
    const own = standing.get(node.metadata.name) ?? [];
    return bandOf(node, own, { selection, part, crowded, many: nodes.length > WHOLE_BANDS }, options);
  });
  const shown = visibleBands(unfoldSome(bands));
  return {
    profile: options.profile ?? 'wide',
    bands: shown,
    hiddenBands: bands.length - shown.length,
    services,
    pending: aggregate(pending, '', 'pending', crowded),
    network: { cidr: view.settings.nodeCIDR, router: routerOf(nodes, options) },
    outside: part.outside,
    trunk: part.trunk || bands.filter((band) => band.part).length > 1,
  };
}

interface Context {
  readonly selection: { readonly chosen: ReadonlySet<ObjectKey> };
  readonly part: Participants;
  readonly crowded: boolean;
  readonly many: boolean;
}

function bandOf(node: Node, own: readonly Tenant[], context: Context, options: TrafficOptions): Band {
  const { name } = node.metadata;
  const network = options.network?.(name);
  const rules = options.rules?.(name);
  const bridge = network?.interfaces.find(({ kind }) => kind === 'bridge');
  const isBackend = ({ object }: Tenant): boolean => object !== undefined && context.selection.chosen.has(object);
  // What the cluster brings comes last on its side, whatever its age: it steps back.
  const side = (backend: boolean): Tenant[] => {
    const list = own.filter((tenant) => (isBackend(tenant) || tenant.system) === backend);
    return [...list.filter(({ system }) => !system), ...list.filter(({ system }) => system)];
  };
  const inTrace = context.part.nodes.has(name) || own.some(({ part }) => part);
  return {
    node: name,
    object: keyOf(node),
    ip: node.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '',
    podCIDR: node.spec.podCIDR ?? '',
    condition: nodeCondition(node),
    bridge: bridge && { name: bridge.name, address: bridge.address ?? '' },
    uplink: network?.interfaces.find(({ kind }) => kind === 'physical')?.name,
    rules: rules && ruleCounts(rules),
    veths: vethsOf(network),
    clients: aggregate(side(false), name, 'clients', context.crowded),
    backends: aggregate(side(true), name, 'backends', context.crowded),
    pods: own.length,
    part: inTrace,
    folded: context.many && !inTrace,
    slim: Object.hasOwn(node.metadata.labels ?? {}, CONTROL_PLANE_ROLE),
  };
}

function vethsOf(network: HostNetwork | undefined): Record<ObjectKey, string> {
  const veths = Object.create(null) as Record<ObjectKey, string>;
  for (const { kind, name, pod } of network?.interfaces ?? []) {
    if (kind === 'veth' && pod !== undefined) veths[pod] = name;
  }
  return veths;
}

/** Without a trace, the first nodes with something of the learner's stay open: a picture of folded lines says nothing. */
function unfoldSome(bands: readonly Band[]): readonly Band[] {
  if (bands.some(({ folded }) => !folded)) return bands;
  const lively = bands.filter((band) => [...band.clients, ...band.backends].some(({ system }) => !system));
  const open = new Set((lively.length > 0 ? lively : bands).slice(0, 3));
  return bands.map((band) => (open.has(band) ? { ...band, folded: false } : band));
}

/** Of a great many nodes, those of the trace and the first of the others, in their order. */
function visibleBands(bands: readonly Band[]): readonly Band[] {
  if (bands.length <= VISIBLE_BANDS) return bands;
  let room = VISIBLE_BANDS - bands.filter(({ part }) => part).length;
  return bands.filter((band) => band.part || room-- > 0);
}

/** The way out of the node network: where the first node's default route goes. */
function routerOf(nodes: readonly Node[], options: TrafficOptions): string | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  return options.network?.(first.metadata.name)?.routes.find(({ destination }) => destination === 'default')?.via;
}
