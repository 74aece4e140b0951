// @ts-check
/**
 * Finds the cycles of a directed graph: Tarjan's strongly connected components, and for each one a shortest way round.
 * @param {ReadonlyMap<string, ReadonlySet<string>>} graph
 * @returns {string[][]} one cycle for each component of more than one node or with a loop, its first node repeated at the end
 */
export function findCycles(graph) {
  /** @type {Map<string, number>} */
  const index = new Map();
  /** @type {Map<string, number>} */
  const low = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {Set<string>} */
  const onStack = new Set();
  /** @type {string[][]} */
  const cycles = [];

  /** @param {string} node */
  const visit = (node) => {
    const mine = index.size;
    index.set(node, mine);
    low.set(node, mine);
    stack.push(node);
    onStack.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (onStack.has(next)) low.set(node, Math.min(low.get(node) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(node) !== mine) return;
    const component = new Set(stack.splice(stack.indexOf(node)));
    for (const member of component) onStack.delete(member);
    if (component.size > 1 || graph.get(node)?.has(node)) cycles.push(wayRound(graph, component));
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return cycles;
}

/** @param {ReadonlyMap<string, ReadonlySet<string>>} graph @param {ReadonlySet<string>} component */
function wayRound(graph, component) {
  const start = [...component].sort()[0] ?? '';
  /** @type {string[][]} */
  let paths = [[start]];
  const seen = new Set();
  while (paths.length > 0) {
    /** @type {string[][]} */
    const longer = [];
    for (const path of paths) {
      for (const next of graph.get(path[path.length - 1] ?? '') ?? []) {
        if (next === start) return [...path, start];
        if (!component.has(next) || seen.has(next)) continue;
        seen.add(next);
        longer.push([...path, next]);
      }
    }
    paths = longer;
  }
  return [start];
}
