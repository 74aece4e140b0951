import { forbidden, invalid, invalidEach, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { httpHeaderNameErrors } from '../names.js';
import type { Probe } from '../pod.js';
import { validateNonNegative } from './metadata.js';
import { validateEnum, validatePortNumber, validatePortNumberOrName } from './port.js';

type WholeProbe = Probe & {
  readonly terminationGracePeriodSeconds?: number;
  readonly httpGet?: { readonly httpHeaders?: readonly { readonly name?: string }[] };
};

const COUNTS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

/** `validateLivenessProbe`, `validateReadinessProbe` and `validateStartupProbe` of pkg/apis/core/validation/validation.go. */
export function validateProbe(
  probe: WholeProbe | undefined,
  kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  path: FieldPath,
): readonly FieldError[] {
  if (probe === undefined) return [];
  const grace = probe.terminationGracePeriodSeconds;
  const gracePath = [...path, 'terminationGracePeriodSeconds'];
  const errors = [
    ...validateHandler(probe, path),
    ...COUNTS.flatMap((field) => validateNonNegative(probe[field], [...path, field])),
  ];
  if (grace !== undefined && grace <= 0) errors.push(invalid(gracePath, grace, 'must be greater than 0'));
  if (kind === 'readinessProbe') {
    if (grace !== undefined) errors.push(invalid(gracePath, grace, 'must not be set for readinessProbes'));
  } else if (probe.successThreshold !== 1) {
    errors.push(invalid([...path, 'successThreshold'], probe.successThreshold ?? 0, 'must be 1'));
  }
  return errors;
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

/** `validateHandler`: exactly one way to ask. The first one counts. */
function validateHandler(probe: WholeProbe, path: FieldPath): readonly FieldError[] {
  const [first, ...more] = HANDLERS.filter((handler) => probe[handler] !== undefined);
  if (first === undefined) return [required(path, 'must specify a handler type')];
  return [
    ...validateFirst(probe, first, [...path, first]),
    ...more.map((handler) => forbidden([...path, handler], 'may not specify more than 1 handler type')),
  ];
}

function validateFirst(probe: WholeProbe, handler: (typeof HANDLERS)[number], path: FieldPath): readonly FieldError[] {
  switch (handler) {
    case 'exec':
      return probe.exec?.command?.length ? [] : [required([...path, 'command'])];
    case 'httpGet':
      return [
        ...validatePortNumberOrName(probe.httpGet?.port, [...path, 'port']),
        ...validateEnum(probe.httpGet?.scheme, ['HTTP', 'HTTPS'], [...path, 'scheme']),
        ...(probe.httpGet?.httpHeaders ?? []).flatMap(({ name = '' }, i) =>
          invalidEach([...path, 'httpHeaders'], name, httpHeaderNameErrors(name), [...path, 'httpHeaders', i]),
        ),
      ];
    case 'tcpSocket':
      return validatePortNumberOrName(probe.tcpSocket?.port, [...path, 'port']);
    case 'grpc':
      return validatePortNumber(probe.grpc?.port, [...path, 'port']);
  }
}
