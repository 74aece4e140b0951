import {
  ingressControllers,
  outsideAddresses,
  type ClusterView,
  type Ingress,
  type Service,
  type Trace,
} from '../../core/index.js';
import { byAge } from '../traffic/describe-pods.js';
import { controllerItems } from './controllers.js';
import type { Edge, EdgeItem, EdgeSection } from './edge.js';
import type { Entered } from './entered.js';
import { addressesOf, balancersOf } from './gates.js';
import { ingressItems } from './ingresses.js';
import { readersOf } from './readers.js';
import { say } from './words.js';

/** The Services that open a way in: by a port of every node, a balancer, or an address of their own. */
export function openServices(view: ClusterView): readonly Service[] {
  return view
    .list<Service>('Service')
    .filter(
      ({ spec }) =>
        spec.type !== 'ExternalName' &&
        spec.clusterIP !== 'None' &&
        (spec.type !== 'ClusterIP' || (spec.externalIPs ?? []).length > 0),
    )
    .toSorted(byAge);
}

/** The ways in, or undefined where there is none: the picture then has no lane for them. */
export function edgeOf(
  view: ClusterView,
  services: readonly Service[],
  trace: Trace | null,
  entered: Entered,
): Edge | undefined {
  const ingresses = view.list<Ingress>('Ingress').toSorted(byAge);
  const controllers = ingressControllers(view);
  const fromLan = trace?.request.from.kind === 'outside' && trace.request.from.place === 'lan';
  if (services.length === 0 && ingresses.length === 0 && controllers.length === 0 && !fromLan) return undefined;

  const { internet, lan } = outsideAddresses(view.settings);
  const lanItem: EdgeItem = { ...clientItem('client:lan', 'lan', lan, entered.lan), joins: { kind: 'network' } };
  const gates: EdgeItem[] = [
    ...balancersOf(view, services, entered),
    ...addressesOf(view, services, entered),
    ...(services.length > 0 || fromLan ? [lanItem] : []),
  ];
  const routing = [
    ...controllerItems(controllers, entered),
    ...ingressItems(view, ingresses, readersOf(view, controllers), entered),
  ];
  const sections: EdgeSection[] = [];
  if (gates.length > 0) sections.push({ id: 'edge', title: say('scene.edge.lane', {}), items: gates });
  if (routing.length > 0) sections.push({ id: 'ingress', title: say('scene.edge.lane.ingress', {}), items: routing });
  return { internet: clientItem('outside', 'internet', internet, entered.internet), sections };
}

function clientItem(id: string, place: 'internet' | 'lan', address: string, part: boolean): EdgeItem {
  return {
    id,
    kind: 'client',
    form: 'dense',
    lines: [address],
    node: {
      short: 'client',
      full: address,
      state: 'neutral',
      stateWord: '',
      address,
      notes: [say(place === 'lan' ? 'scene.edge.lan' : 'scene.edge.internet', {})],
      about: say(place === 'lan' ? 'scene.edge.about.lan' : 'scene.edge.about.internet', {}),
      ...(part && { part: true }),
    },
  };
}
