import { objectKey, type ClusterView, type Ingress, type KubeObject } from '../../core/index.js';

/** Whether TLS ends at an Ingress, and whether all its Secrets are there to be shown. */
export function lockOf(view: ClusterView, ingress: Ingress): 'certificate' | 'self-signed' | undefined {
  const { tls = [] } = ingress.spec;
  if (tls.length === 0) return undefined;
  const { namespace } = ingress.metadata;
  const found = tls.every(({ secretName }) => {
    if (secretName === undefined || secretName === '') return false;
    const secret = view.get<KubeObject & { readonly type?: string }>(objectKey('Secret', namespace, secretName));
    return secret?.type === 'kubernetes.io/tls';
  });
  return found ? 'certificate' : 'self-signed';
}
