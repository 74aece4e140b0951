import { getField, type FieldPath } from '../../api/field-path.js';
import { isEmptySelector } from '../../api/labels.js';
import { fix, type LocalFix } from '../finding.js';
import { say } from '../own-words.js';
import type { PlacedObject } from '../place.js';
import { columnOf, lineStart } from '../text-edits.js';
import type { Diagnostic } from '../types.js';
import { namespaceOf } from './known-objects.js';
import { lint, writtenAt } from './lint.js';
import { rulesOf } from './policy-objects.js';
import { selectorAt, selectorText, type PolicyPods } from './policy-pods.js';

const SELECTORS = ['namespaceSelector', 'podSelector'] as const;

/** Who the rules of a policy are for: peers that nobody is, and two peers that were perhaps meant to be one. */
export function lintPeers(placed: PlacedObject, pods: PolicyPods): readonly Diagnostic[] {
  return rulesOf(placed.document.object).flatMap(({ peers, peersField }) => [
    ...peers.flatMap((peer, i) => lintPeer(placed, peer, [...peersField, i], pods)),
    ...peers.flatMap((peer, i) =>
      lintNeighbours(placed, peer, peers[i + 1], [...peersField, i], [...peersField, i + 1]),
    ),
  ]);
}

function lintPeer(placed: PlacedObject, peer: unknown, field: FieldPath, pods: PolicyPods): readonly Diagnostic[] {
  const namespace = namespaceOf(placed.document.object);
  const written = SELECTORS.map((name) => selectorAt(peer, [name]));
  const narrows = written.some((one) => one !== undefined && one !== 'bad' && !isEmptySelector(one));
  // Where no pods are written at all, peers are no surprise.
  if (!narrows || pods.all.length === 0) return [];
  const found = pods.ofPeer(namespace, peer);
  if (found === undefined || found.length > 0) return [];
  const [namespaces, selector] = written;
  const words = (one: typeof selector) =>
    one === undefined || one === 'bad' || isEmptySelector(one) ? '' : selectorText(one);
  const [podSelector, namespaceSelector] = [words(selector), words(namespaces)];
  const message = say('lint.peerNobody', {
    pods: podSelector === '' ? 'all' : 'selected',
    podSelector,
    where: namespaces === undefined ? 'own' : namespaceSelector === '' ? 'any' : 'selected',
    namespace,
    namespaceSelector,
  });
  const marked = selector === undefined ? 'namespaceSelector' : 'podSelector';
  return [lint(placed, 'info', 'policy-peer-matches-nothing', message, [...field, marked], [], 'key')];
}

/** `- namespaceSelector` and below it `- podSelector`: the second dash makes an OR of what reads like an AND. */
function lintNeighbours(
  placed: PlacedObject,
  peer: unknown,
  next: unknown,
  field: FieldPath,
  nextField: FieldPath,
): readonly Diagnostic[] {
  const [first, second] = [onlySelector(peer), onlySelector(next)];
  if (first === undefined || second === undefined || first === second) return [];
  const [spaces, pods] = first === 'namespaceSelector' ? [peer, next] : [next, peer];
  const selectors = [selectorAt(spaces, ['namespaceSelector']), selectorAt(pods, ['podSelector'])];
  if (selectors.some((one) => one === undefined || one === 'bad' || isEmptySelector(one))) return [];
  const [ofSpaces = '', ofPods = ''] = selectors.map((one) =>
    one === undefined || one === 'bad' ? '' : selectorText(one),
  );
  const namespace = namespaceOf(placed.document.object);
  const message = say('lint.peersOr', { namespaces: ofSpaces, pods: ofPods, namespace });
  const at = [...nextField, second];
  return [lint(placed, 'info', 'policy-peers-or', message, at, joinFix(placed, field, at, ofSpaces, ofPods), 'key')];
}

function onlySelector(peer: unknown): (typeof SELECTORS)[number] | undefined {
  const names = ['podSelector', 'namespaceSelector', 'ipBlock'].filter(
    (name) => (getField(peer, [name]) ?? null) !== null,
  );
  return names.length === 1 ? SELECTORS.find((name) => name === names[0]) : undefined;
}

/** The second item joins the first when its dash becomes a blank. */
function joinFix(
  placed: PlacedObject,
  field: FieldPath,
  second: FieldPath,
  namespaces: string,
  pods: string,
): readonly LocalFix[] {
  const { text } = placed.place;
  const [item, node] = [writtenAt(placed, field), writtenAt(placed, second)];
  const key = node?.key;
  if (item === undefined || key === undefined) return [];
  const from = lineStart(text, key.from);
  const before = text.slice(from, key.from);
  const own = /^ *- +$/.test(before) && columnOf(text, item.value.from) === columnOf(text, key.from);
  if (!own) return [];
  return [fix('fix.joinPeers', { namespaces, pods }, [{ from, to: key.from, text: before.replace('-', ' ') }])];
}
