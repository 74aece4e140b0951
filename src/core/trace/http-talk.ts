import type { Cause } from '../api/cause.js';
import type { HttpRequest } from '../ingress/types.js';
import { replyTo } from './parcel.js';
import type { Dial, Served, Serving, Stage } from './stage.js';
import type { Conclusion } from './summary.js';
import type { HttpOutcome, Trace } from './types.js';

/** A connection that a program has taken, and what is asked over it. */
export interface Taken extends Served {
  readonly http: HttpRequest;
  /** How many connections a request may still be handed on by: a route can lead back to where it came from. */
  readonly depth: number;
}

/** What was answered. */
export interface Answered {
  readonly outcome: HttpOutcome;
  readonly cause: Cause;
  /** The program that answered where a balancer handed the request on. */
  readonly server?: Trace['server'];
  /** The balancer, and the Ingress whose rule took the request. */
  readonly balancer?: string;
  readonly ingress?: string;
}

/** A request of HTTP over one connection: hand `serve` to the exchange, and let `conclude` say what came of it. */
export interface HttpTalk {
  readonly serve: Serving;
  /** What was answered, once it was. */
  answer(): Answered | undefined;
  conclude(dial: Dial, conclusion: Conclusion): Conclusion;
}

export function urlOf({ scheme, host, path }: HttpRequest): string {
  return `${scheme}://${host}${path}`;
}

/** The balancer's own answer. */
export function respond(
  { stage, at, packet }: Taken,
  outcome: HttpOutcome,
  sentence: Parameters<Stage['recorder']['add']>[3],
  cause: Cause,
  balancer?: string,
): Answered {
  stage.recorder.direction = 'back';
  stage.recorder.add(
    { kind: 'response', status: outcome.status, by: outcome.by },
    at,
    replyTo(packet),
    sentence,
    cause,
  );
  return { outcome, cause, ...(balancer === undefined ? {} : { balancer }) };
}
