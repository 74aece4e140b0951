import type { Diagnostic } from '../core/index.js';
import { monaco } from './monaco.js';

const SEVERITY = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
} as const;

/** Shows a file's diagnostics as squiggles: the API server's own words first, the explanation in the reader's language under them. */
export function showMarkers(
  model: monaco.editor.ITextModel,
  diagnostics: readonly Diagnostic[],
  explain: (diagnostic: Diagnostic) => string,
): void {
  const markers = diagnostics.map((diagnostic) => {
    const explanation = explain(diagnostic);
    return {
      severity: SEVERITY[diagnostic.severity],
      code: diagnostic.code,
      message: explanation === '' ? diagnostic.message : `${diagnostic.message}\n${explanation}`,
      startLineNumber: diagnostic.range.startLine,
      startColumn: diagnostic.range.startColumn,
      endLineNumber: diagnostic.range.endLine,
      endColumn: diagnostic.range.endColumn,
    };
  });
  monaco.editor.setModelMarkers(model, 'kubewalk', markers);
}
