import type { Diagnostic, Severity } from '../../core/index.js';

/** One line of the list: a diagnostic, and every other one that says the very same of another place. */
export interface Problem {
  readonly first: Diagnostic;
  /** All places of it, the first one too, in the order of the text. */
  readonly all: readonly Diagnostic[];
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/**
 * The lines of the list, the worst first. Notes that say the same in the same words and offer nothing are one line: thirty objects of a kind
 * that nobody simulates are one thing to know.
 */
export function problemList(diagnostics: readonly Diagnostic[]): readonly Problem[] {
  const lines: { first: Diagnostic; all: Diagnostic[] }[] = [];
  const notes = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics.toSorted((a, b) => RANK[a.severity] - RANK[b.severity])) {
    const same = diagnostic.severity === 'info' && diagnostic.fixes.length === 0 ? sameness(diagnostic) : undefined;
    const known = same === undefined ? undefined : notes.get(same);
    if (known !== undefined) {
      known.push(diagnostic);
      continue;
    }
    const all = [diagnostic];
    if (same !== undefined) notes.set(same, all);
    lines.push({ first: diagnostic, all });
  }
  return lines;
}

function sameness({ code, message, hint }: Diagnostic): string {
  return JSON.stringify([code, message, hint]);
}
