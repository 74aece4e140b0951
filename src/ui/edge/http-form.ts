import type { HttpRequest, TrafficRequest, TrafficTarget } from '../../core/index.js';

/** A URL taken apart. */
export interface ReadUrl {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** It had a query, which rules do not look at. */
  readonly query: boolean;
}

/** Why a text is no URL that can be asked for; each has a sentence: `ui.http.fault.<fault>`. */
export type UrlFault = 'empty' | 'scheme' | 'host' | 'port' | 'path' | 'user';

const PORTS = { http: 80, https: 443 } as const;
const MAX_HOST = 253;
const HOST = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/;
const IPV6 = /^[0-9a-f:.]+$/;

/** Reads `https://foo.bar.com:8443/path`. The host comes back in lower case, as browsers send it. */
export function readUrl(
  text: string,
): ({ readonly ok: true } & ReadUrl) | { readonly ok: false; readonly fault: UrlFault; readonly host: string } {
  const fail = (fault: UrlFault, host = ''): { ok: false; fault: UrlFault; host: string } => ({
    ok: false,
    fault,
    host,
  });
  const whole = text.trim();
  if (whole === '') return fail('empty');
  const [, scheme = '', rest = ''] = /^(https?):\/\/(.*)$/is.exec(whole) ?? [];
  if (scheme === '') return fail('scheme');
  const end = rest.search(/[/?#]/);
  const authority = end < 0 ? rest : rest.slice(0, end);
  const [, path = '', query = ''] = /^([^?#]*)(.*)$/s.exec(end < 0 ? '' : rest.slice(end)) ?? [];
  if (authority === '') return fail('empty');
  if (authority.includes('@')) return fail('user');
  const [, bracketed, plain = '', portText] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/s.exec(authority) ?? [];
  const host = (bracketed ?? plain).toLowerCase();
  const fits = bracketed === undefined ? HOST.test(host) && host.length <= MAX_HOST : IPV6.test(host);
  if (!fits) return fail('host', authority);
  const known = scheme.toLowerCase() === 'https' ? 'https' : 'http';
  const port = portText === undefined || portText === '' ? PORTS[known] : Number(portText);
  if (!/^\d{0,5}$/.test(portText ?? '') || port < 1 || port > 65_535) return fail('port');
  if (/\s/.test(path) || path.length > 1024) return fail('path');
  return { ok: true, scheme: known, host, port, path: path === '' ? '/' : path, query: query !== '' };
}

/** A URL as a person writes it: the port only where it is not the scheme's own. */
export function urlText({ scheme, host, port, path }: Omit<ReadUrl, 'query'>): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return `${scheme}://${name}${port === PORTS[scheme] ? '' : `:${port}`}${path}`;
}

/** What the fields say. Empty ones are as the URL. */
export interface HttpFields {
  readonly method: string;
  readonly url: string;
  readonly hostHeader: string;
  readonly sni: string;
  /** Where the client connects, when not to the URL's own host; the port is the URL's. */
  readonly connect: TrafficTarget | null;
}

/** The fields of a request over HTTP: what a person would have written to get it. */
export function fieldsOf(request: TrafficRequest, http: HttpRequest): HttpFields {
  const { scheme, host, path } = http;
  const named = request.to.kind === 'ip' ? request.to.ip : request.to.kind === 'name' ? request.to.name : null;
  const same = named === host;
  const url = urlText({ scheme, host, port: request.port, path });
  return {
    method: http.method,
    url,
    hostHeader: '',
    sni: http.sni ?? '',
    connect: same ? null : request.to,
  };
}

/** The request that the fields ask for; the fault of the URL when it has one. */
export function requestOf(
  fields: HttpFields,
  from: TrafficRequest['from'],
):
  | { readonly ok: true; readonly request: TrafficRequest }
  | { readonly ok: false; readonly fault: UrlFault; readonly host: string } {
  const url = readUrl(fields.url);
  if (!url.ok) return url;
  const host = fields.hostHeader.trim() === '' ? url.host : fields.hostHeader.trim().toLowerCase();
  // Whoever sends another Host header still shows the URL's own name when TLS begins.
  const sni = fields.sni.trim() === '' ? url.host : fields.sni.trim().toLowerCase();
  const http: HttpRequest = {
    scheme: url.scheme,
    method: fields.method,
    host,
    path: url.path,
    ...(url.scheme === 'https' && sni !== host ? { sni } : {}),
  };
  const to = fields.connect ?? targetOf(url.host);
  return { ok: true, request: { from, to, port: url.port, protocol: 'TCP', attempt: 0, http } };
}

/** A name, or an address where it is written as one. */
export function targetOf(host: string): TrafficTarget {
  return /^\d+(\.\d+){3}$/.test(host) || host.includes(':') ? { kind: 'ip', ip: host } : { kind: 'name', name: host };
}

/** The URL with another port, or with the scheme's own (null); as it is where it cannot be read. */
export function withPort(text: string, port: number | null): string {
  const url = readUrl(text);
  return url.ok ? urlText({ ...url, port: port ?? PORTS[url.scheme] }) : text;
}
