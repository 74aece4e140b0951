import type { Cause } from '../api/cause.js';
import { keyOf, parseKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Ingress } from '../api/networking.js';
import type { ClusterView } from '../cluster/types.js';
import { certificateOf, FAKE_CERTIFICATE, namesIn } from './certificates.js';
import { hostNames, normalHost, type RouteTable } from './route-table.js';
import type { TlsDecision } from './types.js';
import { why } from './why.js';

/** The certificate a server has: one of a Secret, or the controller's own with the reason. Absent: nobody asked for TLS. */
type Chosen = Omit<TlsDecision, 'sni'>;

const NAMELESS: readonly string[] = [];

/**
 * The certificate for a server name. ingress-nginx looks the name up among its servers, then the name with a wildcard for its first label, and shows its own
 * certificate when neither has one (`rootfs/etc/nginx/lua/certificate.lua`). Other programs look among the hosts of all `tls` sections.
 */
export function tlsFor(view: ClusterView, table: RouteTable, sni: string): TlsDecision {
  const found = certificateFor(view, table, sni);
  if (found) return { sni, ...found };
  const name = normalHost(sni);
  const known = hostNames(name)
    .slice(0, -1)
    .flatMap((one) => table.hosts.get(one)?.ingresses ?? []);
  const [first] = known;
  const sentence = first
    ? why('ingress.tls.noTls', { host: name })
    : why('ingress.tls.noServer', { sni: name === '' ? '-' : name });
  const cause: Cause = first
    ? { object: keyOf(first), field: ['spec', 'rules'] }
    : { object: table.spec.workload, field: [...table.spec.field, 'image'] };
  return { sni, ...own(view, table, sentence, cause) };
}

/** Whether some certificate is set up for a host: where ingress-nginx then redirects plain requests to https. */
export function hasCertificate(view: ClusterView, table: RouteTable, host: string): boolean {
  return certificateFor(view, table, host) !== undefined;
}

function certificateFor(view: ClusterView, table: RouteTable, sni: string): Chosen | undefined {
  for (const name of hostNames(sni)) {
    if (name === '') continue;
    const found =
      table.spec.program.routing === 'nginx' ? ofServer(view, table, name) : ofAnySection(view, table, name);
    if (found) return found;
  }
  return undefined;
}

/** Of the Ingresses that have rules for a host, the first with a `tls` section decides (`createServers`, controller.go). */
function ofServer(view: ClusterView, table: RouteTable, host: string): Chosen | undefined {
  const ingress = table.hosts.get(host)?.ingresses.find(({ spec }) => (spec.tls ?? []).length > 0);
  if (!ingress) return undefined;
  const sections = ingress.spec.tls ?? [];
  const listed = sections.findIndex((one) => (one.hosts ?? []).some((name) => name.toLowerCase() === host));
  if (listed >= 0) return ofSection(view, table, ingress, listed, host);
  // No section lists the host: a certificate that is good for it will do (`extractTLSSecretName`).
  for (const [i, { secretName = '' }] of sections.entries()) {
    const certificate = secretName !== '' && certificateOf(view, ingress, secretName, host, sectionAt(ingress, i));
    if (certificate !== false && certificate.good) return ofSection(view, table, ingress, i, host);
  }
  const sentence = why('ingress.tls.notListed', { ingress: ingress.metadata.name, host });
  return own(view, table, sentence, { object: keyOf(ingress), field: ['spec', 'tls'] });
}

function ofAnySection(view: ClusterView, table: RouteTable, host: string): Chosen | undefined {
  const found = table.tls.get(host);
  return found && ofSection(view, table, found.ingress, found.index, host);
}

function ofSection(view: ClusterView, table: RouteTable, ingress: Ingress, i: number, host: string): Chosen {
  const { secretName = '' } = ingress.spec.tls?.[i] ?? {};
  const at = sectionAt(ingress, i);
  const name = ingress.metadata.name;
  if (secretName === '') return own(view, table, why('ingress.tls.noSecretName', { ingress: name, host }), at);
  const certificate = certificateOf(view, ingress, secretName, host, at);
  if (!certificate.good) return own(view, table, certificate.why, certificate.cause);
  const { names, secret } = certificate;
  const params = { secret: secretName, ingress: name, sni: host };
  const sentence = names
    ? why('ingress.tls.secret', { ...params, names: names.join(', ') })
    : why('ingress.tls.unread', params);
  return { names: names ?? NAMELESS, self: false, secret, why: sentence, cause: at };
}

function sectionAt(ingress: Ingress, i: number): Cause {
  const hasName = ingress.spec.tls?.[i]?.secretName !== undefined;
  return { object: keyOf(ingress), field: ['spec', 'tls', i, ...(hasName ? ['secretName'] : [])] };
}

/**
 * What is shown where a host has no good certificate: that of the Secret that a flag names, else the one that the controller made for itself. Only that of
 * ingress-nginx has a name that is known.
 */
function own(view: ClusterView, table: RouteTable, sentence: Message, cause: Cause): Chosen {
  const { spec } = table;
  const { secret, flag } = spec.defaultCertificate ?? {};
  const given = secret && namesIn(view, secret);
  if (secret && flag && given) {
    const at: Cause = { object: spec.workload, field: [...spec.field, ...flag.field] };
    const name = parseKey(secret).name;
    return { names: given, self: false, secret, why: why('ingress.tls.default', { secret: name }), cause: at };
  }
  const names = spec.program.routing === 'nginx' ? [FAKE_CERTIFICATE] : NAMELESS;
  return { names, self: true, why: sentence, cause };
}
