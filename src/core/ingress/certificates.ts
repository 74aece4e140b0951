import type { Cause } from '../api/cause.js';
import { objectKey, type ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { Ingress } from '../api/networking.js';
import type { Secret } from '../api/storage.js';
import type { ClusterView } from '../cluster/types.js';
import { covers, isPrivateKey, readCertificate } from './pem.js';
import { why } from './why.js';

/** The certificate that ingress-nginx makes for itself at its start (`internal/net/ssl/ssl.go`, `GetFakeSSLCert`). */
export const FAKE_CERTIFICATE = 'Kubernetes Ingress Controller Fake Certificate';

/** What a Secret is good for as the certificate of a host. */
export type Certificate =
  | {
      readonly good: true;
      readonly secret: ObjectKey;
      readonly names: readonly string[] | undefined;
      readonly cause: Cause;
    }
  | { readonly good: false; readonly why: Message; readonly cause: Cause };

/**
 * Reads the Secret that a `tls` section names, as ingress-nginx does (`getPemCertificate` of `internal/ingress/controller/store/backend_ssl.go`; `createServers` of
 * controller.go for the host). Its type is not asked about, only its keys. That the key fits the certificate, and that it has not expired, is not looked at.
 */
export function certificateOf(view: ClusterView, ingress: Ingress, name: string, host: string, at: Cause): Certificate {
  const secret = objectKey('Secret', ingress.metadata.namespace, name);
  const object = view.get<Secret>(secret);
  const params = { secret: name, ingress: ingress.metadata.name };
  if (!object) return { good: false, why: why('ingress.tls.missing', { ...params, sni: host }), cause: at };
  for (const key of ['tls.crt', 'tls.key']) {
    const data = dataOf(object, key);
    if (data === undefined || data === '') {
      const type = object.type ?? 'Opaque';
      const field = object.data === undefined ? ['metadata', 'name'] : ['data'];
      const sentence =
        type === 'kubernetes.io/tls'
          ? why('ingress.tls.noKeys', { ...params, key })
          : why('ingress.tls.wrongType', { ...params, type });
      return { good: false, why: sentence, cause: { object: secret, field: object.type ? ['type'] : field } };
    }
    const isGood = key === 'tls.crt' ? readCertificate(data) !== undefined : isPrivateKey(data);
    if (!isGood)
      return { good: false, why: why('ingress.tls.notPem', { ...params, key }), cause: fieldOf(object, secret, key) };
  }
  const names = readCertificate(dataOf(object, 'tls.crt') ?? '')?.names;
  const cause = fieldOf(object, secret, 'tls.crt');
  if (names && !names.some((one) => covers(one, host))) {
    const list = names.length === 0 ? '-' : names.join(', ');
    return { good: false, why: why('ingress.tls.otherHost', { ...params, host, names: list }), cause };
  }
  return { good: true, secret, names, cause };
}

function dataOf({ data }: Secret, key: string): string | undefined {
  return data !== undefined && Object.hasOwn(data, key) ? data[key] : undefined;
}

function fieldOf(_: Secret, secret: ObjectKey, key: string): Cause {
  return { object: secret, field: ['data', key] };
}

/** The names on the certificate of a Secret, whatever host it is for; undefined when it has none that is good. */
export function namesIn(view: ClusterView, secret: ObjectKey): readonly string[] | undefined {
  const object = view.get<Secret>(secret);
  const read = object && readCertificate(dataOf(object, 'tls.crt') ?? '');
  return read && isPrivateKey(dataOf(object, 'tls.key') ?? '') ? (read.names ?? []) : undefined;
}
