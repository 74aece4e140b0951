import type { PlacedObject } from '../place.js';
import { say } from '../own-words.js';
import type { Diagnostic } from '../types.js';
import { isCanary, namedClass, ofNetworking, pathsOf, type WrittenPath } from './ingress-objects.js';
import type { KnownObjects } from './known-objects.js';
import { lint } from './lint.js';

/** The same host and path twice: one of them never gets a request. Which one, the API does not say; ingress-nginx takes the older Ingress. */
export function lintIngressPaths(known: KnownObjects): readonly Diagnostic[] {
  const first = new Map<string, PlacedObject>();
  const ingresses = ofNetworking(known, 'Ingress').filter(({ document }) => !isCanary(document.object));
  return ingresses.flatMap((placed) =>
    pathsOf(placed.document.object).flatMap((path) => {
      const key = keyOf(placed, path);
      const other = first.get(key);
      // A document that is written again replaces the first one, and is not its rival.
      if (other === undefined || (other !== placed && other.document.key === placed.document.key)) {
        first.set(key, placed);
        return [];
      }
      const { name, namespace } = other.document.object.metadata;
      const twice = { every: path.host === '' ? 'yes' : 'no', host: path.host, path: path.path } as const;
      const message =
        other === placed
          ? say('lint.pathTwice', twice)
          : say('lint.pathTwiceElsewhere', { ...twice, ingress: `${namespace}/${name}` });
      return [lint(placed, 'warning', 'duplicate-ingress-path', message, [...path.field, 'path'], [], 'key')];
    }),
  );
}

/** Ingresses of different classes are served by different controllers. A prefix is the same with and without a slash at its end. */
function keyOf(placed: PlacedObject, { host, path, pathType }: WrittenPath): string {
  const written = pathType === 'Prefix' && path.length > 1 ? path.replace(/\/$/, '') : path;
  const { name = '' } = namedClass(placed.document.object) ?? {};
  return [name, host, pathType, written === '' ? '/' : written].join('\n');
}
