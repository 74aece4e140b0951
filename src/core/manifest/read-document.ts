import { objectKey, type ObjectKey } from '../api/key.js';
import { kindInfo } from '../api/kinds.js';
import type { Json, KubeObject } from '../api/meta.js';
import { advise } from './checks/advice.js';
import { checkObjectFields } from './checks/fields.js';
import { checkKind, identify, nameOf, settleNamespace, type Identity } from './checks/identity.js';
import { checkRemovedApi } from './checks/removed-api.js';
import { isJsonObject, type JsonObject, type Subject } from './checks/subject.js';
import { checkValues, hasValidation, mergeFindings } from './checks/values.js';
import { fix, type Finding } from './finding.js';
import { LIMITS } from './limits.js';
import { goValue } from './schema/go-types.js';
import type { Schema } from './schema/schema.js';
import type { SourceNode } from './source-map.js';
import { removePair } from './text-edits.js';
import { readAsToday } from './upgrades/read-as-today.js';
import { buildValue, type ValueFault } from './yaml/build-value.js';
import { blame } from './yaml/blame.js';
import { readYaml, type YamlReading } from './yaml/read-yaml.js';

/** An object of a document: what it is and where its text is. */
export interface ReadObject {
  readonly key: ObjectKey;
  readonly object: KubeObject;
  readonly simulated: boolean;
  readonly source: SourceNode;
  /** Index among the objects of its document, as findings give it. */
  readonly index: number;
}

/** Everything that one document's text says by itself. Offsets are relative to the text, so that it can be kept while it moves. */
export interface ReadDocument {
  readonly objects: readonly ReadObject[];
  readonly findings: readonly Finding[];
  /** The work it cost to read, in lexemes. */
  readonly lexemes: number;
}

/** Reads and checks one document. Pure and total: any text gives objects, findings, or (when it is empty) neither. */
export function readDocument(text: string, schema: Schema): ReadDocument {
  const reading = readYaml(text);
  const findings: Finding[] = [
    ...syntaxFinding(text, reading),
    ...reading.warnings.map((fault): Finding => ({
      severity: 'warning',
      code: fault.code,
      message: fault.message,
      span: fault,
      fixes: [],
    })),
  ];
  const { lexemes } = reading;
  if (reading.document === undefined) return { objects: [], findings, lexemes };
  const built = buildValue(reading.document, text);
  findings.push(...built.faults.map((fault) => valueFinding(text, fault)));
  const objects: ReadObject[] = [];
  const broken = findings.some(({ severity }) => severity === 'error');
  if (built.value !== null) readValue({ text, schema, findings, objects, broken, count: 0 }, built.value, built.source);
  return { objects, findings: findings.slice(0, LIMITS.diagnosticsPerDocument), lexemes };
}

/** What is wrong with the text before its values are looked at: one fault, said where it was made. */
function syntaxFinding(text: string, reading: YamlReading): readonly Finding[] {
  const found = blame(text, reading);
  if (found === undefined) return [];
  const { fault, span, hint, fixes } = found;
  const { code, message } = fault;
  return [{ severity: 'error', code, message, span, ...(hint === undefined ? {} : { hint }), fixes }];
}

function valueFinding(text: string, fault: ValueFault): Finding {
  const { code, message, loser } = fault;
  const span = { from: fault.from, to: fault.to };
  if (code !== 'duplicate-key') return { severity: 'error', code, message, span, fixes: [] };
  const removal =
    loser === undefined ? undefined : removePair(text, { key: { from: loser.from, to: loser.from }, value: loser });
  const key = text.slice(fault.from, fault.to);
  return {
    severity: 'warning',
    code,
    message,
    span,
    fixes: removal === undefined ? [] : [fix('fix.removeKey', { key }, [removal])],
  };
}

