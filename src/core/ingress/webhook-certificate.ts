import { encodeBase64 } from '../api/base64.js';
import { keyOf, objectKey, parseKey, type ObjectKey } from '../api/key.js';
import type { KubeObject } from '../api/meta.js';
import type { Container } from '../api/pod.js';
import type { Secret } from '../api/storage.js';
import type { Controller } from '../cluster/controller.js';
import { flagOf } from './flags.js';
import { why } from './why.js';

const IMAGE = /(?:^|\/)kube-webhook-certgen(?::|@|$)/;
const MADE = encodeBase64('made by kube-webhook-certgen\n');

/**
 * What ingress-nginx's own manifests wait for: their Job `ingress-nginx-admission-create` runs kube-webhook-certgen, which makes a Secret that the controller's pod
 * mounts (`images/kube-webhook-certgen/rootfs/cmd/create.go`). Jobs are not simulated; this one leaves its Secret behind all the same, or the controller of a real
 * cluster's manifests would wait for ever. What is in it is no certificate: nothing of the model asks the webhook.
 */
export const webhookCertificate: Controller = {
  name: 'kube-webhook-certgen',
  watches: {
    Job: ({ key, after }, wake) => {
      if (after && secretOf(after)) wake(key);
    },
  },
  reconcile(key, context) {
    const job = context.get(key as ObjectKey);
    const secret = job && secretOf(job);
    if (!job || !secret || context.get(secret.key)) return undefined;
    const { namespace, name } = parseKey(secret.key);
    const object: Secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: 'Opaque',
      data: { ca: MADE, cert: MADE, key: MADE },
    };
    return {
      cause: { object: keyOf(job), field: ['spec', 'template', 'spec', 'containers', secret.index] },
      why: why('ingress.sync.webhookSecret', { job: job.metadata.name, secret: name }),
      writes: [{ verb: 'create', object }],
      pause: Infinity,
    };
  },
};

interface Job extends KubeObject {
  readonly spec?: { readonly template?: { readonly spec?: { readonly containers?: unknown } } };
}

/** The Secret that a Job makes with `create --secret-name`. Nothing of a Job has been checked. */
function secretOf(job: Job): { key: ObjectKey; index: number } | undefined {
  const containers = job.spec?.template?.spec?.containers;
  if (!Array.isArray(containers)) return undefined;
  for (const [index, one] of (containers as readonly (Container | null)[]).entries()) {
    const image: unknown = one?.image;
    if (!one || typeof image !== 'string' || !IMAGE.test(image)) continue;
    const args: unknown = one.args;
    const name = flagOf(one, 'secret-name')?.value;
    if (!Array.isArray(args) || !args.includes('create') || !name) continue;
    return { key: objectKey('Secret', job.metadata.namespace, name), index };
  }
  return undefined;
}
