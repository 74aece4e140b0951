import type { ManifestCache } from './cache.js';
import { LIMITS } from './limits.js';
import { createLineIndex } from './line-index.js';
import { say, type Said } from './own-words.js';
import { diagnosticOf, documentOf, type Place, type PlacedObject } from './place.js';
import { kubernetesSchema } from './schema/schema.js';
import type { Diagnostic, LineIndex, ManifestDocument, ManifestFile, ParsedManifests } from './types.js';
import { splitDocuments } from './yaml/split-documents.js';
import { addLaterFixes, isOpen, type OpenFinding } from './lints/later-fixes.js';
import { lintObjects } from './lints/lint-objects.js';

/**
 * Reads all files: their objects, and everything kubectl and the API server would say about the text. Total: any text gives documents or
 * diagnostics, never an exception, within LIMITS. Work is proportional to what changed since the last call with the same cache, plus one
 * linear look over the text and one over the objects (for what objects say about each other).
 */
export function parseManifests(files: readonly ManifestFile[], cache: ManifestCache): ParsedManifests {
  const length = files.reduce((sum, file) => sum + file.text.length, 0);
  if (length > LIMITS.text) return refuse(files, length);
  const schema = kubernetesSchema();
  const documents: ManifestDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  const placed: PlacedObject[] = [];
  const open: OpenFinding[] = [];
  let room: number = LIMITS.documents;
  let lexemes: number = LIMITS.lexemes;
  for (const file of files) {
    const lines = createLineIndex(file.text);
    const chunks = splitDocuments(file.text, room);
    if (chunks.length > room) {
      diagnostics.push(tooMany(file, lines, chunks[room]?.from ?? 0));
      break;
    }
    room -= chunks.length;
    let index = 0;
    for (const chunk of chunks) {
      if (lexemes <= 0) {
        diagnostics.push(tooMuch(file, lines, chunk.from));
        break;
      }
      const document = cache.read(chunk.text, schema);
      // Counted for documents that come from the cache too: what is refused depends on the texts alone, not on what was read before.
      lexemes -= document.lexemes;
      if (document.objects.length === 0 && document.findings.length === 0) continue;
      const place: Place = {
        file: file.id,
        offset: chunk.from,
        lines,
        text: chunk.text,
        objects: document.objects.length,
      };
      for (const read of document.objects) {
        const made = documentOf(place, read, index);
        documents.push(made);
        placed.push({ read, place, document: made });
      }
      for (const finding of document.findings) {
        const diagnostic = diagnosticOf(place, finding, document.objects);
        diagnostics.push(diagnostic);
        if (isOpen(finding)) open.push({ finding, place, diagnostic });
      }
      index++;
    }
  }
  cache.finish();
  diagnostics.push(...lintObjects(placed));
  if (length > LIMITS.textWarning) diagnostics.push(longText(files, length));
  const valid = !diagnostics.some(({ severity }) => severity === 'error');
  return { documents, diagnostics: inTextOrder(files, addLaterFixes(diagnostics, open, placed)), valid };
}

function refuse(files: readonly ManifestFile[], length: number): ParsedManifests {
  const message = say('lint.textTooLong', { length, most: LIMITS.text });
  return { documents: [], diagnostics: [wholeText(files, 'error', 'text-too-long', message)], valid: false };
}

function longText(files: readonly ManifestFile[], length: number): Diagnostic {
  const message = say('lint.textLong', { length, most: LIMITS.textWarning });
  return wholeText(files, 'warning', 'text-long', message);
}

/** A diagnostic about the text as a whole stands at the head of the longest file. */
function wholeText(
  files: readonly ManifestFile[],
  severity: 'error' | 'warning',
  code: string,
  message: Said,
): Diagnostic {
  const longest = files.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  const range = { file: longest.id, from: 0, to: 0, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
  return { severity, code, message, range, fixes: [] };
}

function tooMany(file: ManifestFile, lines: LineIndex, at: number): Diagnostic {
  const message = say('lint.tooManyDocuments', { most: LIMITS.documents });
  return { severity: 'error', code: 'too-many-documents', message, range: lines.range(file.id, at, at + 3), fixes: [] };
}

function tooMuch(file: ManifestFile, lines: LineIndex, at: number): Diagnostic {
  const message = say('lint.tooManyTokens', { most: LIMITS.lexemes });
  return { severity: 'error', code: 'yaml-too-complex', message, range: lines.range(file.id, at, at + 3), fixes: [] };
}

function inTextOrder(files: readonly ManifestFile[], diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const order = new Map(files.map((file, i) => [file.id, i]));
  return diagnostics.toSorted(
    (a, b) =>
      (order.get(a.range.file) ?? 0) - (order.get(b.range.file) ?? 0) ||
      a.range.from - b.range.from ||
      a.range.to - b.range.to,
  );
}
