import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Scalar,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { Json } from '../../api/meta.js';
import { LIMITS } from '../limits.js';
import type { SourceNode, Span } from '../source-map.js';
import { resolvePlainScalar } from './resolve-scalar.js';

export interface ValueFault {
  readonly code:
    'yaml-too-complex' | 'yaml-bad-alias' | 'yaml-bad-key' | 'yaml-bad-merge' | 'yaml-bad-number' | 'duplicate-key';
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** For a duplicate key: the earlier pair, which loses. */
  readonly loser?: Span;
}

export interface BuiltValue {
  readonly value: Json;
  readonly source: SourceNode;
  readonly faults: readonly ValueFault[];
}

interface Built {
  readonly value: Json;
  readonly source: SourceNode;
}

/**
 * Turns a syntax tree into frozen JSON and its source map, as sigs.k8s.io/yaml's YAMLToJSON does: merges (`<<`) are applied, of duplicate
 * keys the last wins, keys that are not text become text. Aliases are expanded under a budget of values, so that an alias bomb costs
 * no more than the budget; the tree is never turned into JavaScript values by the library.
 */
export function buildValue(document: Document.Parsed, text: string): BuiltValue {
  const builder = new Builder(text);
  builder.findAnchors(document.contents);
  const built = builder.build(document.contents, 0);
  return { ...built, faults: builder.faults };
}

class Builder {
  readonly faults: ValueFault[] = [];
  readonly #targets = new Map<Node, Node>();
  readonly #open = new Set<Node>();
  readonly #text: string;
  #budget: number;
  #exhausted = false;

  constructor(text: string) {
    this.#text = text;
    this.#budget = Math.min(LIMITS.nodes, LIMITS.nodesPerCharacter * text.length + 10);
  }

  /** A node's text without the line breaks and blanks that the library counts to it. */
  #spanOf(node: Node): Span {
    const [from, end] = node.range ?? [0, 0];
    let to = end;
    while (to > from && /\s/.test(this.#text[to - 1] ?? '')) to--;
    return { from, to };
  }

  /** YAML lets an anchor be set again: an alias means the last one before it. That order is the order of the text, so it is fixed here. */
  findAnchors(root: Node | null): void {
    const queue: unknown[] = [root];
    const latest = new Map<string, Node>();
    for (let node = queue.pop(); queue.length > 0 || node !== undefined; node = queue.pop()) {
      if (isAlias(node)) {
        const target = latest.get(node.source);
        if (target !== undefined) this.#targets.set(node, target);
        continue;
      }
      if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor) latest.set(node.anchor, node as Node);
      if (isPair(node)) queue.push(node.value, node.key);
      else if (isMap(node) || isSeq(node)) for (let i = node.items.length - 1; i >= 0; i--) queue.push(node.items[i]);
    }
  }

  build(node: Node | null, depth: number): Built {
    if (node === null) return { value: null, source: { value: { from: 0, to: 0 } } };
    const value = this.#spanOf(node);
    if (this.#budget-- <= 0 || depth > LIMITS.depth) return this.#exhaust(value);
    if (isAlias(node)) return this.#alias(node, value, depth);
    if (isScalar(node)) return { value: this.#scalar(node, value), source: { value } };
    this.#open.add(node);
    const built = isMap(node)
      ? this.#map(node, value, depth)
      : isSeq(node)
        ? this.#list(node.items, value, depth)
        : NOTHING;
    this.#open.delete(node);
    return built;
  }

  #exhaust({ from, to }: Span): Built {
    if (!this.#exhausted) {
      this.#exhausted = true;
      this.faults.push({ code: 'yaml-too-complex', message: 'yaml: document contains excessive aliasing', from, to });
    }
    return { value: null, source: { value: { from, to } } };
  }

  #alias(node: Node & { source: string }, value: Span, depth: number): Built {
    const target = this.#targets.get(node);
    if (target === undefined) {
      this.faults.push({
        code: 'yaml-bad-alias',
        message: `yaml: unknown anchor '${node.source}' referenced`,
        ...value,
      });
      return { value: null, source: { value } };
    }
    if (this.#open.has(target)) {
      this.faults.push({
        code: 'yaml-bad-alias',
        message: `yaml: anchor '${node.source}' value contains itself`,
        ...value,
      });
      return { value: null, source: { value } };
    }
    const built = this.build(target, depth + 1);
    const { members } = built.source;
    return { value: built.value, source: { value, alias: true, ...(members === undefined ? {} : { members }) } };
  }

