import { expect } from 'vitest';
import { getField } from '../../api/field-path.js';
import type { ClusterView } from '../../cluster/types.js';
import type { Trace } from '../types.js';

/** Every hop, and the trace as a whole, points at a field that exists in an object that exists at that moment. */
export function expectCauses(view: ClusterView, trace: Trace): void {
  const causes = [...trace.hops.map((hop) => ({ at: hop.kind, ...hop.cause })), { at: 'the trace', ...trace.cause }];
  for (const { at, object, field } of causes) {
    const found = view.get(object);
    expect(found, `${at}: ${object} exists`).toBeDefined();
    expect(getField(found, field), `${at}: ${object} has ${field.join('.')}`).toBeDefined();
  }
}
