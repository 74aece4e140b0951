import { fix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { textAt } from '../read-json.js';
import { yamlString } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { addPairs } from '../write-edits.js';
import { addController } from './add-controller.js';
import { findControllers } from './find-controllers.js';
import { CLASS_NAME, namedClass, ofNetworking } from './ingress-objects.js';
import type { KnownObjects } from './known-objects.js';
import { addObject, nameFixes } from './lint-fixes.js';
import { lint, writtenAt } from './lint.js';

const DEFAULT_MARK = ['metadata', 'annotations', 'ingressclass.kubernetes.io/is-default-class'];
const MOST_FIXES = 3;

/** Who serves the Ingresses: a controller that runs, and a class by which it knows them. */
export function lintIngressClasses(known: KnownObjects): readonly Diagnostic[] {
  const ingresses = ofNetworking(known, 'Ingress');
  const classes = ofNetworking(known, 'IngressClass');
  const defaults = classes.filter(({ document }) => textAt(document.object, DEFAULT_MARK) === 'true');
  const several = defaults.length < 2 ? [] : defaults.map((placed) => lintDefault(placed, defaults));
  const [first] = ingresses;
  if (first === undefined) return several;
  const controllers = findControllers(known);
  if (controllers.count === 0) return [...several, withoutController(first, ingresses, known)];
  return [
    ...several,
    ...ingresses.flatMap((placed) => lintNamed(placed, classes)),
    ...(defaults.length > 0 || controllers.takesAny ? [] : ingresses.flatMap((placed) => lintUnnamed(placed, classes))),
  ];
}

/** Said once, at the first Ingress: all of them are words that nobody reads. */
function withoutController(first: PlacedObject, ingresses: readonly PlacedObject[], known: KnownObjects): Diagnostic {
  const message = say('lint.noController', {});
  const fixes = addController(first, ingresses, known);
  return lint(first, 'warning', 'no-ingress-controller', message, ['kind'], fixes);
}

function lintDefault(placed: PlacedObject, defaults: readonly PlacedObject[]): Diagnostic {
  const others = defaults.filter((one) => one !== placed).map(({ document }) => document.object.metadata.name);
  const message = say('lint.defaultIngressClasses', { names: others.join(', '), count: others.length });
  const node = writtenAt(placed, DEFAULT_MARK);
  const unmark = { field: 'is-default-class', value: 'false' };
  const fixes = node === undefined ? [] : [fix('fix.setValue', unmark, [{ ...node.value, text: '"false"' }])];
  return lint(placed, 'warning', 'several-default-ingress-classes', message, DEFAULT_MARK, fixes);
}

/** By the field a class is an object; the annotation of old names what the controller was started with. */
function lintNamed(placed: PlacedObject, classes: readonly PlacedObject[]): readonly Diagnostic[] {
  const { name, field } = namedClass(placed.document.object) ?? {};
  if (name === undefined || field !== CLASS_NAME) return [];
  if (classes.some(({ document }) => document.object.metadata.name === name)) return [];
  const message = say('lint.ingressClassMissing', { name });
  const names = classes.map(({ document }) => document.object.metadata.name);
  const added = addObject(placed, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name },
    spec: { controller: 'k8s.io/ingress-nginx' },
  });
  const fixes = [...nameFixes(placed, field, name, names), ...(names.length === 0 ? [added] : [])];
  return [lint(placed, 'warning', 'ingress-class-missing', message, field, fixes)];
}

function lintUnnamed(placed: PlacedObject, classes: readonly PlacedObject[]): readonly Diagnostic[] {
  if (namedClass(placed.document.object) !== undefined) return [];
  const spec = writtenAt(placed, ['spec']);
  const fixes = classes.slice(0, MOST_FIXES).flatMap(({ document }) => {
    const { name } = document.object.metadata;
    const edit = spec === undefined ? undefined : addPairs(placed.place.text, spec, { ingressClassName: name });
    return edit === undefined
      ? []
      : [fix('fix.addField', { field: 'ingressClassName', value: yamlString(name) }, [edit])];
  });
  const message = say('lint.ingressWithoutClass', {});
  return [lint(placed, 'warning', 'ingress-without-class', message, ['spec'], fixes, 'key')];
}