interface Reading {
  readonly text: string;
  readonly schema: Schema;
  readonly findings: Finding[];
  readonly objects: ReadObject[];
  /** The text has errors: what can be read of it is kept for the cursor, but its fields are not judged. */
  readonly broken: boolean;
  count: number;
}

/** A document is an object, or a list of objects (`kind: List`, `PodList` …), which kubectl flattens. */
function readValue(reading: Reading, value: Json, source: SourceNode): void {
  if (!isJsonObject(value)) {
    if (!reading.broken) reading.findings.push(notAnObject(value, source));
    return;
  }
  const kind = value['kind'];
  const items = value['items'];
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) {
    readObject(reading, { index: reading.count++, value, source, text: reading.text });
    return;
  }
  const sources = source.members?.get('items')?.members;
  items.forEach((item: Json, i) => {
    readValue(reading, isJsonObject(item) ? withListType(item, value, kind) : item, sources?.get(i) ?? source);
  });
}

function notAnObject(value: Json, source: SourceNode): Finding {
  const message = `couldn't get version/kind; json parse error: json: cannot unmarshal ${goValue(value, false)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;
  return { severity: 'error', code: 'not-an-object', message, span: source.value, fixes: [] };
}

/** Items of a typed list need not repeat their type: `PodList` says it for all. */
function withListType(item: JsonObject, list: JsonObject, listKind: string): JsonObject {
  const apiVersion = list['apiVersion'];
  if (listKind === 'List' || Object.hasOwn(item, 'kind') || typeof apiVersion !== 'string') return item;
  return Object.freeze({ apiVersion, kind: listKind.slice(0, -'List'.length), ...item });
}

function readObject(reading: Reading, subject: Subject): void {
  const { schema } = reading;
  const identified = identify(subject, schema);
  const named = nameOf(subject);
  if (!reading.broken) reading.findings.push(...identified.findings);
  const { identity } = identified;
  if (identity === undefined) return;
  // An API that is gone is played as it was meant: what follows sees the object as the API of today has it.
  const played = readAsToday(subject, identity.info);
  const judged = played === undefined ? identity : today(identity, schema);
  const fieldFindings = reading.broken
    ? []
    : checkObjectFields(subject, schema, identity.typeId, hasValidation(judged));
  const decodes = !fieldFindings.some(({ code }) => code === 'wrong-type');
  if (!reading.broken) {
    reading.findings.push(...checkKind(subject, identity, schema), ...checkRemovedApi(subject, identity, schema));
    reading.findings.push(...named.findings);
  }
  if (named.name === undefined || !isPlainMetadata(subject.value)) {
    reading.findings.push(...fieldFindings);
    return;
  }
  const read = played ?? subject;
  const settled = settleNamespace(read, judged);
  const { object } = settled;
  if (!reading.broken) {
    const values = decodes ? checkValues(read, judged, object, schema) : [];
    reading.findings.push(...mergeFindings(fieldFindings, values), ...settled.findings, ...advise(read, object));
  }
  reading.objects.push({
    key: objectKey(object.kind, object.metadata.namespace, object.metadata.name),
    object,
    simulated: judged.info?.simulated === true,
    source: read.source,
    index: subject.index,
  });
}

/** What an object of a removed apiVersion is in the one that replaced it. */
function today(identity: Identity, schema: Schema): Identity {
  const apiVersion = identity.info?.removed?.replacement ?? identity.apiVersion;
  const { kind } = identity;
  return { apiVersion, kind, info: kindInfo(apiVersion, kind), typeId: schema.kind(apiVersion, kind) };
}

/** Namespace and name make the key: a namespace that is no text (a wrong type, already said) leaves nothing to keep. */
function isPlainMetadata(value: JsonObject): boolean {
  const metadata = value['metadata'];
  if (!isJsonObject(metadata)) return false;
  const namespace = Object.hasOwn(metadata, 'namespace') ? metadata['namespace'] : undefined;
  return namespace === undefined || namespace === null || typeof namespace === 'string';
}
