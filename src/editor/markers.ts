import type { Diagnostic } from '../core/index.js';
import { monaco } from './monaco.js';

const SEVERITY = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** Shows a file's diagnostics as squiggles, in the words that `say` has for each. */
export function showMarkers(
  model: monaco.editor.ITextModel,
  diagnostics: readonly Diagnostic[],
  say: (diagnostic: Diagnostic) => string,
): void {
  const markers = diagnostics.map((diagnostic) => ({
    severity: SEVERITY[diagnostic.severity],
    code: diagnostic.code,
    message: say(diagnostic),
    startLineNumber: diagnostic.range.startLine,
    startColumn: diagnostic.range.startColumn,
    endLineNumber: diagnostic.range.endLine,
    endColumn: diagnostic.range.endColumn,
  }));
  monaco.editor.setModelMarkers(model, 'kubewalk', markers);
}
