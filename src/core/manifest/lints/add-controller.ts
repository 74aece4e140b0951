import { dns1123SubdomainErrors } from '../../api/names.js';
import { fix, type LocalFix } from '../finding.js';
import { ingressControllerManifests } from '../ingress-controller.js';
import type { PlacedObject } from '../place.js';
import { textAt } from '../read-json.js';
import { lineBreak, yamlString } from '../text-edits.js';
import { CLASS_ANNOTATION, CLASS_NAME, namedClass, ofNetworking } from './ingress-objects.js';
import type { KnownObjects } from './known-objects.js';

const CONTROLLER = 'k8s.io/ingress-nginx';

/**
 * The documents of a controller that serves the Ingresses there are: of their class, or of none. Nothing where they name a class of another
 * controller: ingress-nginx would leave them alone.
 */
export function addController(
  first: PlacedObject,
  ingresses: readonly PlacedObject[],
  known: KnownObjects,
): readonly LocalFix[] {
  const classes = ofNetworking(known, 'IngressClass');
  const named = ingresses.map(({ document }) => namedClass(document.object));
  const wanted = textAt(first.document.object, CLASS_NAME);
  const written = classes.find(({ document }) =>
    wanted === undefined
      ? textAt(document.object, ['spec', 'controller']) === CONTROLLER
      : document.object.metadata.name === wanted,
  );
  if (written !== undefined && textAt(written.document.object, ['spec', 'controller']) !== CONTROLLER) return [];
  const className = wanted ?? 'nginx';
  if (dns1123SubdomainErrors(className).length > 0) return [];
  const annotated = named.find((one) => one?.field === CLASS_ANNOTATION)?.name;
  const manifests = ingressControllerManifests({
    ...(written === undefined ? { className: yamlString(className) } : {}),
    annotationClass: annotated !== undefined && dns1123SubdomainErrors(annotated).length === 0 ? annotated : 'nginx',
    withoutClass: named.includes(undefined),
  }).replaceAll('\n', lineBreak(first.place.text));
  const eol = lineBreak(first.place.text);
  const marker = first.place.text.startsWith('---');
  const text = marker ? `---${eol}${manifests}` : `${manifests}---${eol}`;
  return [fix('fix.addController', { name: 'ingress-nginx' }, [{ from: 0, to: 0, text }])];
}
