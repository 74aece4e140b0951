import { visibleText } from '../api/visible-text.js';
import type { Finding } from './finding.js';
import type { ReadObject } from './read-document.js';
import type { Diagnostic, Fix, LineIndex, ManifestDocument } from './types.js';

/** Where a document stands: its file, and what to add to its offsets. */
export interface Place {
  readonly file: string;
  readonly offset: number;
  readonly lines: LineIndex;
  readonly text: string;
  /** How many objects the document holds. */
  readonly objects: number;
}

export interface PlacedObject {
  readonly read: ReadObject;
  readonly place: Place;
  readonly document: ManifestDocument;
}

/** The document of an object that was read, at its place. */
export function documentOf({ file, offset, lines }: Place, read: ReadObject, index: number): ManifestDocument {
  const { from, to } = read.source.value;
  const range = lines.range(file, from + offset, to + offset);
  return {
    file,
    index,
    range,
    key: read.key,
    object: read.object,
    simulated: read.simulated,
    source: { root: read.source, offset, lines },
  };
}

/** Moves a finding to its place in the file. */
export function diagnosticOf(place: Place, finding: Finding, objects: readonly ReadObject[]): Diagnostic {
  const { severity, code, message, hint, span, field } = finding;
  const { file, offset, lines } = place;
  const object = objects.find(({ index }) => index === finding.object)?.key;
  const fixes = finding.fixes.map(({ title, edits }): Fix => ({
    title,
    edits: edits.map(({ from, to, text }) => ({ file, from: from + offset, to: to + offset, text })),
  }));
  const range = lines.range(file, span.from + offset, Math.max(span.to, span.from) + offset);
  return {
    severity,
    code,
    message: typeof message === 'string' ? visibleText(message) : message,
    ...(hint === undefined ? {} : { hint }),
    range,
    ...(object === undefined ? {} : { object }),
    ...(field === undefined ? {} : { field }),
    fixes,
  };
}
