import type { Cause } from '../api/cause.js';
import { keyOf } from '../api/key.js';
import type { Ingress, IngressBackend } from '../api/networking.js';
import type { ClusterView } from '../cluster/types.js';
import { serviceKey, wantedPort } from './backends.js';
import { nginxField } from './classes.js';
import { nginxServer, rewriteTarget, type Location, type NginxServer } from './nginx-routes.js';
import type { RouteTable } from './route-table.js';
import { hasCertificate, tlsFor } from './tls.js';
import type { IngressConfig } from './types.js';

type ConfigLine = IngressConfig['lines'][number];

/**
 * nginx.conf as ingress-nginx writes it (`rootfs/etc/nginx/template/nginx.tmpl`), without what does not route. The real one names no endpoints: the balancer in
 * Lua has them in memory, so that a new pod needs no reload; and it chooses the certificate there too (`ssl_certificate_by_lua_block`), which is noted as a comment.
 */
export function nginxConfig(view: ClusterView, table: RouteTable): readonly ConfigLine[] {
  const program: Cause = { object: table.spec.workload, field: [...table.spec.field, 'image'] };
  const lines: ConfigLine[] = [
    { text: 'http {', cause: program },
    { text: '  upstream upstream_balancer {', cause: program },
    { text: '    server 0.0.0.1; # placeholder', cause: program },
    { text: '    balancer_by_lua_file /etc/nginx/lua/nginx/ngx_conf_balancer.lua;', cause: program },
    { text: '  }' },
  ];
  const named = [...table.hosts.keys()].filter((host) => host !== '').toSorted();
  for (const host of ['', ...named]) {
    const server = nginxServer(table, table.hosts.get(host));
    lines.push({ text: '' }, ...serverLines(view, table, server, program));
  }
  lines.push({ text: '}' });
  return lines;
}

function serverLines(view: ClusterView, table: RouteTable, server: NginxServer, program: Cause): readonly ConfigLine[] {
  const { host, locations } = server;
  const hostCause = causeOfServer(table, host) ?? program;
  const name = host === '' ? '_' : host;
  const lines: ConfigLine[] = [
    { text: `  ## start server ${name}` },
    { text: '  server {', cause: hostCause },
    { text: `    server_name ${serverName(host)};`, cause: hostCause },
    { text: `    listen 80${host === '' ? ' default_server' : ''};`, cause: program },
    { text: `    listen 443${host === '' ? ' default_server' : ''} ssl;`, cause: program },
  ];
  const tls = tlsFor(view, table, host === '' ? '' : host);
  const certificate = tls.secret ? tls.secret.split('/').slice(1).join('/') : tls.names.join(', ');
  lines.push({ text: `    # certificate: ${certificate}`, cause: tls.cause });
  for (const location of locations) lines.push(...locationLines(view, table, server, location, program));
  lines.push({ text: '  }' });
  return lines;
}

/** A wildcard is written as an expression that takes one label (`buildServerName`, template.go). */
function serverName(host: string): string {
  if (host === '') return '_';
  return host.startsWith('*.') ? `~^(?<subdomain>[\\w-]+)\\.${host.slice(2).replaceAll('.', '\\.')}$` : host;
}

function causeOfServer(table: RouteTable, host: string): Cause | undefined {
  const [ingress] = table.hosts.get(host)?.ingresses ?? [];
  if (!ingress) return undefined;
  const i = (ingress.spec.rules ?? []).findIndex((rule) => (rule.host ?? '').toLowerCase() === host);
  const field = ['spec', 'rules', i];
  return { object: keyOf(ingress), field: host === '' ? field : [...field, 'host'] };
}

function locationLines(
  view: ClusterView,
  table: RouteTable,
  server: NginxServer,
  { modifier, path, rule }: Location,
  program: Cause,
): readonly ConfigLine[] {
  const fallback = server.fallback;
  const ingress = rule?.ingress ?? fallback;
  const cause: Cause = rule
    ? { object: rule.key, field: rule.at }
    : fallback
      ? { object: keyOf(fallback), field: ['spec', 'defaultBackend'] }
      : program;
  const head = modifier === '~*' ? `~* "^${path}"` : modifier === '=' ? `= ${path}` : path;
  const lines: ConfigLine[] = [{ text: '' }, { text: `    location ${head} {`, cause }];
  if (ingress) lines.push(...variables(ingress, rule?.backend ?? fallback?.spec.defaultBackend, cause));
  else lines.push({ text: '      set $proxy_upstream_name "upstream-default-backend";', cause });
  if (ingress && server.host !== '' && hasCertificate(view, table, server.host)) {
    lines.push({
      text: '      # http is answered with 308 to https (lua_ingress.rewrite)',
      cause: tlsFor(view, table, server.host).cause,
    });
  }
  // `/` of a host has the annotations of the Ingress that made the host known; `/` of `_` has nobody's.
  const of = rule?.ingress ?? (server.host === '' ? undefined : fallback);
  const target = of && rewriteTarget({ ingress: of });
  if (of && target !== undefined && target !== path) {
    const at: Cause = { object: keyOf(of), field: nginxField('rewrite-target') };
    lines.push({ text: `      rewrite "(?i)${path}" ${target} break;`, cause: at });
  }
  lines.push(
    { text: '      proxy_set_header Host $best_http_host;', cause: program },
    { text: '      proxy_set_header X-Forwarded-For $remote_addr;', cause: program },
    { text: '      proxy_connect_timeout 5s;', cause: program },
    { text: '      proxy_next_upstream error timeout;', cause: program },
    { text: '      proxy_next_upstream_tries 3;', cause: program },
    { text: '      proxy_pass http://upstream_balancer;', cause },
    { text: '    }' },
  );
  return lines;
}

function variables(ingress: Ingress, backend: IngressBackend | undefined, cause: Cause): readonly ConfigLine[] {
  const { namespace = '', name } = ingress.metadata;
  const object = keyOf(ingress);
  const service = backend ? serviceKey(namespace, backend).split('/').at(-1) : '';
  const port = backend && wantedPort(backend);
  const at: Cause = { object, field: [...cause.field, ...(cause.field.includes('paths') ? ['backend'] : [])] };
  return [
    { text: `      set $namespace "${namespace}";`, cause: { object, field: ['metadata', 'namespace'] } },
    { text: `      set $ingress_name "${name}";`, cause: { object, field: ['metadata', 'name'] } },
    { text: `      set $service_name "${service}";`, cause: at },
    { text: `      set $service_port "${port ?? ''}";`, cause: at },
    { text: `      set $proxy_upstream_name "${namespace}-${service}-${port ?? ''}";`, cause: at },
  ];
}
