import { encodeBase64 } from '../api/base64.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import type { Secret } from '../api/storage.js';
import { secretOfWebhookJob } from '../api/webhook-job.js';
import type { Controller } from '../cluster/controller.js';
import { why } from './why.js';

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
      if (after && secretOfWebhookJob(after)) wake(key);
    },
  },
  reconcile(key, context) {
    const job = context.get(key as ObjectKey);
    const made = job && secretOfWebhookJob(job);
    if (!job || !made || context.get(objectKey('Secret', made.namespace, made.name))) return undefined;
    const { name, namespace, field } = made;
    const object: Secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: 'Opaque',
      data: { ca: MADE, cert: MADE, key: MADE },
    };
    return {
      cause: { object: keyOf(job), field },
      why: why('ingress.sync.webhookSecret', { job: job.metadata.name, secret: name }),
      writes: [{ verb: 'create', object }],
      pause: Infinity,
    };
  },
};
