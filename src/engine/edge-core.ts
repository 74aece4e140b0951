import { lanMachineOf, OUTSIDE_CLIENT, type ClusterSettings, type OutsidePlace } from '../core/index.js';

/** The part of the core that answers about policies and ways in: a chunk of its own, which comes with the first question. */
export {
  decideConnection,
  exposure,
  ingressConfig,
  ingressControllers,
  reachability,
  reachChanges,
  routeRequest,
} from '../core/index.js';

/** The address of whoever sends from outside. */
export function outsideAddress(settings: ClusterSettings, place: OutsidePlace): string {
  return place === 'lan' ? lanMachineOf(settings) : OUTSIDE_CLIENT;
}
