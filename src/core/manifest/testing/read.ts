import { createManifestCache } from '../cache.js';
import { parseManifests } from '../parse-manifests.js';
import { applyEdits } from '../text-edits.js';
import type { Diagnostic, Json, ParsedManifests, Said } from '../../index.js';

/** Reads one file, or several, with a fresh cache. */
export function read(...texts: readonly string[]): ParsedManifests {
  return parseManifests(
    texts.map((text, i) => ({ id: `f${i}`, name: `f${i}.yaml`, text })),
    createManifestCache(),
  );
}

/** `severity code line: message`, the form that the tables of the tests use. */
export function said(parsed: ParsedManifests): readonly string[] {
  return parsed.diagnostics.map(
    ({ severity, code, range, message }) => `${severity} ${code} ${range.startLine}: ${written(message)}`,
  );
}

/** A quotation as it is; our own sentence, whose words are in the catalogues, as `code {parameter: value}`. */
export function written(message: Said): string {
  if (typeof message === 'string') return message;
  const params = Object.entries(message.params).map(([name, value]) => `${name}: ${value}`);
  return params.length === 0 ? message.code : `${message.code} {${params.join(', ')}}`;
}

export function codes(parsed: ParsedManifests): readonly string[] {
  return parsed.diagnostics.map(({ code }) => code);
}

/** The first diagnostic with a code; fails the test when there is none. */
export function find(parsed: ParsedManifests, code: string): Diagnostic {
  const found = parsed.diagnostics.find((diagnostic) => diagnostic.code === code);
  if (found === undefined) throw new Error(`no ${code} in ${JSON.stringify(said(parsed))}`);
  return found;
}

/** The text after the n-th fix of the first diagnostic with a code. */
export function fixed(text: string, code: string, n = 0): string {
  const fix = find(read(text), code).fixes[n];
  if (fix === undefined) throw new Error(`${code} has no fix ${n}`);
  return applyEdits(text, fix.edits);
}

/** The text that a range marks. */
export function marked(text: string, { range }: Diagnostic): string {
  return text.slice(range.from, range.to);
}

/** What `data:` of a ConfigMap with this text under it becomes: any YAML, read by our reader alone. */
export function data(yaml: string): Json | undefined {
  const indented = yaml.replace(/^/gm, '  ');
  const [document] = read(
    `apiVersion: example.com/v1\nkind: Anything\nmetadata: {name: x}\ndata:\n${indented}\n`,
  ).documents;
  return (document?.object as { data?: Json } | undefined)?.data;
}

/** A manifest with the cursor at `|`. */
export function withCursor(text: string): { readonly text: string; readonly offset: number } {
  const offset = text.indexOf('|');
  return { text: text.slice(0, offset) + text.slice(offset + 1), offset };
}
