import { invalid, invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import type { Labels } from '../meta.js';
import { qualifiedNameErrors } from '../names.js';
import { compareQuantities, formatQuantity, isQuantity, parseQuantity, quantityOf } from '../quantity.js';

const CONTAINER_RESOURCES: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);
const COUNTED_RESOURCES: ReadonlySet<string> = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
]);
const STANDARD_RESOURCES: ReadonlySet<string> = new Set([
  ...CONTAINER_RESOURCES,
  ...[...CONTAINER_RESOURCES].flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...COUNTED_RESOURCES,
  'storage',
  'requests.storage',
]);

const isHugePages = (name: string) => name.startsWith('hugepages-');
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
/** A resource that some device plugin counts: `example.com/gpu`. Models `IsExtendedResourceName` of pkg/apis/core/helper. */
function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedNameErrors(`requests.${name}`).length === 0;
}
/** More may be used than was requested of CPU and memory, not of what is handed out in pieces. */
const mayOvercommit = (name: string) => isNative(name) && !isHugePages(name);

export interface ResourceRequirements {
  readonly requests?: Labels;
  readonly limits?: Labels;
}

/** `validateResourceRequirements` of pkg/apis/core/validation/validation.go, for a container. */
export function validateResources(resources: ResourceRequirements | undefined, path: FieldPath): readonly FieldError[] {
  const { requests = {}, limits = {} } = resources ?? {};
  return [
    ...Object.entries(limits).flatMap(([name, amount]) => validateAmount(name, amount, [...path, 'limits', name])),
    ...Object.entries(requests).flatMap(([name, amount]) => {
      const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
      // A limit alone is the request too, and that it is no quantity has been said.
      const isSaid = amount === limit && !isQuantity(parseQuantity(amount));
      const own = isSaid ? [] : validateAmount(name, amount, [...path, 'requests', name]);
      return [...own, ...validateAgainstLimit(name, amount, limit, path)];
    }),
  ];
}

function validateAmount(name: string, amount: string, path: FieldPath): readonly FieldError[] {
  return [...validateResourceName(name, path), ...validateQuantity(name, amount, path)];
}

function validateResourceName(name: string, path: FieldPath): readonly FieldError[] {
  const reasons = qualifiedNameErrors(name);
  if (reasons.length > 0) return invalidEach(path, name, reasons);
  if (!name.includes('/')) {
    if (CONTAINER_RESOURCES.has(name) || isHugePages(name)) return [];
    const unknown = STANDARD_RESOURCES.has(name) ? [] : ['must be a standard resource type or fully qualified'];
    return invalidEach(path, name, [...unknown, 'must be a standard resource for containers']);
  }
  if (isNative(name) || isExtended(name)) return [];
  return [invalid(path, name, "doesn't follow extended resource name standard")];
}

/** `ValidateResourceQuantityValue`; a text that is no quantity does not even decode, with the reason that is given here. */
export function validateQuantity(name: string, amount: string, path: FieldPath): readonly FieldError[] {
  const quantity = parseQuantity(amount);
  if (!isQuantity(quantity)) return [invalid(path, amount, quantity.error)];
  const errors: FieldError[] = [];
  const text = formatQuantity(quantity);
  if (quantity.nano < 0n) errors.push(invalid(path, text, 'must be greater than or equal to 0'));
  const counted = COUNTED_RESOURCES.has(name) || isExtended(name);
  if (counted && quantity.nano % 1_000_000_000n !== 0n) errors.push(invalid(path, text, 'must be an integer'));
  return errors;
}

function validateAgainstLimit(
  name: string,
  amount: string,
  limit: string | undefined,
  path: FieldPath,
): readonly FieldError[] {
  if (limit === undefined) {
    if (mayOvercommit(name)) return [];
    return [required([...path, 'limits'], 'Limit must be set for non overcommitable resources')];
  }
  if (!isQuantity(parseQuantity(amount)) || !isQuantity(parseQuantity(limit))) return [];
  const [wanted, allowed] = [quantityOf(amount), quantityOf(limit)];
  const order = compareQuantities(wanted, allowed);
  const relation = mayOvercommit(name) ? 'less than or equal to' : 'equal to';
  if (order === 0 || (order < 0 && mayOvercommit(name))) return [];
  const why = `must be ${relation} ${name} limit of ${formatQuantity(allowed)}`;
  return [{ ...invalid([...path, 'requests'], formatQuantity(wanted), why), at: [...path, 'requests', name] }];
}
