/**
 * The world outside the cluster, as far as the model knows it: a handful of names at addresses that RFC 5737 and RFC 3849 reserve for
 * documentation. Every other name outside does not exist. It is a fixed stage set, not a copy of the Internet.
 */
export const OUTSIDE_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['example.com.', ['203.0.113.10', '2001:db8::10']],
  ['www.example.com.', ['203.0.113.10', '2001:db8::10']],
  ['example.org.', ['203.0.113.20']],
  ['example.net.', ['203.0.113.30']],
  ['db.example.com.', ['203.0.113.40']],
]);
