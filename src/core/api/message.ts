/** A sentence for a person, without its words: the code is a key of the message catalogue, the parameters fill its ICU text. */
export interface Message {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/**
 * A typed maker of messages. `P` maps each code of an area to its parameters:
 * `const why = messageMaker<TraceWhy>(); why('trace.route.onLink', { dev: 'cbr0' })`.
 */
export function messageMaker<P extends object>() {
  return <K extends keyof P & string>(code: K, params: P[K] & Readonly<Record<string, string | number>>): Message => ({
    code,
    params,
  });
}
