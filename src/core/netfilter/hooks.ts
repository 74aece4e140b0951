import type { Hook, TableName } from './types.js';

/** The order in which `iptables-save` prints tables is free; this is the order in which we do. */
export const TABLES: readonly TableName[] = ['raw', 'mangle', 'nat', 'filter'];

/** The chains that the kernel itself calls, in the order of their hook numbers. The man page iptables(8), section TABLES. */
export const BUILTIN_CHAINS: Readonly<Record<TableName, readonly Hook[]>> = {
  raw: ['PREROUTING', 'OUTPUT'],
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
};

/**
 * Which tables a packet meets at each hook, in order of priority (include/uapi/linux/netfilter_ipv4.h: raw -300, conntrack -200,
 * mangle -150, dstnat -100, filter 0, srcnat 100). Conntrack looks the packet up after raw at PREROUTING and OUTPUT and
 * confirms it last at INPUT and POSTROUTING. `nat` is only walked by the first packet of a connection.
 */
export const HOOK_TABLES: Readonly<Record<Hook, readonly TableName[]>> = {
  PREROUTING: ['raw', 'mangle', 'nat'],
  INPUT: ['mangle', 'filter', 'nat'],
  FORWARD: ['mangle', 'filter'],
  OUTPUT: ['raw', 'mangle', 'nat', 'filter'],
  POSTROUTING: ['mangle', 'nat'],
};

export function isBuiltin(table: TableName, chain: string): boolean {
  return (BUILTIN_CHAINS[table] as readonly string[]).includes(chain);
}
