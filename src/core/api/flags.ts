import type { FieldPath } from './field-path.js';
import type { Container } from './pod.js';

/** A flag of a program's command line, and where in its container it stands. */
export interface Flag {
  readonly value: string;
  readonly field: FieldPath;
}

/**
 * A flag as Go's `pflag` reads it from `command` and `args`: `--name=value`, `--name value`, `--name` alone (which is `true`); one dash
 * is taken too, as the `flag` package does. The last one counts. `$(NAME)` is left as it is: environments are not modelled. `anyCase` takes the name in
 * any case.
 */
export function flagOf(container: Container, name: string, anyCase = false): Flag | undefined {
  const cased = (text: string) => (anyCase ? text.toLowerCase() : text);
  let found: Flag | undefined;
  for (const list of ['command', 'args'] as const) {
    // Of a kind that is not simulated nothing has been checked.
    const written: unknown = container[list];
    const words: readonly string[] = Array.isArray(written) ? written.map(String) : [];
    for (const [i, word] of words.entries()) {
      const [flag = '', ...rest] = word.split('=');
      if (cased(flag) !== `--${name}` && cased(flag) !== `-${name}`) continue;
      const next = words[i + 1];
      const apart = next === undefined || next.startsWith('-') ? 'true' : next;
      found = { value: word.includes('=') ? rest.join('=') : apart, field: [list, i] };
    }
  }
  return found;
}

/** Whether a flag is set and true, as `strconv.ParseBool` reads it. */
export function isSet(flag: Flag | undefined): boolean {
  return flag !== undefined && ['1', 't', 'true'].includes(flag.value.toLowerCase());
}
