import type { PathType } from '../api/networking.js';

/** The elements of a path: what stands between its slashes. A slash at the end makes no element. */
export function elementsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1);
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

/**
 * A path as nginx compares it: `%XX` decoded, slashes in a row merged, `.` and `..` resolved (`ngx_http_parse_complex_uri` of src/http/ngx_http_parse.c,
 * `merge_slashes`). What cannot be decoded stays as it came.
 */
export function nginxPath(asked: string): string {
  const segments: string[] = [];
  const parts = decoded(asked).split('/').slice(1);
  for (const part of parts) {
    if (part === '..') segments.pop();
    else if (part !== '' && part !== '.') segments.push(part);
  }
  const isOpen = segments.length > 0 && ['', '.', '..'].includes(parts.at(-1) ?? '');
  return `/${segments.join('/')}${isOpen ? '/' : ''}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Whether a path of an Ingress matches the path of a request, as the API says (`staging/src/k8s.io/api/networking/v1/types.go`, `PathType`):
 * Exact is the whole path, with case; Prefix goes element by element. ImplementationSpecific is the controller's choice; all that are modelled
 * take it for a Prefix.
 */
export function matchesPath(pathType: PathType, path: string, asked: string): boolean {
  if (pathType === 'Exact') return path === asked;
  const wanted = elementsOf(path);
  const given = elementsOf(asked);
  return wanted.length <= given.length && wanted.every((element, i) => element === given[i]);
}
