import { objectKey } from '../api/key.js';
import { contains } from './family.js';
import type { ProxyTable, RuleBook } from './rule-book.js';
import { RuleLine } from './rule-line.js';
import { MARK_MASQ, type ProxyNode } from './plan.js';
import type { RuleOrigin } from './types.js';

export const NODE_TABLES: readonly ProxyTable[] = ['filter', 'nat'];

/** Chains that hold rules of many Services, in the order in which kube-proxy writes them. */
const SHARED_CHAINS: Readonly<Record<ProxyTable, readonly string[]>> = {
  filter: [
    'KUBE-SERVICES',
    'KUBE-EXTERNAL-SERVICES',
    'KUBE-FORWARD',
    'KUBE-NODEPORTS',
    'KUBE-PROXY-FIREWALL',
    'KUBE-FIREWALL',
  ],
  nat: ['KUBE-SERVICES', 'KUBE-NODEPORTS', 'KUBE-POSTROUTING', MARK_MASQ],
};

/** Empty chains whose disappearance tells kubelet and kube-proxy that somebody flushed iptables, and kubelet's hint for other programs. */
export const CANARIES: Readonly<Record<'mangle' | ProxyTable, readonly string[]>> = {
  mangle: ['KUBE-IPTABLES-HINT', 'KUBE-KUBELET-CANARY', 'KUBE-PROXY-CANARY'],
  nat: ['KUBE-KUBELET-CANARY', 'KUBE-PROXY-CANARY'],
  filter: ['KUBE-KUBELET-CANARY', 'KUBE-PROXY-CANARY'],
};

const NEW = ['NEW'];
const PORTALS = 'kubernetes service portals';
const EXTERNAL = 'kubernetes externally-visible service portals';
const FIREWALL = 'kubernetes load balancer firewall';

function jump(from: string, to: string, comment: string, onlyNew: boolean): [string, RuleLine, string] {
  const line = new RuleLine(from);
  if (onlyNew) line.state(NEW);
  if (comment !== '') line.comment(comment);
  return [from, line, to];
}

/**
 * The jumps from the built-in chains. kube-proxy prepends each to its chain, kubelet (whose KUBE-FIREWALL comes first in time) too, so they stand in
 * the reverse of the order of `iptablesJumpChains`.
 */
function jumps(table: 'filter' | 'nat'): readonly [string, RuleLine, string][] {
  if (table === 'nat')
    return [
      jump('PREROUTING', 'KUBE-SERVICES', PORTALS, false),
      jump('OUTPUT', 'KUBE-SERVICES', PORTALS, false),
      jump('POSTROUTING', 'KUBE-POSTROUTING', 'kubernetes postrouting rules', false),
    ];
  return [
    jump('INPUT', 'KUBE-PROXY-FIREWALL', FIREWALL, true),
    jump('INPUT', 'KUBE-NODEPORTS', 'kubernetes health check service ports', false),
    jump('INPUT', 'KUBE-EXTERNAL-SERVICES', EXTERNAL, true),
    jump('INPUT', 'KUBE-FIREWALL', '', false),
    jump('FORWARD', 'KUBE-PROXY-FIREWALL', FIREWALL, true),
    jump('FORWARD', 'KUBE-FORWARD', 'kubernetes forwarding rules', false),
    jump('FORWARD', 'KUBE-SERVICES', PORTALS, true),
    jump('FORWARD', 'KUBE-EXTERNAL-SERVICES', EXTERNAL, true),
    jump('OUTPUT', 'KUBE-PROXY-FIREWALL', FIREWALL, true),
    jump('OUTPUT', 'KUBE-SERVICES', PORTALS, true),
    jump('OUTPUT', 'KUBE-FIREWALL', '', false),
  ];
}

