import { duplicate, invalid, notSupported, required, type FieldError } from '../field-error.js';
import type { FieldPath } from '../field-path.js';
import { labelValueErrors } from '../names.js';
import type { Taint } from '../node.js';
import type { Toleration } from '../pod.js';
import { validateQualifiedName } from './label.js';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** `ValidateTolerations` of pkg/apis/core/validation/validation.go. */
export function validateTolerations(tolerations: readonly Toleration[], path: FieldPath): readonly FieldError[] {
  return tolerations.flatMap((toleration, i) => {
    const at = [...path, i];
    const { key = '', operator = '', effect = '', tolerationSeconds } = toleration;
    const errors: FieldError[] = key === '' ? [] : [...validateQualifiedName(key, [...at, 'key'])];
    if (key === '' && operator !== 'Exists') {
      const why = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid([...at, 'operator'], operator, why));
    }
    if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(invalid([...at, 'effect'], effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    errors.push(...validateOperator(toleration, [...at, 'operator']));
    if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported([...at, 'effect'], effect, EFFECTS));
    return errors;
  });
}

/** The value belongs to the operator: Equal (also when nothing is written) compares it, Exists must not have one. */
function validateOperator({ operator, value = '' }: Toleration, path: FieldPath): readonly FieldError[] {
  switch (operator ?? '') {
    case '':
    case 'Equal': {
      const reasons = labelValueErrors(value);
      return reasons.length === 0 ? [] : [invalid(path, value, reasons.join(';'))];
    }
    case 'Exists':
      return value === '' ? [] : [invalid(path, value, "value must be empty when `operator` is 'Exists'")];
    default:
      return [notSupported(path, operator, ['Equal', 'Exists'])];
  }
}

/** `validateNodeTaints`: a node may have a key once for each effect. */
export function validateTaints(taints: readonly Taint[], path: FieldPath): readonly FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap((taint, i) => {
    const at = [...path, i];
    const { key = '', value = '', effect = '' } = taint;
    const reasons = labelValueErrors(value);
    const pair = `${effect} ${key}`;
    const repeated = seen.has(pair);
    seen.add(pair);
    const bad = effect !== '' && !EFFECTS.includes(effect);
    return [
      ...validateQualifiedName(key, [...at, 'key']),
      ...(reasons.length === 0 ? [] : [invalid([...at, 'value'], value, reasons.join(';'))]),
      ...(effect === '' ? [required([...at, 'effect'])] : []),
      ...(bad ? [notSupported([...at, 'effect'], effect, EFFECTS)] : []),
      ...(repeated ? [{ ...duplicate(at, taint), detail: 'taints must be unique by key and effect pair' }] : []),
    ];
  });
}
