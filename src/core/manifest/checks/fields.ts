import { formatFieldPath } from '../../api/field-path.js';
import { checkFields, type FieldFault } from '../schema/check-fields.js';
import type { Schema } from '../schema/schema.js';
import { fix, type Finding, type LocalFix } from '../finding.js';
import { LIMITS } from '../limits.js';
import { locate, type SourceNode } from '../source-map.js';
import { moveAllInto, moveInto, removePair } from '../text-edits.js';
import { upgradeIngress } from '../upgrades/upgrade-ingress.js';
import { findingAt, type Subject } from './subject.js';

/** Metadata of a kind the API does not have: custom resources are decoded as `ObjectMeta` all the same. */
const OBJECT_META = 'meta/v1.ObjectMeta';

/**
 * The strict field validation of `kubectl apply` and the API server, by the object's own apiVersion and kind. `typeId` is undefined for
 * kinds the schema does not know: of those only the metadata is checked.
 * @param validated whether validation of core/api covers the kind: then it, not the schema, decides what is required
 */
export function checkObjectFields(
  subject: Subject,
  schema: Schema,
  typeId: string | undefined,
  validated: boolean,
): readonly Finding[] {
  const most = LIMITS.diagnosticsPerDocument;
  const faults =
    typeId === undefined
      ? checkFields(schema, OBJECT_META, subject.value['metadata'], ['metadata'], most)
      : checkFields(schema, typeId, subject.value, [], most);
  return faults
    .filter((fault) => fault.code !== 'required-field' || !validated)
    .map((fault): Finding => {
      const severity = fault.code === 'required-field' ? 'warning' : 'error';
      const mark = fault.code === 'unknown-field' ? 'key' : 'value';
      const finding = findingAt(subject, severity, fault.code, fault.message, fault.field, {
        mark,
        fixes: [...movesTogether(subject, fault, faults), ...fixesOf(subject, fault)],
      });
      const parent = fault.field.slice(0, -1);
      if (fault.meant !== undefined) return { ...finding, explains: [...parent, fault.meant] };
      if (fault.belongsIn === undefined) return finding;
      return { ...finding, explains: [...parent, fault.belongsIn, ...fault.field.slice(-1)] };
    });
}

/** Several fields that stand outside the sibling they belong in (a claim's `resources` and `accessModes` beside its `spec`) move in one go. */
function movesTogether(subject: Subject, fault: FieldFault, faults: readonly FieldFault[]): readonly LocalFix[] {
  const { belongsIn, field } = fault;
  if (belongsIn === undefined) return [];
  const parent = field.slice(0, -1);
  const strays = faults.filter(
    (other) => other.belongsIn === belongsIn && formatFieldPath(other.field.slice(0, -1)) === formatFieldPath(parent),
  );
  if (strays.length < 2) return [];
  const home = locate(subject.source, [...parent, belongsIn]).node;
  const nodes = strays.map((stray) => locate(subject.source, stray.field).node);
  const edits = moveAllInto(subject.text, nodes, home);
  const keys = strays.map((stray) => String(stray.field.at(-1))).join(', ');
  return edits === undefined ? [] : [fix('fix.moveAllInto', { keys, parent: belongsIn }, edits)];
}

function fixesOf(subject: Subject, fault: FieldFault): readonly LocalFix[] {
  const { node, depth } = locate(subject.source, fault.field);
  const name = String(fault.field.at(-1));
  if (depth < fault.field.length) return [];
  switch (fault.code) {
    case 'unknown-field':
      return unknownFieldFixes(subject, fault, name, node);
    case 'unsupported-value': {
      if (fault.meant === undefined) return [];
      const written = subject.text.slice(node.value.from, node.value.to);
      return [fix('fix.replace', { from: written, to: fault.meant }, [{ ...node.value, text: fault.meant }])];
    }
    case 'wrong-type':
      return quoteFix(subject, fault, node);
    case 'required-field':
      return [];
  }
}

function unknownFieldFixes(subject: Subject, fault: FieldFault, name: string, node: SourceNode): readonly LocalFix[] {
  const fixes: LocalFix[] = [];
  if (fault.meant !== undefined && node.key !== undefined)
    fixes.push(fix('fix.replace', { from: name, to: fault.meant }, [{ ...node.key, text: fault.meant }]));
  if (fault.belongsIn !== undefined) {
    const home = locate(subject.source, [...fault.field.slice(0, -1), fault.belongsIn]).node;
    const edits = moveInto(subject.text, node, home);
    if (edits !== undefined) fixes.push(fix('fix.moveInto', { key: name, parent: fault.belongsIn }, edits));
  }
  fixes.push(...ofOlderVersion(subject, name));
  const removal = removePair(subject.text, node);
  if (removal !== undefined) fixes.push(fix('fix.removeKey', { key: name }, [removal]));
  return fixes;
}

const OLD_INGRESS: ReadonlySet<string> = new Set(['backend', 'serviceName', 'servicePort']);

/** An Ingress whose apiVersion was brought up to date, and the rest was not. */
function ofOlderVersion(subject: Subject, name: string): readonly LocalFix[] {
  const { kind, apiVersion } = subject.value;
  if (kind !== 'Ingress' || apiVersion !== 'networking.k8s.io/v1' || !OLD_INGRESS.has(name)) return [];
  const edits = upgradeIngress(subject);
  return edits.length === 0 ? [] : [fix('fix.convert', { kind, apiVersion }, edits)];
}

/** Quotes that are missing (`value: 8080`, `access: true`: the commonest of all mistakes), or too many (`port: "80"`). */
function quoteFix(subject: Subject, fault: FieldFault, node: SourceNode): readonly LocalFix[] {
  if (node.members !== undefined || node.alias) return [];
  const written = subject.text.slice(node.value.from, node.value.to);
  if (fault.message.endsWith('of type string')) {
    if (written === '' || /["'\n]/.test(written)) return [];
    return [fix('fix.quote', { value: written }, [{ ...node.value, text: JSON.stringify(written) }])];
  }
  const quoted = /^(["'])(.*)\1$/.exec(written)?.[2] ?? '';
  const fits = /of type int(?:32|64)$/.test(fault.message)
    ? /^-?(?:0|[1-9]\d*)$/.test(quoted)
    : fault.message.endsWith('of type bool') && /^(?:true|false)$/.test(quoted);
  return fits ? [fix('fix.replace', { from: written, to: quoted }, [{ ...node.value, text: quoted }])] : [];
}
