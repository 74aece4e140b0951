import type { FieldPath } from '../api/field-path.js';
import type { ObjectKey } from '../api/key.js';
import type { Message } from '../api/message.js';
import type { KubeObject } from '../api/meta.js';
import type { Said } from './own-words.js';
import type { SourceNode } from './source-map.js';

/** One tab of the editor. `id` is stable over renames; `name` is what the tab says. */
export interface ManifestFile {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** A half-open range of UTF-16 offsets in one file's text, with 1-based line and column of its start and end for people. */
export interface SourceRange {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The line starts of one file's text, for turning offsets into lines and columns. */
export interface LineIndex {
  range(file: string, from: number, to: number): SourceRange;
}

export type Severity = 'error' | 'warning' | 'info';

/** A text edit. A fix applies all of its edits as one undoable step. */
export interface TextEdit {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** `title` is a code of the message catalogue with parameters. */
export interface Fix {
  readonly title: { readonly code: string; readonly params: Readonly<Record<string, string | number>> };
  readonly edits: readonly TextEdit[];
}

/**
 * Something to say about the text: in the words of the API server or of kubectl where they say it, else in ours. The code has an explanation in the reader's language (`diagnostic.<code>` in the catalogue) and a section in docs/diagnostics.md.
 */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable, kebab-case: `yaml-syntax`, `unknown-field`, `invalid-value`, `duplicate-key`, `selector-matches-nothing` … */
  readonly code: string;
  readonly message: Said;
  /** What it is in this very place, in our words; stands in for the explanation of the code. */
  readonly hint?: Message;
  readonly range: SourceRange;
  readonly object?: ObjectKey;
  readonly field?: FieldPath;
  readonly fixes: readonly Fix[];
}

/** The source map of one object: offsets in `root` are relative to the text of its document, which begins at `offset` of the file. */
export interface DocumentSource {
  readonly root: SourceNode;
  readonly offset: number;
  readonly lines: LineIndex;
}

/** One YAML document (or one item of a `kind: List`) that became an object. */
export interface ManifestDocument {
  readonly file: string;
  /** Index of the YAML document in its file. */
  readonly index: number;
  readonly range: SourceRange;
  readonly key: ObjectKey;
  /** As written: not defaulted. Namespace is filled in with `default` for namespaced kinds. */
  readonly object: KubeObject;
  /** False for kinds that the model keeps but does not simulate. */
  readonly simulated: boolean;
  /** Where each field stands in the text; set by `parseManifests`, absent in documents made by hand. Ask it with `rangeOf` and `fieldAt`. */
  readonly source?: DocumentSource;
}

/** What the files of a workspace say, and everything that is wrong with them. */
export interface ParsedManifests {
  readonly documents: readonly ManifestDocument[];
  readonly diagnostics: readonly Diagnostic[];
  /** True when no diagnostic is an error: the documents may be applied. */
  readonly valid: boolean;
}
