import { routeRequest, type ClusterView, type Ingress, type IngressController } from '../../core/index.js';

/** Whether TLS ends at an Ingress, and with a certificate of its own: as its controller would show one to whoever asks for its first host. */
export function lockOf(
  view: ClusterView,
  ingress: Ingress,
  reader: IngressController | undefined,
): 'certificate' | 'self-signed' | undefined {
  const [first] = ingress.spec.tls ?? [];
  if (first === undefined) return undefined;
  if (reader === undefined) return 'certificate';
  const host = first.hosts?.[0] ?? ingress.spec.rules?.find((rule) => rule.host !== undefined)?.host ?? '';
  const { tls } = routeRequest(view, reader, { scheme: 'https', method: 'GET', host, path: '/' });
  return tls?.self === false ? 'certificate' : 'self-signed';
}
