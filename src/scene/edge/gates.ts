import { keyOf, nodeForExternalIp, type ClusterView, type Service } from '../../core/index.js';
import type { EdgeItem } from './edge.js';
import type { Entered } from './entered.js';
import { VISIBLE_ADDRESSES, VISIBLE_BALANCERS } from './limits.js';
import { say } from './words.js';

/** The balancers that Services ask for, whether somebody makes them or not. */
export function balancersOf(view: ClusterView, services: readonly Service[], entered: Entered): readonly EdgeItem[] {
  const mode = view.settings.loadBalancer ?? 'none';
  const items = services.filter(({ spec }) => spec.type === 'LoadBalancer').map((one) => balancer(one, mode, entered));
  return folded(items, VISIBLE_BALANCERS, 'load-balancer');
}

function balancer(service: Service, mode: 'none' | 'vip' | 'proxy', entered: Entered): EdgeItem {
  const key = keyOf(service);
  const { name, namespace = '' } = service.metadata;
  const given = service.status.loadBalancer.ingress?.[0];
  // The words of kubectl's EXTERNAL-IP column.
  const address = given?.ip ?? given?.hostname ?? '<pending>';
  const there = address !== '<pending>';
  const proxy = given?.ipMode === 'Proxy' || (there && mode === 'proxy');
  const balanced = entered.balanced.get(key);
  const ports = (service.spec.ports ?? []).map(({ port, nodePort, protocol }) => {
    const to = nodePort === undefined ? '' : `:${nodePort}`;
    return { short: `:${port}${proxy && to !== '' ? ` → ${to}` : ''}`, full: `${port}${to}/${protocol}` };
  });
  const [first, ...others] = ports;
  return {
    id: `load-balancer:${key}`,
    kind: 'load-balancer',
    form: 'card',
    lines: [name, address, `${first?.short ?? ''}${others.length > 0 ? ' …' : ''}`],
    joins: { kind: 'balancer', address: there },
    node: {
      short: 'lb',
      full: [
        `LoadBalancer ${namespace}/${name}`,
        `EXTERNAL-IP: ${address}`,
        ...ports.map(({ full }) => `Port: ${full}`),
        ...(there ? [`ipMode: ${proxy ? 'Proxy' : 'VIP'}`] : []),
      ].join('\n'),
      state: there ? 'ok' : 'starting',
      stateWord: there ? '' : address,
      object: key,
      cause: { object: key, field: there ? ['status', 'loadBalancer', 'ingress'] : ['spec', 'type'] },
      about: say(there || mode !== 'none' ? 'scene.edge.about.balancer' : 'scene.edge.about.balancer.none', {}),
      ...(there && { address }),
      ...(balanced && { notes: [say('scene.edge.healthy', balanced)] }),
      ...(entered.balancers.has(key) && { part: true }),
    },
  };
}

/** The `externalIPs` of Services, and the node that the router sends each to: the one that has the address, or else the first that is ready. */
export function addressesOf(view: ClusterView, services: readonly Service[], entered: Entered): readonly EdgeItem[] {
  const items = services.flatMap((service) =>
    (service.spec.externalIPs ?? []).map((ip, index): EdgeItem => {
      const key = keyOf(service);
      const { name, namespace = '' } = service.metadata;
      const node = nodeForExternalIp(view, ip)?.node;
      return {
        id: `external-ip:${key}/${ip}`,
        kind: 'node-port',
        form: 'card',
        lines: [name, ip, ...(node === undefined ? [] : [`→ ${node}`])],
        joins: { kind: 'address' },
        node: {
          short: 'externalIP',
          full: [`externalIP ${ip}`, `Service ${namespace}/${name}`, ...(node === undefined ? [] : [`→ ${node}`])].join(
            '\n',
          ),
          state: 'ok',
          stateWord: '',
          object: key,
          cause: { object: key, field: ['spec', 'externalIPs', index] },
          about: say('scene.edge.about.address', {}),
          ...(entered.addresses.has(ip) && { part: true }),
        },
      };
    }),
  );
  return folded(items, VISIBLE_ADDRESSES, 'node-port');
}

/** Those of the trace and the first of the others, and a card for the rest. */
function folded(items: readonly EdgeItem[], limit: number, kind: 'load-balancer' | 'node-port'): readonly EdgeItem[] {
  if (items.length <= limit) return items;
  const kept = new Set(items.filter(({ node }) => node.part));
  for (const item of items) if (kept.size < limit - 1) kept.add(item);
  const shown = items.filter((item) => kept.has(item));
  const count = items.length - shown.length;
  if (count === 0) return shown;
  const rest: EdgeItem = {
    id: `more:${kind}`,
    kind,
    form: 'chip',
    lines: [],
    node: {
      short: kind === 'load-balancer' ? 'lb' : 'ip',
      full: '',
      state: 'neutral',
      stateWord: '',
      count,
      system: true,
      notes: [say('scene.edge.more', { count })],
      about: say(kind === 'load-balancer' ? 'scene.edge.about.balancer' : 'scene.edge.about.address', {}),
    },
  };
  return [...shown, rest];
}
