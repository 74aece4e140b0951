import type { Labels } from '../meta.js';
import { formatQuantity, isQuantity, parseQuantity } from '../quantity.js';
import type { Written } from './fill.js';

/** Quantities are stored in their canonical text: `0.5` as `500m`, `1024Mi` as `1Gi`. */
export function canonicalQuantities(amounts: Written<Labels>): Written<Labels> {
  const canonical = Object.entries(amounts).map(([name, amount]) => {
    const parsed = amount === undefined ? undefined : parseQuantity(amount);
    return [name, parsed !== undefined && isQuantity(parsed) ? formatQuantity(parsed) : amount] as const;
  });
  return canonical.every(([name, amount]) => amounts[name] === amount) ? amounts : Object.fromEntries(canonical);
}
