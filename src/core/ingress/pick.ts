import type { Cause } from '../api/cause.js';
import type { Message } from '../api/message.js';
import { keyOf } from '../api/key.js';
import type { Ingress } from '../api/networking.js';
import { causeOfPath, type Rule } from './route-table.js';
import type { RouteTrial } from './types.js';
import { why } from './why.js';

/** What a balancer finds for a path among the rules of one host. */
export interface Pick {
  /** In the order of the balancer, shadowed rules behind those that shadow them. */
  readonly tried: readonly RouteTrial[];
  readonly rule?: Rule;
  /** The Ingress whose `spec.defaultBackend` takes what no rule does. */
  readonly fallback?: Ingress;
  /** nginx answers itself: the same path with a slash. */
  readonly slash?: string;
  readonly rewritten?: string;
}

export function trial(rule: Rule, matched: boolean, sentence: Message, cause: Cause = causeOfPath(rule)): RouteTrial {
  const { key, host, path, pathType } = rule;
  return { ingress: key, host, path, pathType, matched, why: sentence, cause };
}

/** What every sentence about a rule says of it. */
export function words(rule: Rule): { host: string; path: string; ingress: string } {
  return { host: rule.host === '' ? '*' : rule.host, path: rule.path, ingress: rule.ingress.metadata.name };
}

/** A rule whose path does not match. */
export function missed(rule: Rule, asked: string): RouteTrial {
  const code = rule.pathType === 'Exact' ? 'ingress.trial.exact' : 'ingress.trial.prefix';
  return trial(rule, false, why(code, { ...words(rule), asked }));
}

/** A rule that matched. */
export function hit(rule: Rule, asked: string): RouteTrial {
  return trial(rule, true, why('ingress.trial.matched', { ...words(rule), asked }));
}

/** A rule that matched because its path is taken for an expression: by its own type it would not have. */
export function hitAsExpression(rule: Rule, asked: string): RouteTrial {
  return trial(rule, true, why('ingress.trial.matchedRegex', { ...words(rule), asked, expression: `^${rule.path}` }));
}

/** A rule that would match, had not a better one been found before. */
export function later(rule: Rule, chosen: string): RouteTrial {
  return trial(rule, false, why('ingress.trial.later', { ...words(rule), chosen }));
}

/** A rule that the program has made no route of, because of the Service behind it. */
export function missing(rule: Rule, program: string, because: 'refused' | 'no-port', cause: Cause): RouteTrial {
  const code = because === 'refused' ? 'ingress.trial.externalName' : 'ingress.trial.externalPort';
  const service = rule.backend.service?.name ?? '';
  return trial(rule, false, why(code, { ...words(rule), program, service }), cause);
}

/** A rule of a host and path that another Ingress has had first. */
export function shadowed(rule: Rule, by: Ingress): RouteTrial {
  return trial(
    rule,
    false,
    why('ingress.trial.shadowed', { ...words(rule), other: keyOf(by).split('/').slice(1).join('/') }),
  );
}
