import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { getField } from '../api/field-path.js';
import type { Ingress } from '../api/networking.js';
import { aBackend, anIngress, edgeView, PLAIN_IMAGE, route, theController } from './testing/cluster.js';
import { ingressConfig } from './ingress-config.js';

const HOSTS = ['a.example', 'b.example', '*.example', 'x.a.example', '*.a.example', '*'];
const ASKED = ['a.example', 'b.example', 'c.example', 'x.a.example', 'y.a.example', 'example', 'other'];
const PATHS = ['/', '/a', '/a/', '/a/b', '/a/b/c', '/ab', '/A', '/b'];
const SERVICES = ['s1', 's2', 's3', 's4'];
const apps = SERVICES.flatMap((name, i) => aBackend(name, i + 1));

interface Written {
  readonly host: string;
  readonly path: string;
  readonly exact: boolean;
  readonly service: string;
}

const rule = fc.record({
  host: fc.constantFrom(...HOSTS),
  path: fc.constantFrom(...PATHS),
  exact: fc.boolean(),
  service: fc.constantFrom(...SERVICES),
});
const sets = fc.array(fc.array(rule, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 });

function ingressesOf(written: readonly (readonly Written[])[]): readonly Ingress[] {
  return written.map((rules, i) =>
    anIngress(
      `i${i}`,
      rules.map((one) => `${one.host} ${one.path} ${one.exact ? 'Exact' : 'Prefix'} ${one.service}:80`),
      { created: `2026-01-0${i + 1}T00:00:00Z` },
    ),
  );
}

/** The rules said once more, as plainly as can be: no tables, no sorting, no locations. */
function naive(written: readonly (readonly Written[])[], host: string, path: string): string {
  // Rules of one host in one Ingress stand together, as `anIngress` writes them.
  const all = written.flatMap((rules) =>
    [...new Set(rules.map((one) => one.host))].flatMap((name) => rules.filter((one) => one.host === name)),
  );
  const wild = `*${host.slice(host.indexOf('.'))}`;
  const names = [host, host.includes('.') ? wild : '', '*'];
  const name = names.find((one) => all.some((each) => each.host === one));
  const parts = (text: string) => text.split('/').filter((part) => part !== '');
  const matching = all.filter((one) => {
    if (one.host !== name) return false;
    if (one.exact) return one.path === path;
    return parts(one.path).every((part, i) => parts(path)[i] === part);
  });
  let best: Written | undefined;
  for (const one of matching) {
    const better = best && parts(one.path).length - parts(best.path).length;
    if (!best || better === undefined || better > 0) best = one;
    else if (better === 0 && one.exact && !best.exact) best = one;
    else if (better === 0 && one.exact === best.exact && one.path.length > best.path.length) best = one;
  }
  return best?.service ?? '404';
}

/** nginx answers 301 to the same path with a slash: where that leads counts. */
function ended(view: ReturnType<typeof edgeView>, host: string, path: string): string {
  const { answer, backend } = route(view, `http://${host}${path}`);
  if (answer?.status === 301) return ended(view, host, `${path}/`);
  return answer ? String(answer.status) : (backend?.service?.split('/').at(-1) ?? '');
}

describe('routing', () => {
  test.each([
    ['by the API’s rules', PLAIN_IMAGE],
    ['as ingress-nginx', undefined],
  ])('%s takes the rule that a plain reading of the rules takes', (_, image) => {
    fc.assert(
      fc.property(sets, fc.constantFrom(...ASKED), fc.constantFrom(...PATHS), (written, host, path) => {
        // Where a path is written with and without its slash, or with one as Exact and Prefix, nginx' own order of locations decides; the API is silent about it.
        const slashes = new Set(written.flat().map((one) => one.path));
        const isExact = written.flat().some((one) => one.exact && one.path === '/a/');
        fc.pre(image !== undefined || !(slashes.has('/a/') && (slashes.has('/a') || isExact)));
        const view = edgeView([...apps, ...ingressesOf(written)], image === undefined ? {} : { image });
        expect(ended(view, host, path)).toBe(naive(written, host, path));
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  test('each rule is told once, one at most matched, every cause exists, and the configuration has a cause a line', () => {
    fc.assert(
      fc.property(
        sets,
        fc.constantFrom(...ASKED),
        fc.constantFrom(...PATHS),
        fc.boolean(),
        (written, host, path, isPlain) => {
          const view = edgeView([...apps, ...ingressesOf(written)], isPlain ? { image: PLAIN_IMAGE } : {});
          const { tried, unlisted = 0 } = route(view, `http://${host}${path}`);
          expect(tried.length + unlisted).toBe(written.flat().length);
          expect(tried.filter((one) => one.matched).length).toBeLessThanOrEqual(1);
          const lines = ingressConfig(view, theController(view)).lines;
          for (const cause of [...tried.map((one) => one.cause), ...lines.flatMap((line) => line.cause ?? [])]) {
            expect(getField(view.get(cause.object), cause.field), cause.field.join('.')).toBeDefined();
          }
        },
      ),
      { seed: 5, numRuns: 150 },
    );
  });

  test('never throws, whatever an Ingress and a request say', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('/', '//', '*', '*.', '.', '__proto__', '/(', '/[a-', '/a{2', '$1', '%2f'),
    );
    const annotations = fc.dictionary(
      fc
        .constantFrom(
          'use-regex',
          'rewrite-target',
          'ssl-redirect',
          'force-ssl-redirect',
          'service-upstream',
          'default-backend',
        )
        .map((name) => `nginx.ingress.kubernetes.io/${name}`),
      fc.oneof(text, fc.constantFrom('true', '/$2')),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, text, annotations), { maxLength: 4 }),
        text,
        text,
        fc.boolean(),
        (rules, host, path, isTls) => {
          const ingresses = rules.map(([ruleHost, rulePath, notes], i) => {
            const base = anIngress(`i${i}`, [], {
              annotations: notes,
              tls: [{ hosts: [ruleHost], secretName: rulePath }],
            });
            const paths = [
              {
                path: rulePath,
                pathType: 'ImplementationSpecific' as const,
                backend: { service: { name: 's1', port: { number: 80 } } },
              },
            ];
            return {
              ...base,
              spec: { ...base.spec, rules: [{ host: ruleHost, http: { paths } }, { host: ruleHost }] },
            };
          });
          const view = edgeView([...apps, ...ingresses]);
          const request = { scheme: isTls ? 'https' : 'http', method: 'GET', host, path } as const;
          const decision = route(view, 'http://x/', request);
          expect(decision.tried.length).toBeLessThan(200);
          ingressConfig(view, theController(view));
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});
