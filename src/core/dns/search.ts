import type { ResolvConf } from './types.js';

/** glibc refuses to count further (`RES_MAXNDOTS`, resolv/resolv.h). */
const MAX_NDOTS = 15;

/**
 * The names a program linked with glibc asks for, in order, until one is answered: the search list and the name as it is, whichever the
 * number of dots puts first (`__res_context_search`, resolv/res_query.c). For each it asks A, then AAAA, as getaddrinfo does. Names come
 * out fully qualified.
 */
export function searchNames(name: string, conf: ResolvConf): readonly string[] {
  if (name.endsWith('.')) return [name];
  const dots = name.split('.').length - 1;
  const asIs = `${name}.`;
  const listed = conf.searches.map((search) => (search === '.' ? asIs : `${name}.${search.replace(/\.$/, '')}.`));
  const names = dots >= ndotsOf(conf) ? [asIs, ...listed] : [...listed, asIs];
  return [...new Set(names)];
}

/** The `ndots` in force: 1 unless set, the last one written wins. */
export function ndotsOf(conf: ResolvConf): number {
  let ndots = 1;
  for (const option of conf.options) {
    const found = /^ndots:(\d+)$/.exec(option)?.[1];
    if (found !== undefined) ndots = Math.min(Number(found), MAX_NDOTS);
  }
  return ndots;
}