  #scalar(node: Scalar, { from, to }: Span): Json {
    const text = typeof node.value === 'string' ? node.value : String(node.source ?? '');
    const tag = node.tag;
    const plain = node.type === Scalar.PLAIN || node.type === undefined;
    if (tag === 'tag:yaml.org,2002:str' || tag === '!' || (!plain && tag === undefined)) return text;
    if (tag !== undefined && !tag.startsWith('tag:yaml.org,2002:')) return text;
    const resolved = resolvePlainScalar(text);
    if (resolved.ok) return resolved.value;
    this.faults.push({ code: 'yaml-bad-number', message: `json: unsupported value: ${text}`, from, to });
    return null;
  }

  #list(items: readonly unknown[], value: Span, depth: number): Built {
    const list: Json[] = [];
    const members = new Map<number, SourceNode>();
    for (const item of items) {
      // `[a: b]` is a list of one map with one pair.
      const built = isPair(item)
        ? this.#pairs([item as Pair<Node, Node | null>], value, depth)
        : this.build(item as Node, depth + 1);
      members.set(list.length, built.source);
      list.push(built.value);
    }
    return { value: Object.freeze(list), source: { value, members } };
  }

  #map(node: YAMLMap, value: Span, depth: number): Built {
    return this.#pairs(node.items as Pair<Node, Node | null>[], value, depth);
  }

  #pairs(pairs: readonly Pair<Node, Node | null>[], value: Span, depth: number): Built {
    const object: Record<string, Json> = {};
    const members = new Map<string, SourceNode>();
    const merged: Built[] = [];
    for (const pair of pairs) {
      const keySpan = this.#spanOf(pair.key);
      if (isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === Scalar.PLAIN) {
        merged.push(...this.#merge(pair.value, depth));
        continue;
      }
      const name = this.#key(pair.key, keySpan);
      if (name === undefined) continue;
      const built = this.build(pair.value, depth + 1);
      const source = { ...built.source, key: keySpan };
      if (pair.value === null) Object.assign(source, { value: { from: keySpan.to, to: keySpan.to } });
      const earlier = members.get(name);
      if (earlier?.key !== undefined) {
        const loser = { from: earlier.key.from, to: Math.max(earlier.key.to, earlier.value.to) };
        this.faults.push({ code: 'duplicate-key', message: `key "${name}" already set in map`, ...keySpan, loser });
        members.delete(name);
      }
      members.set(name, source);
      define(object, name, built.value);
    }
    for (const source of merged) mergeInto(object, members, source);
    return { value: Object.freeze(object), source: { value, members } };
  }

  /** The maps that `<<` brings in: one, or a list of which the first wins. Keys of the map itself win over all (go-yaml's `merge`). */
  #merge(node: Node | null, depth: number): Built[] {
    const built = this.build(node, depth + 1);
    if (isObject(built.value)) return [built];
    if (Array.isArray(built.value) && built.value.every(isObject))
      return built.value.map((value: Json, i) => ({ value, source: built.source.members?.get(i) ?? built.source }));
    const { from, to } = node === null ? { from: 0, to: 0 } : this.#spanOf(node);
    this.faults.push({
      code: 'yaml-bad-merge',
      message: 'yaml: map merge requires map or sequence of maps as the value',
      from,
      to,
    });
    return [];
  }

  /** JSON keys are text; a list or map as a key has none. */
  #key(node: Node, { from, to }: Span): string | undefined {
    const target = isAlias(node) ? this.#targets.get(node) : node;
    if (isScalar(target)) {
      const value = this.#scalar(target, { from, to });
      if (typeof value === 'string') return value;
      if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    }
    this.faults.push({ code: 'yaml-bad-key', message: 'yaml: invalid map key', from, to });
    return undefined;
  }
}

const NOTHING: Built = { value: null, source: { value: { from: 0, to: 0 } } };

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sets an own property whatever its name: `__proto__` is a legal label. */
function define(object: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

function mergeInto(object: Record<string, Json>, members: Map<string, SourceNode>, from: Built): void {
  if (!isObject(from.value)) return;
  for (const name of Object.keys(from.value)) {
    if (Object.hasOwn(object, name)) continue;
    define(object, name, from.value[name] ?? null);
    const source = from.source.members?.get(name);
    if (source !== undefined) members.set(name, source);
  }
}
