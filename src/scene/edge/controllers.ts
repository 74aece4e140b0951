import type { IngressController } from '../../core/index.js';
import type { EdgeItem } from './edge.js';
import type { Entered } from './entered.js';
import { say } from './words.js';

/** A controller and its two halves: what turns Ingresses into a configuration, and what routes by it. */
export function controllerItems(controller: IngressController, entered: Entered): readonly EdgeItem[] {
  const { workload, program, pods } = controller;
  const part = pods.some((pod) => entered.deciders.has(pod));
  const ready = pods.length > 0;
  const own = { object: workload, cause: { object: workload, field: ['spec', 'template', 'spec', 'containers'] } };
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
