/** The kind of an answer, by the first digit of its status. */
export type StatusClass = 2 | 3 | 4 | 5;

export function statusClass(status: number): StatusClass {
  if (status >= 500) return 5;
  if (status >= 400) return 4;
  return status >= 300 ? 3 : 2;
}

/** The words that stand beside a status on the wire; the same in every language. */
const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export function reasonOf(status: number): string {
  return Object.hasOwn(REASONS, status) ? (REASONS[status] ?? '') : '';
}
