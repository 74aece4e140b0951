import type { Cause } from '../api/cause.js';
import { objectKey } from '../api/key.js';
import type { ClusterView } from '../cluster/types.js';
import { specOfController, type ControllerSpec } from './controllers.js';
import { nginxConfig } from './nginx-config.js';
import { routeTable, type RouteTable } from './route-table.js';
import { apiRuleOrder } from './api-routes.js';
import type { IngressConfig, IngressController } from './types.js';

/** A line of a configuration and the field it comes from. */
type ConfigLine = IngressConfig['lines'][number];

/**
 * The configuration that the watching half of a controller writes for its routing half: nginx.conf for ingress-nginx, cut down to what routes; for other
 * programs the routes as a table, which is nobody's format. Empty for a controller that is not there.
 */
export function ingressConfig(view: ClusterView, controller: IngressController): IngressConfig {
  const spec = specOfController(view, controller.workload);
  if (!spec) return { controller: controller.workload, fileName: '', lines: [] };
  return configOf(view, spec);
}

/** The same, by what the controller is made of. */
export function configOf(view: ClusterView, spec: ControllerSpec): IngressConfig {
  const table = routeTable(view, spec);
  const isNginx = spec.program.routing === 'nginx';
  return {
    controller: spec.workload,
    fileName: isNginx ? '/etc/nginx/nginx.conf' : `routes of ${spec.program.name}`,
    lines: isNginx ? nginxConfig(view, table) : routesAsTable(table),
  };
}

/** One route a line, in the order in which they are tried: host, type and path, Service and port. */
function routesAsTable(table: RouteTable): readonly ConfigLine[] {
  const hosts = [...table.hosts.values()].toSorted((a, b) => (a.host < b.host ? 1 : -1));
  const rows = hosts.flatMap(({ host, rules }) =>
    rules.toSorted(apiRuleOrder).map(({ pathType, path, backend, key, at }) => {
      const to = backend.service
        ? `${backend.service.name}:${backend.service.port?.name ?? backend.service.port?.number ?? ''}`
        : `${backend.resource?.kind ?? ''} ${backend.resource?.name ?? ''}`;
      const cause: Cause = { object: key, field: at };
      return { cells: [host === '' ? '*' : host, pathType, path, to], cause };
    }),
  );
  const defaults = table.ingresses.flatMap(({ spec, metadata }) => {
    if (!spec.defaultBackend) return [];
    const object = objectKey('Ingress', metadata.namespace, metadata.name);
    const cause: Cause = { object, field: ['spec', 'defaultBackend'] };
    return [{ cells: ['*', 'default', '', spec.defaultBackend.service?.name ?? ''], cause }];
  });
  const all = [...rows, ...defaults];
  const widths = [0, 1, 2].map((i) => Math.max(0, ...all.map(({ cells }) => cells[i]?.length ?? 0)));
  return all.map(({ cells, cause }) => ({
    text: cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
    cause,
  }));
}
