import type { Trace } from '../../core/index.js';
import type { Scene, Timeline } from '../types.js';
import { rulesTimeline } from './rules.js';
import { trafficTimeline } from './traffic.js';

/** When and where each hop of a trace happens on a scene. A pure function of both; one entry for each hop, in order. */
export function buildTimeline(scene: Scene, trace: Trace): Timeline {
  return scene.lens === 'rules' ? rulesTimeline(scene, trace) : trafficTimeline(scene, trace);
}
