import type { Message } from '../api/message.js';
import { parseKey } from '../api/key.js';
import type { ClusterView } from '../cluster/types.js';
import type { RuleOrigin } from '../kubeproxy/types.js';
import type { RuleVisit } from '../netfilter/types.js';
import { podAtAddress } from '../network/pods.js';
import { from, to } from './parcel.js';
import { edgeWhy } from './why-edge.js';
import { why } from './why.js';

/** What a sentence about a rule needs to know besides the rule. */
export interface RuleScene {
  readonly view: ClusterView;
  readonly node: string;
  /** The interface whose address a masquerade takes here. */
  readonly masqueradeInterface: string;
  readonly masqueradeAddress: string;
}

/** `web` or, in another namespace than the default one, `shop/web`. */
export function serviceName(origin: RuleOrigin | undefined): string {
  if (!origin?.service) return '';
  const { namespace, name } = parseKey(origin.service);
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

function endpointName(view: ClusterView, origin: RuleOrigin | undefined): string {
  const endpoint = origin?.endpoint;
  if (!endpoint) return '';
  const pod = podAtAddress(view, endpoint.ip)?.metadata.name;
  const address = `${endpoint.ip}:${endpoint.port}`;
  return pod === undefined ? address : `${pod} (${address})`;
}

/** The sentence a teacher would say at a rule: what it asked, and what follows. */
export function whyRule(visit: RuleVisit, origin: RuleOrigin | undefined, scene: RuleScene): Message {
  const { chain, rule, before, dice } = visit;
  const endpoint = endpointName(scene.view, origin);
  if (dice) {
    const params = { endpoint, roll: dice.roll, probability: dice.probability };
    return why(visit.matched ? 'trace.rule.diceHit' : 'trace.rule.diceMiss', params);
  }
  const { target } = rule;
  if (target?.kind === 'jump' || target?.kind === 'goto') return whyJump(visit, target.chain, origin, scene);
  const service = serviceName(origin);
  switch (target?.kind) {
    case 'DNAT':
      if (chain.startsWith('CNI-DN-')) return why('trace.rule.hostPortDnat', { endpoint });
      return why('trace.rule.dnat', { endpoint, service });
    case 'MASQUERADE':
    case 'SNAT': {
      const out = { dev: scene.masqueradeInterface, address: scene.masqueradeAddress };
      if (chain === 'CNI-HOSTPORT-MASQ') return why('trace.rule.masqueradeHostPort', out);
      if (chain === 'KUBE-POSTROUTING') return why('trace.rule.masqueradeMarked', out);
      // A process of the node has the right source already.
      if (before.src === out.address) return why('trace.rule.masqueradeSame', { ...out, target: before.dst });
      return why('trace.rule.masqueradeOutside', { ...out, target: before.dst });
    }
    case 'REJECT':
      return service === '' ? why('trace.rule.other', place(visit)) : why('trace.rule.reject', { service });
    case 'DROP':
      if (service === '') return why('trace.rule.drop', place(visit));
      if (chain === 'KUBE-PROXY-FIREWALL') return edgeWhy('edge.rule.firewallDrops', { service, source: before.src });
      return why('trace.rule.noLocalEndpoints', { service, node: scene.node });
    case 'ACCEPT':
      return whyAccept(visit, service);
    default:
      return why('trace.rule.other', place(visit));
  }
}

function whyJump(visit: RuleVisit, target: string, origin: RuleOrigin | undefined, scene: RuleScene): Message {
  const { chain, before, rule } = visit;
  const service = serviceName(origin);
  if (target === 'KUBE-MARK-MASQ') {
    if (chain.startsWith('KUBE-SEP-')) return why('trace.rule.markHairpin', { source: before.src });
    const { node } = scene;
    if (chain.startsWith('KUBE-EXT-'))
      return isAboutSource(rule)
        ? why('trace.rule.markOwn', { source: before.src, service, node })
        : why('trace.rule.markExternal', { service });
    return why('trace.rule.markNotPod', { source: before.src, service });
  }
  if (target.startsWith('KUBE-SEP-')) {
    const endpoint = endpointName(scene.view, origin);
    const recent = rule.matches.find((match) => match.kind === 'recent');
    if (recent) return why('trace.rule.affinity', { endpoint, client: before.src, seconds: recent.seconds ?? 0 });
    const alone = !rule.text.includes('--probability') && visit.skipped === visit.index;
    return alone ? why('trace.rule.onlyEndpoint', { endpoint, service }) : why('trace.rule.lastEndpoint', { endpoint });
  }
  if (chain === 'KUBE-SERVICES' && target === 'KUBE-NODEPORTS') {
    return why('trace.rule.nodePorts', { node: scene.node, address: before.dst });
  }
  if (chain === 'KUBE-SERVICES') {
    const isExternal = target.startsWith('KUBE-EXT-') || target.startsWith('KUBE-FW-');
    const code = isExternal ? 'trace.rule.externalAddress' : 'trace.rule.service';
    return why(code, { service, address: to(before), chain: target });
  }
  if (chain === 'KUBE-NODEPORTS') return why('trace.rule.nodePort', { service, port: before.dport, chain: target });
  if (target === 'CNI-HOSTPORT-SETMARK') return why('trace.rule.hostPortMark', { source: before.src });
  if (chain === 'CNI-HOSTPORT-DNAT') {
    const pod = endpointName(scene.view, origin);
    return why('trace.rule.hostPort', { node: scene.node, port: before.dport, pod, chain: target });
  }
  if (chain.startsWith('KUBE-FW-')) {
    return edgeWhy('edge.rule.firewallAllows', { service, source: before.src, chain: target });
  }
  if (chain.startsWith('KUBE-EXT-')) {
    if (target.startsWith('KUBE-SVL-'))
      return why('trace.rule.externalLocal', { service, node: scene.node, chain: target });
    if (isAboutSource(rule)) return why('trace.rule.externalInside', { service, source: before.src, chain: target });
    return why('trace.rule.external', { service, chain: target });
  }
  return why('trace.rule.other', place(visit));
}

/** Whether a rule asks where the packet comes from: under the Local policy kube-proxy treats what is inside the cluster apart. */
function isAboutSource(rule: RuleVisit['rule']): boolean {
  return rule.matches.some((one) => one.kind === 'source' || (one.kind === 'addrtype' && one.side === 'src'));
}

function whyAccept(visit: RuleVisit, service: string): Message {
  if (visit.chain === 'KUBE-NODEPORTS') return edgeWhy('edge.rule.healthCheck', { service, port: visit.before.dport });
  if (visit.chain === 'KUBE-FORWARD') {
    const known = visit.rule.matches.some((match) => match.kind === 'conntrack');
    return why(known ? 'trace.rule.acceptKnown' : 'trace.rule.acceptMarked', { chain: visit.chain });
  }
  return why('trace.rule.accept', place(visit));
}

function place(visit: RuleVisit): { chain: string; index: number } {
  return { chain: visit.chain, index: visit.index + 1 };
}

/** `10.96.0.20:80`, or the part that changed, before and after an address was rewritten. */
export function rewritten(visit: RuleVisit): { before: string; after: string } {
  const isDestination = visit.rule.target?.kind === 'DNAT';
  const text = isDestination ? to : from;
  return { before: text(visit.before), after: text(visit.after) };
}
