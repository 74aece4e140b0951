import { describe, expect, it } from 'vitest';
import { formatFieldPath } from '../../core/index.js';
import { causesOf } from '../ids.js';
import { API_TO_DB, DEFAULT_DENY, DENY_ALL, fromNamespace, shop } from '../testing/policies.js';
import { between, policies } from '../testing/policy-pictures.js';
import type { Scene } from '../types.js';

/** The lines between two workloads, each as what it is and the fields that it is there for. */
function lines({ links }: Scene, from: RegExp, to: RegExp): string[] {
  return links
    .filter((link) => (link.kind === 'allows' || link.kind === 'denies') && from.test(link.from) && to.test(link.to))
    .map((link) =>
      [link.kind, ...causesOf(link).map(({ object, field }) => `${object} ${formatFieldPath(field)}`)].join(' '),
    );
}

describe('a line of the Policy lens is there for', () => {
  const denied = shop(DEFAULT_DENY);
  const open = shop(DEFAULT_DENY, API_TO_DB);
  const shut = shop(DENY_ALL);

  it.each([
    [
      'the rule that allows it',
      policies(open),
      /api$/,
      /db$/,
      ['allows NetworkPolicy/default/db-from-api spec.ingress[0]'],
    ],
    [
      'what isolates the pod that denies it',
      policies(denied, { trace: between(denied, 'web', 'api', 8080) }),
      /web$/,
      /api$/,
      ['denies NetworkPolicy/default/default-deny spec.policyTypes[0]'],
    ],
    [
      'what keeps the packet in',
      policies(shut, { trace: between(shut, 'web', '93.184.216.34', 443) }),
      /web$/,
      /outside$/,
      ['denies NetworkPolicy/default/deny-all spec.policyTypes[1]'],
    ],
    [
      'the rule that the last change brought',
      policies(open, { since: denied }),
      /api$/,
      /db$/,
      ['allows NetworkPolicy/default/db-from-api spec.ingress[0]'],
    ],
    [
      'what the last change shut',
      policies(denied, { since: shop() }),
      /outside$/,
      /^all:/,
      ['denies NetworkPolicy/default/default-deny spec.policyTypes[0]'],
    ],
    [
      'nothing where no policy selects either end',
      policies(shop(), { trace: between(shop(), 'web', 'api', 8080) }),
      /web$/,
      /api$/,
      ['allows'],
    ],
  ] as const)('%s', (_what, scene, from, to, wanted) => {
    expect(lines(scene, from, to)).toEqual(wanted);
  });

  it('both rules where it has to be allowed at either end', () => {
    const scene = policies(fromNamespace());
    for (const link of scene.links.filter(({ kind }) => kind === 'allows')) {
      expect(causesOf(link).length).toBeGreaterThan(0);
    }
  });
});
