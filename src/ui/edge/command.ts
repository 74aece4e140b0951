import type { TrafficRequest } from '../../core/index.js';
import type { ObjectSummary } from '../../engine/protocol.js';
import { urlText } from './http-form.js';

/** How long the client waits before it gives up, in seconds: a dropped packet answers nothing. */
const PATIENCE = 5;

/**
 * The command that sends the same on a real cluster: `curl` or `nc`, in the pod by `kubectl exec`, on a node by `kubectl debug`, by itself on a
 * machine outside. Null where the target has no address. `insecure`: the certificate is one that curl would not take.
 */
export function commandOf(request: TrafficRequest, objects: readonly ObjectSummary[], insecure = false): string | null {
  const target = addressOf(request, objects);
  if (target === null) return null;
  const line = request.http === undefined ? connectLine(request, target) : curlLine(request, target, insecure);
  return within(request.from, line);
}

/** What the client itself dials: a name, or the address of the object. */
function addressOf({ to }: TrafficRequest, objects: readonly ObjectSummary[]): string | null {
  if (to.kind === 'ip') return to.ip;
  if (to.kind === 'name') return to.name;
  const key = to.kind === 'service' ? to.service : to.pod;
  return objects.find((object) => object.key === key)?.ip ?? null;
}

function connectLine({ port, protocol }: TrafficRequest, address: string): string {
  const over = { TCP: '', UDP: ' -u', SCTP: ' --sctp' }[protocol];
  return `nc -vz${over} -w ${PATIENCE} ${quoted(address)} ${port}`;
}

function curlLine({ http, port }: TrafficRequest, address: string, insecure: boolean): string {
  if (http === undefined) return '';
  const { scheme, method, host, path, sni } = http;
  // curl shows the URL's own name in the handshake, so that name is the URL's, and the Host goes along as a header.
  const named = scheme === 'https' && sni !== undefined ? sni : host;
  const parts = ['curl', '-i', '-m', String(PATIENCE)];
  if (method === 'HEAD') parts[1] = '-I';
  else if (method !== 'GET') parts.push('-X', method);
  if (insecure && scheme === 'https') parts.push('-k');
  if (named !== address) parts.push(...elsewhere(named, port, address));
  if (named !== host) parts.push('-H', quoted(`Host: ${host}`));
  parts.push(quoted(urlText({ scheme, host: named, port, path })));
  return parts.join(' ');
}

/** To an address by `--resolve`, which is what people write; to another name by `--connect-to`. */
function elsewhere(host: string, port: number, address: string): readonly string[] {
  const isAddress = /^[\d.]+$/.test(address) || address.includes(':');
  const shown = address.includes(':') ? `[${address}]` : address;
  return isAddress
    ? ['--resolve', quoted(`${host}:${port}:${shown}`)]
    : ['--connect-to', quoted(`${host}:${port}:${address}:${port}`)];
}

function within(from: TrafficRequest['from'], line: string): string {
  if (from.kind === 'outside') return line;
  if (from.kind === 'node') return `kubectl debug node/${from.node} -it --image=nicolaka/netshoot -- ${line}`;
  const [, namespace = '', name = ''] = from.pod.split('/');
  return `kubectl exec ${name}${namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`} -- ${line}`;
}

/** A word as a shell reads it back unchanged. */
function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
