import { parseKey, type IngressController } from '../../core/index.js';
import type { EdgeItem } from './edge.js';
import type { Entered } from './entered.js';
import { VISIBLE_CONTROLLERS } from './limits.js';
import { say } from './words.js';

/** The controllers; of many, those of the trace and the first of the others. */
export function controllerItems(controllers: readonly IngressController[], entered: Entered): readonly EdgeItem[] {
  const decides = ({ pods }: IngressController): boolean => pods.some((pod) => entered.deciders.has(pod));
  const kept = new Set(controllers.filter(decides));
  for (const controller of controllers) if (kept.size < VISIBLE_CONTROLLERS) kept.add(controller);
  const items = controllers
    .filter((controller) => kept.has(controller))
    .flatMap((controller) => halvesOf(controller, decides(controller)));
  return kept.size === controllers.length ? items : [...items, restOf(controllers.length - kept.size)];
}

function restOf(count: number): EdgeItem {
  return {
    id: 'more:controller',
    kind: 'controller',
    form: 'chip',
    lines: [],
    node: {
      short: 'ctl',
      full: '',
      state: 'neutral',
      stateWord: '',
      count,
      system: true,
      notes: [say('scene.edge.more', { count })],
      about: say('scene.edge.about.controller', {}),
    },
  };
}

/** A controller and its two halves: what turns Ingresses into a configuration, and what routes by it. */
function halvesOf(controller: IngressController, part: boolean): readonly EdgeItem[] {
  const { workload, program, pods } = controller;
  const ready = pods.length > 0;
  const template = parseKey(workload).kind === 'Pod' ? [] : ['spec', 'template'];
  const own = { object: workload, cause: { object: workload, field: [...template, 'spec', 'containers'] } };
  const half = (id: 'watch' | 'route', note: EdgeItem['node']['notes'], lit: boolean): EdgeItem => ({
    id: `controller:${workload}:${id}`,
    kind: 'controller',
    form: 'row',
    lines: [],
    node: {
      short: '',
      full: '',
      state: ready ? 'ok' : 'neutral',
      stateWord: '',
      ...own,
      ...(note && { notes: note }),
      about: say(id === 'watch' ? 'scene.edge.about.watch' : 'scene.edge.about.route', {}),
      ...(lit && { part: true }),
    },
  });
  return [
    {
      id: `controller:${workload}`,
      kind: 'controller',
      form: 'dense',
      lines: [program, controller.controllerName],
      node: {
        short: 'ctl',
        full: [workload, controller.controllerName].join('\n'),
        state: ready ? 'ok' : 'not-ready',
        stateWord: '',
        ...own,
        about: say('scene.edge.about.controller', {}),
        ...(part && { part: true }),
      },
    },
    half('watch', [say('scene.edge.half.watch', {})], false),
    half('route', [say('scene.edge.half.route', { count: pods.length })], part),
  ];
}
