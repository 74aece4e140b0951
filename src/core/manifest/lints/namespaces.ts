import { fix } from '../finding.js';
import type { PlacedObject } from '../place.js';
import { lineBreak, yamlString } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { lint } from './lint.js';

/** What every cluster has. */
const ALWAYS: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Objects in a namespace that no document makes: the API server refuses them (`namespaces "prod" not found`). Said once a namespace. */
export function lintNamespaces(objects: readonly PlacedObject[]): readonly Diagnostic[] {
  const known = new Set(ALWAYS);
  for (const { document } of objects)
    if (document.object.kind === 'Namespace') known.add(document.object.metadata.name);
  const diagnostics: Diagnostic[] = [];
  for (const placed of objects) {
    const { namespace } = placed.document.object.metadata;
    if (namespace === undefined || known.has(namespace)) continue;
    known.add(namespace);
    const message = `namespaces ${JSON.stringify(namespace)} not found`;
    diagnostics.push(
      lint(
        placed,
        'warning',
        'namespace-missing',
        message,
        ['metadata', 'namespace'],
        [addNamespace(placed, namespace)],
      ),
    );
  }
  return diagnostics;
}

function addNamespace({ place }: PlacedObject, name: string) {
  const eol = lineBreak(place.text);
  const document = ['apiVersion: v1', 'kind: Namespace', 'metadata:', `  name: ${yamlString(name)}`, ''].join(eol);
  const marker = place.text.startsWith('---');
  const text = marker ? `---${eol}${document}` : `${document}---${eol}`;
  return fix('fix.addNamespace', { name }, [{ from: 0, to: 0, text }]);
}
