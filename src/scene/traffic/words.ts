import { messageMaker } from '../../core/index.js';

/** The sentences of the Traffic lens and their parameters. */
export interface TrafficWords {
  'scene.lane.services': Record<never, never>;
  'scene.lane.services.about': Record<never, never>;
  'scene.lane.network': Record<never, never>;
  'scene.lane.pending': Record<never, never>;
  'scene.nodes.more': { readonly count: number };
  'scene.outside': Record<never, never>;
  'scene.services.more': { readonly count: number };
  'scene.service.noEndpoints': Record<never, never>;
  'scene.proxy.services': { readonly count: number };
  'scene.proxy.rules': { readonly count: number };
  'scene.pods.onNode': { readonly count: number };
  'scene.about.pod': Record<never, never>;
  'scene.about.pods': Record<never, never>;
  'scene.about.dns': Record<never, never>;
  'scene.about.service': Record<never, never>;
  'scene.about.bridge': Record<never, never>;
  'scene.about.proxy': Record<never, never>;
  'scene.about.interface': Record<never, never>;
  'scene.about.network': Record<never, never>;
  'scene.about.outside': Record<never, never>;
}

/** Makes a message of this lens. */
export const say = messageMaker<TrafficWords>();
