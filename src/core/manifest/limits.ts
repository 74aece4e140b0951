/**
 * What the reader takes, stated here and in docs/diagnostics.md. Each cap is checked before the work it bounds, so that no text, however
 * hostile, costs more than about a second. Kubernetes' own limits are far below: an object in etcd holds 1.5 MiB, a request 3 MiB.
 */
export const LIMITS = {
  /** UTF-16 units in all files together: above the first a warning, above the second nothing is read. */
  textWarning: 1_000_000,
  text: 5_000_000,
  /** `---` documents in all files together. */
  documents: 20_000,
  /** Smallest parts of the text (words, signs, blanks, line breaks) in one document, and in all. A megabyte of manifests has about 110,000. */
  lexemesPerDocument: 250_000,
  lexemes: 1_000_000,
  /** Lists and maps inside each other; go-yaml stops at 10,000, no real manifest passes 40. */
  depth: 100,
  keysInMap: 10_000,
  anchors: 1_000,
  aliases: 10_000,
  /** Values of one document once its aliases are expanded: this many, or `nodesPerCharacter` times its length if that is less. */
  nodes: 100_000,
  nodesPerCharacter: 10,
  /** Syntax errors after which the rest of a document is not looked at. */
  syntaxErrors: 100,
  /** The longest document that completion and hover look into, in UTF-16 units: they answer while somebody types. */
  documentForLanguage: 300_000,
  /** Diagnostics of one document; a broken one repeats itself. */
  diagnosticsPerDocument: 100,
} as const;
