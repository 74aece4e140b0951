/**
 * A path as nginx takes it for a regular expression: anchored at its start, without regard to case (`location ~* "^…"`). PCRE's and
 * JavaScript's syntax are the same for what paths use. Undefined for one that does not compile, which nginx would refuse to load, and for one
 * that repeats a repetition: such an expression can take longer than anybody waits.
 */
export function expressionOf(path: string): RegExp | undefined {
  if (path.length > MAX_LENGTH || repeatsRepetition(path)) return undefined;
  try {
    return new RegExp(`^${path}`, 'iu');
  } catch {
    return compiled(path);
  }
}

const MAX_LENGTH = 512;

/** Without the `u` flag JavaScript forgives escapes that PCRE knows as plain letters: `\-`. */
function compiled(path: string): RegExp | undefined {
  try {
    return new RegExp(`^${path}`, 'i');
  } catch {
    return undefined;
  }
}

/** Whether a group that holds `+`, `*` or `{` is itself repeated, or three repetitions stand in a row: where backtracking explodes. */
function repeatsRepetition(path: string): boolean {
  const open: boolean[] = [];
  let repeats = 0;
  for (let i = 0; i < path.length; i++) {
    const letter = path[i] ?? '';
    if (letter === '\\') i++;
    else if (letter === '(') open.push(false);
    else if (letter === ')') {
      const inner = open.pop() ?? false;
      if (inner && isRepeat(path[i + 1])) return true;
      if (inner && open.length > 0) open[open.length - 1] = true;
    } else if (isRepeat(letter)) {
      repeats++;
      if (open.length > 0) open[open.length - 1] = true;
    }
  }
  return repeats > MAX_REPEATS;
}

const MAX_REPEATS = 8;

function isRepeat(letter: string | undefined): boolean {
  return letter === '*' || letter === '+' || letter === '{';
}

/** `$1` … `$9` of a replacement, from what an expression matched; a group that took no part is empty (nginx, `ngx_http_rewrite_module`). */
export function rewritten(replacement: string, match: RegExpExecArray): string {
  return replacement.replace(/\$(\d)/g, (_, digit: string) => match[Number(digit)] ?? '');
}