/** Writes the rules that are there without any Service: jumps, marking, masquerading, forwarding. They are caused by the Node itself. */
export function writeNodeRules(book: RuleBook, table: ProxyTable, node: ProxyNode): void {
  const origin = nodeOrigin(node);
  for (const [from, line, to] of jumps(table)) book.write(from, line.jump(to), origin);
  for (const chain of SHARED_CHAINS[table]) book.open(chain);
  if (table === 'nat') {
    writePostrouting(book, node, origin);
  } else {
    writeForward(book, node, origin);
    writeLocalnet(book, node, origin);
  }
}

function nodeOrigin(node: ProxyNode): RuleOrigin {
  return { cause: { object: objectKey('Node', undefined, node.name), field: ['metadata', 'name'] } };
}

/** The route to 127.0.0.0/8 that NodePorts on localhost need would let strangers in (kubernetes issue 90259). */
function writeLocalnet(book: RuleBook, node: ProxyNode, origin: RuleOrigin): void {
  if (!node.options.localhostNodePorts || node.options.ipFamily !== 'IPv4') return;
  const line = new RuleLine('KUBE-FIREWALL').comment('block incoming localnet connections');
  line.destination('127.0.0.0/8').source('127.0.0.0/8', true).state(['RELATED', 'ESTABLISHED', 'DNAT'], true);
  book.write('KUBE-FIREWALL', line.verdict('DROP'), origin);
}

function writePostrouting(book: RuleBook, node: ProxyNode, origin: RuleOrigin): void {
  const { masqueradeMark, randomFully } = node.options;
  const chain = 'KUBE-POSTROUTING';
  book.write(chain, new RuleLine(chain).marked(masqueradeMark, true).verdict('RETURN'), origin);
  // Cleared, so that a packet that passes the stack again is not masqueraded again.
  book.write(chain, new RuleLine(chain).setMark('xor', masqueradeMark), origin);
  const comment = 'kubernetes service traffic requiring SNAT';
  book.write(chain, new RuleLine(chain).comment(comment).masquerade(randomFully), origin);
  book.write(MARK_MASQ, new RuleLine(MARK_MASQ).setMark('or', masqueradeMark), origin);
}

function writeForward(book: RuleBook, node: ProxyNode, origin: RuleOrigin): void {
  const chain = 'KUBE-FORWARD';
  if (!node.options.conntrackTcpLiberal)
    book.write(chain, new RuleLine(chain).state(['INVALID']).verdict('DROP'), origin);
  const marked = new RuleLine(chain).comment('kubernetes forwarding rules').marked(node.options.masqueradeMark);
  book.write(chain, marked.verdict('ACCEPT'), origin);
  const known = new RuleLine(chain).comment('kubernetes forwarding conntrack rule').state(['RELATED', 'ESTABLISHED']);
  book.write(chain, known.verdict('ACCEPT'), origin);
}

/** The last rules of nat KUBE-SERVICES: whatever is for the node itself is looked up among the NodePorts. */
export function writeNodePortTail(book: RuleBook, node: ProxyNode): void {
  const chain = 'KUBE-SERVICES';
  const origin = nodeOrigin(node);
  const { nodePortAddresses, ipFamily, localhostNodePorts } = node.options;
  const begin = (): RuleLine =>
    new RuleLine(chain).comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain');
  const localhost = ipFamily === 'IPv6' ? '::1/128' : '127.0.0.0/8';
  const localhostWorks = ipFamily === 'IPv4' && localhostNodePorts;
  const ofFamily = nodePortAddresses.filter((cidr) => cidr.includes(':') === (ipFamily === 'IPv6'));
  if (ofFamily.length === 0 || ofFamily.some((cidr) => cidr.endsWith('/0'))) {
    const line = begin().local('dst');
    if (!localhostWorks) line.destination(localhost, true);
    book.write(chain, line.jump('KUBE-NODEPORTS'), origin);
    return;
  }
  const loopback = ipFamily === 'IPv6' ? '::1' : '127.0.0.1';
  for (const ip of [...node.ips, loopback])
    if (ofFamily.some((cidr) => contains(cidr, ip)) && (ip !== loopback || localhostWorks))
      book.write(chain, begin().destination(ip).jump('KUBE-NODEPORTS'), origin);
}
