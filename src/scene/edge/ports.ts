import { keyOf, type ObjectKey, type Service } from '../../core/index.js';
import type { PortItem } from './edge.js';
import type { Entered } from './entered.js';
import { VISIBLE_PORTS } from './limits.js';
import { say } from './words.js';

/** The node ports of one node, in the order of their numbers; of many, those of the trace, the first, and how many more there are. */
export function portsOf(
  name: string,
  services: readonly Service[],
  local: (service: ObjectKey) => boolean,
  entered: Entered,
): readonly PortItem[] {
  const open = services
    .flatMap((service) => (service.spec.ports ?? []).map((port) => ({ service, port, number: port.nodePort ?? 0 })))
    .filter(({ number }) => number > 0)
    .sort((a, b) => a.number - b.number || (a.port.protocol < b.port.protocol ? -1 : 1));
  const items = open.map(({ service, port, number }): PortItem => {
    const key = keyOf(service);
    const { name: serviceName, namespace = '' } = service.metadata;
    const own = service.spec.externalTrafficPolicy === 'Local';
    const index = (service.spec.ports ?? []).indexOf(port);
    const shut = own && !local(key);
    const part = entered.ports.has(`${name} ${number}/${port.protocol}`);
    return {
      id: `node-port:${name}:${number}/${port.protocol}`,
      text: `:${number}`,
      node: {
        short: 'port',
        full: [
          `${name}:${number}/${port.protocol}`,
          `Service ${namespace}/${serviceName}`,
          `externalTrafficPolicy: ${own ? 'Local' : 'Cluster'}`,
        ].join('\n'),
        state: shut ? 'not-ready' : 'ok',
        stateWord: '',
        object: key,
        cause: { object: key, field: ['spec', 'ports', index, 'nodePort'] },
        node: name,
        about: say(own ? 'scene.edge.about.port.local' : 'scene.edge.about.port', {}),
        ...(shut && { notes: [say('scene.edge.noLocal', {})] }),
        ...(part && { part: true }),
      },
    };
  });
  if (items.length <= VISIBLE_PORTS) return items;
  const kept = new Set(items.filter((item) => item.node.part).slice(0, VISIBLE_PORTS - 1));
  for (const item of items) if (kept.size < VISIBLE_PORTS - 1) kept.add(item);
  const shown = items.filter((item) => kept.has(item));
  return [...shown, restOf(name, items.length - shown.length)];
}

function restOf(node: string, count: number): PortItem {
  return {
    id: `node-ports:${node}`,
    text: '',
    node: {
      short: 'port',
      full: '',
      state: 'neutral',
      stateWord: '',
      node,
      count,
      system: true,
      notes: [say('scene.edge.more', { count })],
      about: say('scene.edge.about.port', {}),
    },
  };
}
