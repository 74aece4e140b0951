import { it } from 'vitest';
import { createSession } from '/work/main/src/engine/session.js';
import { DEFAULT_SETTINGS } from '/work/main/src/core/index.js';
const dep = (n: number, extra='') => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: ${n}\n  selector: {matchLabels: {app: x}}\n  template:\n    metadata: {labels: {app: x}}\n    spec: {containers: [{name: c, image: i${extra}}]}\n`;
const svc = `apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: x}, ports: [{port: 80, targetPort: 80}]}\n`;
const rep = (n: number, f: (i: number) => string) => Array.from({length: n}, (_, i) => f(i)).join('---\n');
const cases: Record<string, () => string> = {
  empty: () => '',
  d100: () => dep(100), d1000: () => dep(1000), d1000svc: () => dep(1000)+'---\n'+svc, d3000: () => dep(3000),d3000svc: () => dep(3000)+'---\n'+svc,
  s1000: () => rep(1000, i => svc.replace('name: s', `name: s${i}`)),
  s1000all: () => rep(1000, i => svc.replace('name: s', `name: s${i}`)) +'---\n'+dep(100),
  s200all: () => rep(200, i => svc.replace('name: s', `name: s${i}`)) +'---\n'+dep(200),
  n200: () => rep(200, i => `apiVersion: v1\nkind: Node\nmetadata: {name: n${i}}\n`),
  n300: () => rep(300, i => `apiVersion: v1\nkind: Node\nmetadata: {name: n${i}}\n`),
  n1000: () => rep(1000, i => `apiVersion: v1\nkind: Node\nmetadata: {name: n${i}}\n`),
  ns2000: () => rep(2000, i => `apiVersion: v1\nkind: Namespace\nmetadata: {name: n${i}}\n`),
  pods1000: () => rep(1000, i => `apiVersion: v1\nkind: Pod\nmetadata: {name: n${i}}\nspec: {containers: [{name: c, image: i}]}\n`),
};
const only = process.env['CASES']?.split(',');
for (const [name, text] of Object.entries(cases)) if (!only || only.includes(name)) it(name, () => {
  const s = createSession();
  const t0 = performance.now();
  s.open({ files: [], settings: DEFAULT_SETTINGS, history: [], request: {from:{kind:'node',node:'worker-1'},to:{kind:'service',service:'Service/default/s' as never},port:80,protocol:'TCP',attempt:0} });
  const t1 = performance.now();
  const snap = s.edit([{ id: 'f', name: 'f.yaml', text: text() }]);
  const t2 = performance.now();
  console.log(name, 'boot', Math.round(t1-t0), 'edit', Math.round(t2-t1), 'steps', snap.steps.length, 'reconciles', snap.work.reconciles, 'objects', snap.objects.length, snap.diagnostics.length, snap.diagnostics[0]?.message, snap.trace?.client);
}, 120000);
