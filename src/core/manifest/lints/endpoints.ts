import type { PlacedObject } from '../place.js';
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
      const message = `there is no Service ${object.metadata.namespace}/${object.metadata.name}: nothing uses these Endpoints`;
      return [lint(placed, 'warning', 'endpoints-without-service', message, ['metadata', 'name'])];
    }
    if (labelsAt(service.document.object, ['spec', 'selector']) === undefined) return [];
    const message = `Service ${object.metadata.name} has a selector: the endpoints controller overwrites these Endpoints`;
    return [lint(placed, 'warning', 'endpoints-overwritten', message, ['metadata', 'name'])];
  });
}
