import type { PlacedObject } from '../place.js';
import { say } from '../own-words.js';
import type { Diagnostic } from '../types.js';
import { lint } from './lint.js';
import { labelsAt } from '../read-json.js';

/** Hand-written Endpoints serve a Service of the same name that has no selector; with one, the endpoints controller owns them. */
export function lintEndpoints(objects: readonly PlacedObject[]): readonly Diagnostic[] {
  const services = new Map<string, PlacedObject>();
  for (const placed of objects) {
    const { object } = placed.document;
    if (object.kind === 'Service') services.set(`${object.metadata.namespace}/${object.metadata.name}`, placed);
  }
  return objects.flatMap((placed) => {
    const { object } = placed.document;
    if (object.kind !== 'Endpoints') return [];
    const service = services.get(`${object.metadata.namespace}/${object.metadata.name}`);
    if (service === undefined) {
      const wanted = `${object.metadata.namespace}/${object.metadata.name}`;
      const message = say('lint.endpointsWithoutService', { service: wanted });
      return [lint(placed, 'warning', 'endpoints-without-service', message, ['metadata', 'name'])];
    }
    if (labelsAt(service.document.object, ['spec', 'selector']) === undefined) return [];
    const message = say('lint.endpointsOverwritten', { service: object.metadata.name });
    return [lint(placed, 'warning', 'endpoints-overwritten', message, ['metadata', 'name'])];
  });
}
