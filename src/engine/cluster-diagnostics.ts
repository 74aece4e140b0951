import {
  formatFieldPath,
  keyOf,
  rangeOf,
  resolveCause,
  say,
  visibleText,
  type Cause,
  type Cluster,
  type Diagnostic,
  type ParsedManifests,
  type Refusal,
  type ReplicaSet,
  type SourceRange,
} from '../core/index.js';

/** A hundred refusals say what a thousand would: the text asks for too much. */
const MOST_REFUSALS = 100;

/** How far the controllers came with the last intervention. */
export interface Settled {
  readonly steps: number;
  readonly quiet: boolean;
}

/** What the cluster says about the text: what it refused of it, pods it could not make, and work that found no end. */
export function clusterDiagnostics(
  cluster: Cluster,
  parsed: ParsedManifests,
  refusals: readonly Refusal[],
  settled: Settled,
): readonly Diagnostic[] {
  return [
    ...refused(parsed, refusals),
    ...replicaFailures(cluster, parsed),
    ...(settled.quiet ? [] : notSettled(cluster, parsed, settled.steps)),
  ];
}

/** Where a cause stands in the text: the field itself, or the nearest one that exists in a manifest up the owner chain. */
export function placeOf(cluster: Cluster, parsed: ParsedManifests, cause: Cause): SourceRange | undefined {
  for (const { object, field } of resolveCause(cluster, cause)) {
    // Nobody writes a status: the object's name is the nearest thing there is.
    const written = field.length === 0 || field[0] === 'status' ? ['metadata', 'name'] : field;
    const range = rangeOf(parsed, object, written);
    if (range !== undefined) return range;
  }
  return undefined;
}

function refused(parsed: ParsedManifests, refusals: readonly Refusal[]): readonly Diagnostic[] {
  return refusals.slice(0, MOST_REFUSALS).flatMap(({ object, field, message }): readonly Diagnostic[] => {
    const range = rangeOf(parsed, object, field);
    if (range === undefined) return [];
    const words = message === '' ? formatFieldPath(field) : message;
    return [{ severity: 'error', code: 'refused', message: visibleText(words), range, object, field, fixes: [] }];
  });
}

function replicaFailures(cluster: Cluster, parsed: ParsedManifests): readonly Diagnostic[] {
  return cluster.list<ReplicaSet>('ReplicaSet').flatMap((replicaSet): readonly Diagnostic[] => {
    const failure = replicaSet.status.conditions?.find(({ type }) => type === 'ReplicaFailure');
    if (failure === undefined) return [];
    const range = placeOf(cluster, parsed, { object: keyOf(replicaSet), field: ['spec', 'replicas'] });
    if (range === undefined) return [];
    const message = `Error creating: ${failure.message ?? ''}`;
    return [{ severity: 'warning', code: 'replica-failure', message, range, fixes: [] }];
  });
}

/** Said where the last step has its cause: there turns the circle. */
function notSettled(cluster: Cluster, parsed: ParsedManifests, steps: number): readonly Diagnostic[] {
  const last = cluster.journal.findLast(({ cause }) => placeOf(cluster, parsed, cause) !== undefined);
  const range = (last && placeOf(cluster, parsed, last.cause)) ?? parsed.documents[0]?.range;
  if (range === undefined) return [];
  const message = say('lint.notSettled', { steps });
  return [{ severity: 'warning', code: 'not-settled', message, range, fixes: [] }];
}
