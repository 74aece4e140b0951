import { getField } from '../../api/field-path.js';
import { say } from '../own-words.js';
import { listAt, labelsAt, textAt } from '../read-json.js';
import type { Diagnostic } from '../types.js';
import { namespaceOf, type KnownObjects } from './known-objects.js';
import { addObject } from './lint-fixes.js';
import { lint } from './lint.js';

/** The Service that gives a StatefulSet's pods their names must exist; the API server does not ask. */
export function lintStatefulSets(known: KnownObjects): readonly Diagnostic[] {
  return known.ofKind('StatefulSet').flatMap((placed) => {
    const { object } = placed.document;
    const name = textAt(object, ['spec', 'serviceName']);
    const namespace = namespaceOf(object);
    if (name === undefined || name === '' || known.find('Service', name, namespace) !== undefined) return [];
    const message = say('lint.setWithoutService', { service: name, set: object.metadata.name });
    const selector = labelsAt(object, ['spec', 'selector', 'matchLabels']);
    const ports = listAt(object, ['spec', 'template', 'spec', 'containers']).flatMap((container) =>
      listAt(container, ['ports']).flatMap((port) => {
        const number = getField(port, ['containerPort']);
        return typeof number === 'number' ? [{ name: textAt(port, ['name']) ?? `port-${number}`, port: number }] : [];
      }),
    );
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: namespace === 'default' ? undefined : namespace },
      spec: { clusterIP: 'None', selector, ports: ports.length === 0 ? undefined : ports },
    };
    const fixes = selector === undefined ? [] : [addObject(placed, service)];
    return [lint(placed, 'warning', 'stateful-set-without-service', message, ['spec', 'serviceName'], fixes)];
  });
}
