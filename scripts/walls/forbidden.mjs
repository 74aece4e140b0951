// @ts-check
import { walk } from './imports.mjs';

/** Ways to turn text into markup or code. A name, label or error text of a manifest must never get near one. */
const SINKS = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'dangerouslySetInnerHTML',
  'setHTMLUnsafe',
  'createContextualFragment',
  'srcdoc',
  'foreignObject',
]);

/** What only the player may read: it turns wall time into a position `t`, everything else is a function of t. */
const CLOCKS = new Set(['requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback']);

/** @typedef {{ wall: 'sink' | 'clock', offset: number, what: string }} Finding */

/**
 * @param {import('./imports.mjs').Node} ast
 * @returns {Finding[]} what oxlint has no rule for, by name and so without exceptions
 */
export function findForbidden(ast) {
  /** @type {Finding[]} */
  const found = [];
  /** @param {Finding['wall']} wall @param {import('./imports.mjs').Node} node @param {string} what */
  const add = (wall, node, what) => found.push({ wall, offset: node.start, what });
  walk(ast, (node) => {
    const name =
      node.type === 'Identifier' || node.type === 'JSXIdentifier'
        ? node.name
        : node.type === 'Literal' && typeof node.value === 'string'
          ? node.value
          : null;
    if (name !== null && SINKS.has(name)) add('sink', node, name);
    if (name !== null && CLOCKS.has(name)) add('clock', node, name);
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const { callee } = node;
      const method = callee.type === 'MemberExpression' ? callee.property.name : null;
      if (method === 'html') add('sink', node, '.html(…)');
      if (
        callee.type === 'MemberExpression' &&
        callee.object.name === 'document' &&
        (method === 'write' || method === 'writeln')
      ) {
        add('sink', node, `document.${method}`);
      }
      if (callee.type === 'Identifier' && (callee.name === 'eval' || callee.name === 'Function'))
        add('sink', node, callee.name);
      if (method === 'eval') add('sink', node, 'eval');
    }
    if (node.type === 'MemberExpression') {
      const owner = node.object.name ?? node.object.property?.name;
      const field = node.property.name ?? node.property.value;
      if (owner === 'performance' && field === 'now') add('clock', node, 'performance.now');
    }
  });
  return found;
}
