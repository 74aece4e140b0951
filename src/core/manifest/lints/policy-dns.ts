import { getField } from '../../api/field-path.js';
import type { Json } from '../../api/meta.js';
import { fix, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { locate } from '../source-map.js';
import { columnOf, lineBreak, lineEnd, lineStart } from '../text-edits.js';
import { listAt, textAt } from '../read-json.js';
import type { Diagnostic } from '../types.js';
import { addPairs, replacePair } from '../write-edits.js';
import { blockLines } from '../yaml/write-yaml.js';
import { namespaceOf } from './known-objects.js';
import { lint, writtenAt } from './lint.js';
import { directionsOf } from './policy-objects.js';
import type { PolicyPods } from './policy-pods.js';

/** The cluster's DNS, as its own Service selects it. */
const DNS_RULE = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/**
 * Policies that close egress and leave no way to the cluster's DNS: every connection by name fails before it begins. Another policy of the
 * namespace that opens the way may be for the same pods, so then nothing is said.
 */
export function lintDns(policies: readonly PlacedObject[], pods: PolicyPods): readonly Diagnostic[] {
  const closed = policies.filter(({ document }) => directionsOf(document.object).has('Egress'));
  const open = new Set(
    closed
      .filter(({ document }) => listAt(document.object, ['spec', 'egress']).some(opensDns))
      .map(({ document }) => namespaceOf(document.object)),
  );
  return closed.flatMap((placed) => {
    const { object } = placed.document;
    const namespace = namespaceOf(object);
    if (open.has(namespace) || namespace === 'kube-system') return [];
    const whose = pods.inNamespace(namespace).length > 0 ? 'own' : 'selected';
    const message = say('lint.policyWithoutDns', { whose });
    const field = getField(object, ['spec', 'egress']) === undefined ? ['spec', 'policyTypes'] : ['spec', 'egress'];
    return [lint(placed, 'info', 'policy-without-dns', message, field, allowDns(placed), 'key')];
  });
}

/** Whether a rule may let a question to the DNS through: generous, as what it is for cannot be seen in every case. */
function opensDns(rule: Json): boolean {
  const ports = listAt(rule, ['ports']);
  const peers = listAt(rule, ['to']);
  const portFits = ports.length === 0 || ports.some(isDnsPort);
  const peerFits =
    peers.length === 0 ||
    peers.some((peer) => ['namespaceSelector', 'ipBlock'].some((name) => (getField(peer, [name]) ?? null) !== null));
  return portFits && peerFits;
}

function isDnsPort(written: Json): boolean {
  if ((textAt(written, ['protocol']) ?? 'TCP') !== 'UDP') return false;
  const port = getField(written, ['port']) ?? undefined;
  if (typeof port === 'string') return port.startsWith('dns');
  if (typeof port !== 'number') return port === undefined;
  const end = getField(written, ['endPort']);
  return port === 53 || (port < 53 && typeof end === 'number' && end >= 53);
}

function allowDns(placed: PlacedObject): readonly LocalFix[] {
  const edit = dnsEdit(placed);
  return edit === undefined ? [] : [fix('fix.allowDns', { policy: placed.document.object.metadata.name }, [edit])];
}

function dnsEdit(placed: PlacedObject) {
  const { text } = placed.place;
  const spec = writtenAt(placed, ['spec']);
  if (spec === undefined) return undefined;
  const { node, depth } = locate(placed.read.source, ['spec', 'egress']);
  if (depth < 2) return addPairs(text, spec, { egress: [DNS_RULE] });
  if (node.alias === true) return undefined;
  const last = [...(node.members?.values() ?? [])].at(-1);
  if (last === undefined) return replacePair(text, node, { egress: [DNS_RULE] });
  // A further item below the last one, with its dash where that has its own.
  const from = lineStart(text, last.value.from);
  const dash = /^( *)- +/.exec(text.slice(from, lineEnd(text, from)));
  if (text[node.value.from] === '[' || dash === null || columnOf(text, last.value.from) !== dash[0].length)
    return undefined;
  const eol = lineBreak(text);
  const [, ...lines] = blockLines({ egress: [DNS_RULE] }, 0);
  const written = lines.map((line) => (dash[1] ?? '') + line.slice(2)).join(eol) + eol;
  const at = lineEnd(text, last.value.to);
  return { from: at, to: at, text: (text[at - 1] === '\n' ? '' : eol) + written };
}
