import type { FieldPath } from './field-path.js';
import { flagOf } from './flags.js';
import type { KubeObject } from './meta.js';
import type { Container } from './pod.js';

const IMAGE = /(?:^|\/)kube-webhook-certgen(?::|@|$)/;

/** The Secret that a Job leaves behind, and the container of the Job that makes it. */
export interface MadeSecret {
  readonly name: string;
  readonly namespace: string;
  readonly field: FieldPath;
}

interface Job extends KubeObject {
  readonly spec?: { readonly template?: { readonly spec?: { readonly containers?: unknown } } };
}

/**
 * The Secret that a Job of the ingress-nginx manifests makes: kube-webhook-certgen with `create --secret-name=NAME`
 * (`images/kube-webhook-certgen/rootfs/cmd/create.go`). Undefined for every other object. Jobs are not simulated, so nothing of one
 * has been checked.
 */
export function secretOfWebhookJob(object: KubeObject): MadeSecret | undefined {
  if (object.kind !== 'Job') return undefined;
  const containers = (object as Job).spec?.template?.spec?.containers;
  if (!Array.isArray(containers)) return undefined;
  for (const [index, one] of (containers as readonly (Container | null)[]).entries()) {
    const image: unknown = one?.image;
    if (!one || typeof image !== 'string' || !IMAGE.test(image)) continue;
    const args: unknown = one.args;
    const name = flagOf(one, 'secret-name')?.value;
    if (!Array.isArray(args) || !args.includes('create') || !name) continue;
    const field = ['spec', 'template', 'spec', 'containers', index];
    return { name, namespace: object.metadata.namespace ?? 'default', field };
  }
  return undefined;
}
