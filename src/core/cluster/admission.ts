import { defaultObject } from '../api/defaults/index.js';
import { forbidden, formatFieldError, type FieldError } from '../api/field-error.js';
import { keyOf, objectKey, type ObjectKey } from '../api/key.js';
import { kindInfo } from '../api/kinds.js';
import type { KubeObject } from '../api/meta.js';
import type { IngressClass } from '../api/networking.js';
import type { Namespace } from '../api/node.js';
import type { Pod, Toleration } from '../api/pod.js';
import type { Service } from '../api/service.js';
import { validateObject, validateUpdate } from '../api/validation/index.js';
import { familyOf, type IpFamily } from '../api/ip.js';
import { serviceRange } from './address-range.js';
import type { Context } from './controller.js';
import { controllerOf } from './ownership.js';
import { admitIngress } from './ingress-admission.js';
import { mostOf, quotaExceeded } from './limits.js';
import { allocateService, type Allocated } from './service-allocation.js';
import { familyErrors } from './service-families.js';
import { resizeProblem } from './storage-admission.js';
import type { Refusal } from './types.js';

/** What the API server makes of a request: the object as it will be stored, or why it is refused. */
export type Admitted = { readonly object: KubeObject } | { readonly refusal: Refusal };

const EVICTION_SECONDS = 300;
const NODE_TROUBLE = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/**
 * The way of a write through the API server: defaults, admission plug-ins, validation, allocation. `before` is the stored object of an
 * update. ServiceAccounts are not modelled, so no pod gets one.
 */
export function admit(context: Context, object: KubeObject, before: KubeObject | undefined): Admitted {
  const lost = namespaceProblem(context, object, before);
  if (lost) return { refusal: lost };
  if (!before && isFull(context, object)) return { refusal: overQuota(object) };
  const family = familyOf(context.settings.serviceCIDR) ?? 'IPv4';
  let admitted = defaultObject(object, { serviceFamily: family });
  if (admitted.kind === 'Pod') admitted = admitPod(admitted as Pod);
  if (!before) admitted = admitIngress(admitted, () => context.list<IngressClass>('IngressClass'));
  if (admitted.kind === 'Service' && admitted.apiVersion === 'v1') {
    const errors = before ? [] : validateObject(admitted);
    if (errors[0]) return { refusal: refusalOf(admitted, errors[0]) };
    const allocated = allocate(context, admitted as Service, before as Service | undefined, family);
    if ('error' in allocated) return { refusal: refusalOf(admitted, allocated.error) };
    // A status in a manifest is nobody's word: the address in it comes from who made the balancer (`serviceStrategy.PrepareForCreate`).
    admitted = before ? allocated.service : ({ ...allocated.service, status: { loadBalancer: {} } } as Service);
  }
  const [error] = before
    ? [...newFinalizers(before, admitted), ...validateUpdate(before, admitted)]
    : validateObject(admitted);
  if (error) return { refusal: refusalOf(admitted, error) };
  const tooMuch = before && resizeProblem(context, admitted, before);
  return tooMuch ? { refusal: tooMuch } : { object: admitted };
}

/** `<Kind>[.<group>] "<name>" is invalid: <field error>`, as `errors.NewInvalid` of apimachinery says it. */
export function refusalOf(object: KubeObject, error: FieldError): Refusal {
  const group = object.apiVersion.includes('/') ? `.${object.apiVersion.split('/')[0]}` : '';
  const message = `${object.kind}${group} "${object.metadata.name}" is invalid: ${formatFieldError(error)}`;
  const at = (error as { readonly at?: Refusal['field'] }).at;
  return { object: keyOf(object), field: at ?? error.field, message };
}

/** `ValidateNoNewFinalizers` of apimachinery's `pkg/apis/meta/v1/validation` and `api/validation/objectmeta.go`: what goes gets no new tasks. */
function newFinalizers(before: KubeObject, after: KubeObject): readonly FieldError[] {
  const { deletionTimestamp, finalizers: had = [] } = before.metadata;
  const added = (after.metadata.finalizers ?? []).filter((one) => !had.includes(one)).toSorted();
  if (deletionTimestamp === undefined || added.length === 0) return [];
  const found = `[]string{${added.map((one) => JSON.stringify(one)).join(', ')}}`;
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${found}`;
  return [forbidden(['metadata', 'finalizers'], detail)];
}

/** `plugin/pkg/admission/namespace/lifecycle`: nothing is made in a namespace that is not there or is going. */
function namespaceProblem(context: Context, object: KubeObject, before: KubeObject | undefined): Refusal | undefined {
  const { namespace, name } = object.metadata;
  if (namespace === undefined || before) return undefined;
  const owner = context.get<Namespace>(objectKey('Namespace', undefined, namespace));
  const key = keyOf(object);
  const field = ['metadata', 'namespace'];
  if (!owner) return { object: key, field, message: `namespaces "${namespace}" not found` };
  if (owner.metadata.deletionTimestamp === undefined) return undefined;
  const message = `${resourceOf(object)} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`;
  return { object: key, field, message };
}

/** Objects that a controller made do not count: a Deployment of a million pods, once mended, leaves room for the learner's own. */
function isFull(context: Context, object: KubeObject): boolean {
  const most = mostOf(object.kind);
  const all = context.list(object.kind);
  if (all.length < most || context.get(keyOf(object))) return false;
  return all.filter((one) => controllerOf(one) === undefined).length >= most;
}

/** The simulator's own limit, in the words of a quota. */
function overQuota(object: KubeObject): Refusal {
  const resource = resourceOf(object);
  const message = quotaExceeded(resource, object.metadata.name, mostOf(object.kind));
  return { object: keyOf(object), field: ['metadata', 'name'], message };
}

/** `deployments.apps`, `pods`: the resource and its group, as messages of the API server have it. */
export function resourceOf({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): string {
  const resource = kindInfo(apiVersion, kind)?.plural ?? kind.toLowerCase();
  return apiVersion.includes('/') ? `${resource}.${apiVersion.split('/')[0]}` : resource;
}

/** Every pod tolerates trouble of its node for five minutes (`plugin/pkg/admission/defaulttolerationseconds/admission.go`). */
export function admitPod(pod: Pod): Pod {
  const tolerations = pod.spec.tolerations ?? [];
  const added: Toleration[] = [];
  for (const key of NODE_TROUBLE) {
    const known = tolerations.some(
      (one) => (one.key === key || !one.key) && (one.effect === undefined || one.effect === 'NoExecute'),
    );
    if (!known) added.push({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: EVICTION_SECONDS });
  }
  return added.length === 0 ? pod : { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } };
}

function allocate(context: Context, service: Service, before: Service | undefined, family: IpFamily): Allocated {
  const [error] = familyErrors(service, [family]);
  if (error) return { error };
  const own: ObjectKey = keyOf(service);
  const takenByOther = (index: 'service-ip' | 'node-port', term: string) =>
    context.find(index, term).some((key) => key !== own);
  const { serviceCIDR, seed } = context.settings;
  return allocateService(service, before, {
    range: serviceRange(serviceCIDR),
    rangeText: serviceCIDR,
    seed,
    isIpTaken: (ip) => takenByOther('service-ip', ip),
    isPortTaken: (port) => takenByOther('node-port', String(port)),
  });
}
