import type { PlacedObject } from '../place.js';
import type { Diagnostic } from '../types.js';
import { lintClaims } from './claims.js';
import { lintClasses } from './classes.js';
import { lintEndpoints } from './endpoints.js';
import { lintIngressBackends } from './ingress-backends.js';
import { lintIngressClasses } from './ingress-classes.js';
import { lintIngressPaths } from './ingress-paths.js';
import { lintIngressTls } from './ingress-tls.js';
import { knownObjects } from './known-objects.js';
import { lintNamespaces } from './namespaces.js';
import { findPodSources } from '../pod-sources.js';
import { lintPolicies } from './policies.js';
import { lintPodVolumes } from './pod-volumes.js';
import { lintSameNames } from './same-names.js';
import { lintServices } from './services.js';
import { lintStatefulSets } from './stateful-sets.js';
import { lintWorkloads } from './workloads.js';

/**
 * What objects say about each other: nothing that the API server would refuse, but what a reader wants to know before the packet is lost.
 * Linear in the number of objects. Never an error.
 */
export function lintObjects(objects: readonly PlacedObject[]): readonly Diagnostic[] {
  const known = knownObjects(objects);
  const pods = findPodSources(objects.map(({ document }) => document));
  return [
    ...lintSameNames(objects),
    ...lintNamespaces(objects),
    ...lintServices(objects, pods),
    ...lintEndpoints(objects),
    ...lintWorkloads(objects),
    ...lintClaims(objects, known),
    ...lintClasses(objects, known),
    ...lintPodVolumes(objects, known),
    ...lintStatefulSets(known),
    ...lintIngressBackends(known),
    ...lintIngressClasses(known),
    ...lintIngressPaths(known),
    ...lintIngressTls(known),
    ...lintPolicies(known, pods),
  ];
}
