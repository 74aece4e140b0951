import { matchesSelector } from '../api/labels.js';
import type { Labels, LabelSelector } from '../api/meta.js';
import type { PodTemplateSpec } from '../api/pod.js';
import type { Deployment, ReplicaSet } from '../api/workload.js';
import { canonicalJson, fnv1a, safeEncode } from '../cluster/seeded.js';
import { deepEqual } from '../cluster/deep.js';

export const TEMPLATE_HASH = 'pod-template-hash';

/**
 * The label that tells the ReplicaSets of a Deployment apart: FNV-1a of the template, in letters that spell nothing. The real
 * controller hashes Go's own print-out of the template, so the letters differ from a real cluster's; all else is alike.
 * Models `ComputeHash` of `pkg/controller/controller_utils.go`.
 */
export function templateHash(template: PodTemplateSpec): string {
  return safeEncode(String(fnv1a(canonicalJson(template))).padStart(10, '0'));
}

/** The template without the hash label, as two of them are compared (`EqualIgnoreHash` of `pkg/controller/deployment/util/deployment_util.go`). */
function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [TEMPLATE_HASH]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}

export function isOfTemplate(replicaSet: ReplicaSet, deployment: Deployment): boolean {
  const { template } = deployment.spec;
  return deepEqual(withoutHash(replicaSet.spec.template), withoutHash(template));
}

const verdicts = new WeakMap<Labels, { readonly selector: LabelSelector; readonly matches: boolean }>();

/** Whether a workload's selector matches. The pods of a template share its labels, so the last verdict on them is kept. */
export function selects({ spec: { selector } }: ReplicaSet | Deployment, labels: Labels | undefined): boolean {
  const known = labels && verdicts.get(labels);
  if (known?.selector === selector) return known.matches;
  const matches = matchesSelector(selector, labels);
  if (labels) verdicts.set(labels, { selector, matches });
  return matches;
}
