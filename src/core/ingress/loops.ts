import type { Controller } from '../cluster/controller.js';
import { ingressWatcher } from './watcher.js';
import { webhookCertificate } from './webhook-certificate.js';

/** The control loops that ingress controllers bring to a cluster. */
export const INGRESS: readonly Controller[] = [ingressWatcher, webhookCertificate];
