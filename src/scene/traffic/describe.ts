import type { ClusterView, Node, ObjectKey, Trace } from '../../core/index.js';
import { edgeOf, openServices } from '../edge/describe.js';
import { enteredOf } from '../edge/entered.js';
import { portsOf } from '../edge/ports.js';
import { aggregate } from './aggregate.js';
import { bandOf, equip, unfoldSome, visibleBands } from './describe-bands.js';
import { byAge, tenantsOf } from './describe-pods.js';
import { servicesOf } from './describe-services.js';
import { VISIBLE_NODES, WHOLE_BANDS } from './limits.js';
import type { TrafficOptions } from './options.js';
import { participantsOf } from './participants.js';
import { selectionOf } from './selection.js';
import type { Band, Tenant, Topology } from './topology.js';

const CLUSTER_DNS = 'Service/kube-system/kube-dns' as ObjectKey;

/** Reads the cluster into what there is to draw. Everything in the result is a value of the model. */
export function describe(view: ClusterView, trace: Trace | null, options: TrafficOptions): Topology {
  const part = participantsOf(trace);
  const selection = selectionOf(view);
  const tenants = tenantsOf(view, new Set(selection.ready.get(CLUSTER_DNS)), part);
  const services = servicesOf(view, selection, part);
  const nodes = [...view.list<Node>('Node')].sort(byAge);

  // Three things of its own stand in each band: the bridge, kube-proxy and the interface.
  const crowded = tenants.length + services.length + 3 * nodes.length > VISIBLE_NODES;
  const standing = new Map<string, Tenant[]>(nodes.map(({ metadata }) => [metadata.name, []]));
  const pending: Tenant[] = [];
  for (const { node, tenant } of tenants) (standing.get(node ?? '') ?? pending).push(tenant);

  const context = { chosen: selection.chosen, part, crowded, many: nodes.length > WHOLE_BANDS };
  const entered = enteredOf(trace);
  const open = openServices(view);
  const edge = edgeOf(view, open, trace, entered);
  const bands = nodes.map((node) => bandOf(node, standing.get(node.metadata.name) ?? [], context));
  const shown = visibleBands(unfoldSome(bands)).map((band): Band => {
    if (open.length === 0 || band.folded) return band;
    const here = new Set((standing.get(band.node) ?? []).map(({ object }) => object));
    const local = (service: ObjectKey): boolean => selection.ready.get(service)?.some((pod) => here.has(pod)) ?? false;
    return { ...band, ports: portsOf(band.node, open, local, entered) };
  });
  return {
    profile: options.profile ?? 'wide',
    bands: shown.map((band) => besideEdge(equip(band, options), edge !== undefined)),
    hiddenBands: bands.length - shown.length,
    services,
    pending: aggregate(pending, '', 'pending', crowded),
    network: { cidr: view.settings.nodeCIDR, router: routerOf(shown[0]?.node, options) },
    outside: part.outside,
    trunk: part.trunk || bands.filter((band) => band.part).length > 1,
    ...(edge && { edge }),
  };
}

/** Where the picture begins with the ways in, a node is entered from the left: all its pods stand at the right. */
function besideEdge(band: Band, edge: boolean): Band {
  if (!edge) return band;
  const all = [...band.backends, ...band.clients];
  return {
    ...band,
    clients: [],
    backends: [...all.filter(({ system }) => !system), ...all.filter(({ system }) => system)],
  };
}

/** The way out of the node network: where a node's default route goes. */
function routerOf(node: string | undefined, options: TrafficOptions): string | undefined {
  const routes = node === undefined ? undefined : options.network?.(node)?.routes;
  return routes?.find(({ destination }) => destination === 'default')?.via;
}
